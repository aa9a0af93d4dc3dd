import type { ErrorCode } from '@portcullis/client';
import { useSignIn } from '@portcullis/client/react';

import { EmailWay } from '../email-way.js';
import { Field, Form, type FormValues } from '../form.js';
import { Page } from '../page.js';
import { PasskeySignIn } from '../passkey-sign-in.js';
import { ProviderButtons } from '../provider-buttons.js';
import { Link } from '../router.js';

export function SignInView({ reason }: { readonly reason?: ErrorCode | undefined }) {
  const { run, ...state } = useSignIn();
  const signIn = ({ name = '', password = '' }: FormValues) =>
    run({ ...(name.includes('@') ? { email: name } : { username: name }), password });
  return (
    <Page title="Sign in" lead={reason && 'Your session was ended, here or from another device.'}>
      <Form
        submit="Sign in"
        {...state}
        onSubmit={signIn}
        aside={<Link to="/forgot-password">Forgotten password</Link>}
      >
        <Field
          {...{ name: 'name', label: 'E-mail address or username' }}
          autoComplete="username webauthn"
          autoCapitalize="none"
        />
        <Field name="password" label="Password" type="password" autoComplete="current-password" />
      </Form>
      <PasskeySignIn />
      <ProviderButtons mode="sign-in" />
      <EmailWay />
      <p className="elsewhere">
        New here? <Link to="/sign-up">Create an account</Link>
      </p>
    </Page>
  );
}
