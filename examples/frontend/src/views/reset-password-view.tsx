import { useOperation } from '@portcullis/client/react';
import { useState } from 'react';

import { Field, Form, type FormValues } from '../form.js';
import { Page } from '../page.js';
import { Link } from '../router.js';

/** Where the mail about a forgotten password leads (RESET_PASSWORD_URL). */
export function ResetPasswordView() {
  const [token] = useState(() => new URLSearchParams(location.search).get('token') ?? '');
  const [sentence, setSentence] = useState<string>();
  const { run, ...state } = useOperation('resetPassword');
  const reset = async ({ password = '', passwordConfirm = '' }: FormValues) =>
    setSentence((await run({ token, password, passwordConfirm }))?.message);
  if (sentence !== undefined)
    return (
      <Page title="Password changed" lead={sentence}>
        <p className="elsewhere">
          <Link to="/">Sign in</Link>
        </p>
      </Page>
    );
  return (
    <Page title="A new password" lead="All your sessions end, and you sign in with the new one.">
      <Form submit="Save password" {...state} onSubmit={reset}>
        <Field name="password" label="New password" type="password" autoComplete="new-password" />
        <Field
          name="passwordConfirm"
          label="New password, once more"
          type="password"
          autoComplete="new-password"
        />
      </Form>
    </Page>
  );
}
