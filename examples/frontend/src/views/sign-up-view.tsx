import { useClient, useSignUp } from '@portcullis/client/react';
import { useState } from 'react';

import { Field, Form, type FormValues } from '../form.js';
import { Page } from '../page.js';
import { usePasskeys } from '../passkey-context.js';
import { ProviderButtons } from '../provider-buttons.js';
import { Link, navigate } from '../router.js';
import { useAction } from '../use-action.js';
import { useAvailability } from '../use-availability.js';
import { useMethods } from '../use-methods.js';

export function SignUpView() {
  const client = useClient();
  const [email, setEmail] = useState('');
  const [username, setUsername] = useState('');
  const emailHint = useAvailability(email, (text, signal) =>
    client.isEmailAvailable({ email: text }, { signal }),
  );
  const usernameHint = useAvailability(username, (text, signal) =>
    client.isUsernameAvailable({ username: text }, { signal }),
  );
  const [hasPassword, setHasPassword] = useState(true);
  const { signUp, ...state } = useWaysUp(hasPassword);
  return (
    <Page title="Create an account" lead="A link that confirms your address comes by mail.">
      <Form
        submit={hasPassword ? 'Create account' : 'Create account with a passkey'}
        {...state}
        onSubmit={signUp}
      >
        <Field
          {...{
            name: 'email',
            label: 'E-mail address',
            type: 'email',
            autoComplete: 'email',
            hint: emailHint,
          }}
          onChange={({ target }) => setEmail(target.value.trim())}
        />
        <div className="pair">
          <Field name="firstName" label="First name" autoComplete="given-name" />
          <Field name="lastName" label="Last name" autoComplete="family-name" />
        </div>
        <Field
          {...{
            name: 'username',
            label: 'Username, if you like',
            autoComplete: 'username',
            hint: usernameHint,
          }}
          autoCapitalize="none"
          onChange={({ target }) => setUsername(target.value.trim())}
        />
        <Lock hasPassword={hasPassword} onChange={setHasPassword} />
      </Form>
      <ProviderButtons mode="sign-up" />
      <p className="elsewhere">
        You have one? <Link to="/">Sign in</Link>
      </p>
    </Page>
  );
}

/** By a password or, without one, by a passkey. What is missing the gateway names, with all else that is wrong. */
function useWaysUp(hasPassword: boolean) {
  const byPassword = useSignUp();
  const passkeys = usePasskeys();
  const byPasskey = useAction((values: FormValues) => passkeys.signUp({ email: '', ...values }));
  const { isPending, error } = hasPassword ? byPassword : byPasskey;
  const signUp = async (values: FormValues) => {
    const made = hasPassword
      ? await byPassword.run({ email: '', password: '', ...values })
      : await byPasskey.run(values);
    if (made !== undefined) navigate('/');
  };
  return { signUp, isPending, error };
}

interface LockProps {
  readonly hasPassword: boolean;
  readonly onChange: (hasPassword: boolean) => void;
}

/** What the account is locked with. */
function Lock({ hasPassword, onChange }: LockProps) {
  const passkeys = usePasskeys();
  const hasPasskeys = (useMethods()?.includes('PASSKEY') ?? false) && passkeys.isSupported;
  return (
    <>
      {hasPassword ? (
        <Field
          {...{ name: 'password', label: 'Password', type: 'password', autoComplete: 'new-password' }}
          hint="A few words that do not belong together are easy to remember and hard to guess."
        />
      ) : (
        <p>Your device keeps a passkey for this account, and there is no password to remember.</p>
      )}
      {hasPasskeys && (
        <button type="button" className="quiet" onClick={() => onChange(!hasPassword)}>
          {hasPassword ? 'Use a passkey instead' : 'Use a password instead'}
        </button>
      )}
    </>
  );
}
