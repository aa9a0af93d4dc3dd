import type { ErrorCode, SignInMethod } from '@portcullis/client';
import { useSignIn } from '@portcullis/client/react';

import { EmailWay } from '../email-way.js';
import { Field, Form, type FormValues } from '../form.js';
import { Page } from '../page.js';
import { PasskeySignIn } from '../passkey-sign-in.js';
import { ProviderButtons } from '../provider-buttons.js';
import { Link } from '../router.js';
import { isMailed, useMethods } from '../use-methods.js';
import { EmailSignInView } from './email-sign-in-view.js';

/** What there is to sign in with is the gateway's to say. */
export function SignInView({ reason }: { readonly reason?: ErrorCode | undefined }) {
  const methods = useMethods();
  if (methods?.every((method) => method.startsWith('EMAIL_'))) return <EmailSignInView isOnlyWay />;
  return (
    <Page title="Sign in" lead={reason && 'Your session was ended, here or from another device.'}>
      {methods && <Ways methods={methods} />}
    </Page>
  );
}

function Ways({ methods }: { readonly methods: readonly SignInMethod[] }) {
  const hasPassword = methods.includes('PASSWORD');
  return (
    <>
      {hasPassword && <PasswordForm />}
      {methods.includes('PASSKEY') && <PasskeySignIn hasName={hasPassword} />}
      <ProviderButtons mode="sign-in" />
      {isMailed(methods) && <EmailWay hasPassword={hasPassword} />}
      <p className="elsewhere">
        New here? <Link to="/sign-up">Create an account</Link>
      </p>
    </>
  );
}

function PasswordForm() {
  const { run, ...state } = useSignIn();
  const signIn = ({ name = '', password = '' }: FormValues) =>
    run({ ...(name.includes('@') ? { email: name } : { username: name }), password });
  return (
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
  );
}
