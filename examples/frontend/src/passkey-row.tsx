import type { PasskeysQuery } from '@portcullis/client';
import { useClient } from '@portcullis/client/react';
import { useState } from 'react';

import { Field, Form, type FormValues } from './form.js';
import { Moment } from './moment.js';
import { useAction } from './use-action.js';

interface PasskeyRowProps {
  readonly passkey: PasskeysQuery['passkeys'][number];
  readonly onRemove: () => void;
  readonly onRenamed: () => void;
}

/** What there is to tell of one, and the two things to do with it. */
export function PasskeyRow({ passkey, onRemove, onRenamed }: PasskeyRowProps) {
  const [isNamed, setNamed] = useState(false);
  const { name, authenticator, backedUp, createdAt, lastUsedAt } = passkey;
  if (isNamed)
    return <RenamePasskey passkey={passkey} onRenamed={onRenamed} onLeft={() => setNamed(false)} />;
  return (
    <li>
      <p>
        {name} <span className="seal">{backedUp ? 'synced' : 'on one device'}</span>
        <br />
        <span className="small">
          {authenticator && authenticator !== name && `${authenticator}. `}Added <Moment at={createdAt} />
          {lastUsedAt && (
            <>
              , used <Moment at={lastUsedAt} />
            </>
          )}
        </span>
      </p>
      <div className="both">
        <button type="button" className="quiet" onClick={() => setNamed(true)}>
          Rename
        </button>
        <button type="button" className="quiet" onClick={onRemove}>
          Remove
        </button>
      </div>
    </li>
  );
}

type RenamePasskeyProps = Pick<PasskeyRowProps, 'passkey' | 'onRenamed'> & { readonly onLeft: () => void };

function RenamePasskey({ passkey: { id, name }, onRenamed, onLeft }: RenamePasskeyProps) {
  const client = useClient();
  const { run, ...state } = useAction(async (values: FormValues) => {
    await client.renamePasskey({ id, name: values['name'] ?? '' });
    onRenamed();
    onLeft();
  });
  return (
    <li>
      <Form
        submit="Save"
        {...state}
        onSubmit={run}
        aside={
          <button type="button" className="quiet" onClick={onLeft}>
            Cancel
          </button>
        }
      >
        <Field name="name" label="Name of the passkey" defaultValue={name} maxLength={100} autoFocus />
      </Form>
    </li>
  );
}
