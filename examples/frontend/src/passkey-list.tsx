import { PortcullisError } from '@portcullis/client';
import { useClient } from '@portcullis/client/react';

import { Loaded } from './loaded.js';
import { usePasskeys } from './passkey-context.js';
import { PasskeyRow } from './passkey-row.js';
import { Problem } from './problem.js';
import { useAction } from './use-action.js';
import { useData } from './use-data.js';
import { useMethods } from './use-methods.js';

/** The ways in that nobody has to remember. */
export function PasskeyList() {
  const client = useClient();
  const passkeys = usePasskeys();
  const isOn = useMethods()?.includes('PASSKEY') ?? false;
  const list = useData((signal) => client.passkeys(null, { signal }));
  const add = useAction(async () => {
    await passkeys.register().catch(sayWhere);
    list.reload();
  });
  const remove = useAction(async (id: string) => {
    await passkeys.remove(id);
    list.reload();
  });
  return (
    <>
      <Problem error={add.error ?? remove.error} />
      <Loaded of={list}>
        {(all) => (
          <ul className="rows">
            {all.map((passkey) => (
              <PasskeyRow
                key={passkey.id}
                passkey={passkey}
                onRemove={() => void remove.run(passkey.id)}
                onRenamed={list.reload}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {isOn && passkeys.isSupported && (
        <div className="actions">
          <button type="button" onClick={() => void add.run()}>
            Add a passkey
          </button>
        </div>
      )}
    </>
  );
}

/** What the browser says of it is for nobody to read. */
function sayWhere(reason: unknown): never {
  if ((reason as Error).name === 'InvalidStateError')
    throw new PortcullisError('PASSKEY_INVALID', 'This device has a passkey of your account.');
  throw reason;
}
