import { PortcullisError } from '@portcullis/client';
import { useEffect, useState } from 'react';

import { usePasskeys } from './passkey-context.js';
import { Problem } from './problem.js';
import { useAction } from './use-action.js';

/** The button, and the list under the field for as long as the form is open. */
export function PasskeySignIn() {
  const passkeys = usePasskeys();
  const [refusal, refuse] = useState<PortcullisError>();
  const { run, error, isPending } = useAction(() => passkeys.signIn());
  useEffect(() => {
    const leaving = new AbortController();
    const offer = async () => {
      if (await passkeys.canAutofill()) await passkeys.autofill(leaving.signal);
    };
    offer().catch((failure: unknown) => {
      // The button has taken its place, or the form is gone, or the browser would not: the form is there still.
      if (failure instanceof PortcullisError) refuse(failure);
    });
    return () => leaving.abort();
  }, [passkeys]);
  if (!passkeys.isSupported) return null;
  return (
    <div className="providers">
      <Problem error={error ?? refusal} />
      <button type="button" className="quiet" aria-disabled={isPending} onClick={() => void run()}>
        Sign in with a passkey
      </button>
    </div>
  );
}
