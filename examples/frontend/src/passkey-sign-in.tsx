import { PortcullisError } from '@portcullis/client';
import { useEffect, useState } from 'react';

import { Field, Form, type FormValues } from './form.js';
import { usePasskeys } from './passkey-context.js';
import { Problem } from './problem.js';
import { useAction } from './use-action.js';

interface PasskeySignInProps {
  /** Whether another form beside it asks for a name. */
  readonly hasName: boolean;
}

/** The button, and the list under the field with a name for as long as the form is open. */
export function PasskeySignIn({ hasName }: PasskeySignInProps) {
  const passkeys = usePasskeys();
  const [refusal, refuse] = useState<PortcullisError>();
  const { run, error = refusal, isPending } = useAction(({ email }: FormValues) => passkeys.signIn(email));
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
  if (!hasName)
    return (
      <Form submit="Sign in with a passkey" {...{ isPending, error }} onSubmit={run}>
        <Field
          {...{ name: 'email', label: 'E-mail address', type: 'email' }}
          autoComplete="username webauthn"
          hint="Only where your passkey is on a key that does not know it."
        />
      </Form>
    );
  return (
    <div className="providers">
      <Problem error={error} />
      <button type="button" className="quiet" aria-disabled={isPending} onClick={() => void run({})}>
        Sign in with a passkey
      </button>
    </div>
  );
}
