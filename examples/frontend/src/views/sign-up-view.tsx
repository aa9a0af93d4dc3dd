import { useClient, useSignUp } from '@portcullis/client/react';
import { useState } from 'react';

import { Field, Form, type FormValues } from '../form.js';
import { Page } from '../page.js';
import { ProviderButtons } from '../provider-buttons.js';
import { Link, navigate } from '../router.js';
import { useAvailability } from '../use-availability.js';

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
  const { run, ...state } = useSignUp();
  // What is missing the gateway names, with all else that is wrong.
  const signUp = async (values: FormValues) => {
    if ((await run({ email: '', password: '', ...values })) !== undefined) navigate('/');
  };
  return (
    <Page title="Create an account" lead="A link that confirms your address comes by mail.">
      <Form submit="Create account" {...state} onSubmit={signUp}>
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
        <Field
          {...{ name: 'password', label: 'Password', type: 'password', autoComplete: 'new-password' }}
          hint="A few words that do not belong together are easy to remember and hard to guess."
        />
      </Form>
      <ProviderButtons mode="sign-up" />
      <p className="elsewhere">
        You have one? <Link to="/">Sign in</Link>
      </p>
    </Page>
  );
}
