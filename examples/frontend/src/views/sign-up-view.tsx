import { useClient, useSignUp } from '@portcullis/client/react';
import { useState } from 'react';

import { EmailWay } from '../email-way.js';
import { Field, Form, type FormValues } from '../form.js';
import { Page } from '../page.js';
import { usePasskeys } from '../passkey-context.js';
import { ProviderButtons } from '../provider-buttons.js';
import { Link, navigate } from '../router.js';
import { useAction } from '../use-action.js';
import { useAvailability } from '../use-availability.js';
import { isMailed, useMethods } from '../use-methods.js';

/** With what an account is locked is the gateway's to say; where it is the mailbox alone, a mail makes the account. */
export function SignUpView() {
  const methods = useMethods() ?? [];
  const { isSupported } = usePasskeys();
  const hasPasswords = methods.includes('PASSWORD');
  const hasPasskeys = methods.includes('PASSKEY') && isSupported;
  const hasForm = hasPasswords || hasPasskeys;
  return (
    <Page title="Create an account" lead={hasForm && 'A link that confirms your address comes by mail.'}>
      {hasForm && <SignUpForm {...{ hasPasswords, hasPasskeys }} />}
      <ProviderButtons mode="sign-up" />
      {isMailed(methods) && <EmailWay hasPassword={false} />}
      <p className="elsewhere">
        You have one? <Link to="/">Sign in</Link>
      </p>
    </Page>
  );
}

interface SignUpFormProps {
  readonly hasPasswords: boolean;
  readonly hasPasskeys: boolean;
}

function SignUpForm({ hasPasswords, hasPasskeys }: SignUpFormProps) {
  const client = useClient();
  const [email, setEmail] = useState('');
  const [username, setUsername] = useState('');
  const emailHint = useAvailability(email, (text, signal) =>
    client.isEmailAvailable({ email: text }, { signal }),
  );
  const usernameHint = useAvailability(username, (text, signal) =>
    client.isUsernameAvailable({ username: text }, { signal }),
  );
  const [hasPassword, setHasPassword] = useState(hasPasswords);
  const { signUp, ...state } = useWaysUp(hasPassword);
  return (
    <Form
      submit={hasPassword ? 'Create account' : 'Create account with a passkey'}
      {...state}
      onSubmit={signUp}
    >
      <Field
        {...{ name: 'email', label: 'E-mail address', type: 'email', autoComplete: 'email', hint: emailHint }}
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
      <Lock hasPassword={hasPassword} onChange={hasPasswords && hasPasskeys ? setHasPassword : undefined} />
    </Form>
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
  /** Undefined where there is nothing to choose from. */
  readonly onChange: ((hasPassword: boolean) => void) | undefined;
}

/** What the account is locked with. */
function Lock({ hasPassword, onChange }: LockProps) {
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
      {onChange && (
        <button type="button" className="quiet" onClick={() => onChange(!hasPassword)}>
          {hasPassword ? 'Use a passkey instead' : 'Use a password instead'}
        </button>
      )}
    </>
  );
}
