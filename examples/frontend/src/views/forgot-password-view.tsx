import { useOperation } from '@portcullis/client/react';
import { useState } from 'react';

import { Field, Form, type FormValues } from '../form.js';
import { Page } from '../page.js';
import { Link } from '../router.js';

export function ForgotPasswordView() {
  const [sentence, setSentence] = useState<string>();
  const { run, ...state } = useOperation('sendPasswordResetEmail');
  const send = async ({ email = '' }: FormValues) => setSentence((await run({ email }))?.message);
  return (
    <Page
      title={sentence === undefined ? 'Forgotten password' : 'Look into your mail'}
      lead={sentence ?? 'A link to choose a new one comes by mail.'}
    >
      {sentence === undefined && (
        <Form submit="Send the link" {...state} onSubmit={send}>
          <Field name="email" label="E-mail address" type="email" autoComplete="email" />
        </Form>
      )}
      <p className="elsewhere">
        <Link to="/">Back to the sign-in</Link>
      </p>
    </Page>
  );
}
