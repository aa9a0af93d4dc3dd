import { createPasskeys, type Passkeys } from '@portcullis/client/passkeys';
import { useClient } from '@portcullis/client/react';
import { createContext, type ReactNode, useContext, useState } from 'react';

const PasskeysContext = createContext<Passkeys | undefined>(undefined);

/** One for all views: a browser takes one question for a passkey at a time. */
export function PasskeysProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const [passkeys] = useState(() => createPasskeys(client));
  return <PasskeysContext value={passkeys}>{children}</PasskeysContext>;
}

export function usePasskeys(): Passkeys {
  const passkeys = useContext(PasskeysContext);
  if (passkeys === undefined) throw new TypeError('There is no <PasskeysProvider> around this view.');
  return passkeys;
}
