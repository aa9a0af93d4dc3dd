import { useClient } from '@portcullis/client/react';
import { useRef } from 'react';

import { Form } from './form.js';
import { useAction } from './use-action.js';

export function DeleteAccount({ email }: { readonly email: string }) {
  const client = useClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const { run, ...state } = useAction(async () => {
    // The dialog that may ask for the password comes in its place.
    dialog.current?.close();
    await client.deleteAccount({});
  });
  return (
    <>
      <p>Your account and all that it holds go. Nobody can bring them back.</p>
      <button type="button" className="grave" onClick={() => dialog.current?.showModal()}>
        Delete account
      </button>
      <dialog ref={dialog} aria-labelledby="delete-title">
        <h2 id="delete-title">Delete {email}?</h2>
        <p>All sessions end at once, this one too.</p>
        <Form
          submit="Delete for good"
          {...state}
          onSubmit={() => run()}
          aside={
            <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
              Keep it
            </button>
          }
        />
      </dialog>
    </>
  );
}
