import { useClient } from '@portcullis/client/react';
import { useState } from 'react';

import { Problem } from './problem.js';
import { ProviderButtons } from './provider-buttons.js';
import { useAction } from './use-action.js';

/** What is read of `exportMyData`. */
interface HeldData {
  readonly identities: readonly { readonly provider: string }[];
}

/** An export is told under Activity, so it is made for who asks, not for everybody who comes by. */
export function LinkedProviders() {
  const client = useClient();
  const [linked, setLinked] = useState<readonly string[]>();
  const read = useAction(async () => {
    const { identities } = (await client.exportMyData()) as HeldData;
    setLinked(identities.map(({ provider }) => provider));
  });
  const unlink = useAction(async (provider: string) => {
    await client.unlinkProvider({ provider });
    setLinked((before) => before?.filter((other) => other !== provider));
  });
  return (
    <>
      <Problem error={read.error ?? unlink.error} />
      {linked === undefined && (
        <button type="button" className="quiet" onClick={() => void read.run()}>
          Show what is linked
        </button>
      )}
      {linked?.length === 0 && <p className="empty">None is linked.</p>}
      <ul className="rows">
        {linked?.map((provider) => (
          <li key={provider}>
            <p>{provider}</p>
            <button type="button" className="quiet" onClick={() => void unlink.run(provider)}>
              Unlink
            </button>
          </li>
        ))}
      </ul>
      <ProviderButtons mode="link" />
    </>
  );
}
