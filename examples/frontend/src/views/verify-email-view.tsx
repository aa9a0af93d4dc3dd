import { useClient, useOperation, useUser } from '@portcullis/client/react';
import { useState } from 'react';

import { Form } from '../form.js';
import { Page } from '../page.js';
import { Link } from '../router.js';

/** Where the mail leads (VERIFY_EMAIL_URL). Mail scanners open links as well, so that only the button changes anything. */
export function VerifyEmailView() {
  const [token] = useState(() => new URLSearchParams(location.search).get('token') ?? '');
  const [email, setEmail] = useState<string>();
  const client = useClient();
  const user = useUser();
  const { run, ...state } = useOperation('verifyEmail');
  const verify = async () => {
    const verified = await run({ token });
    setEmail(verified?.email);
    // The user in the session, and what services read in the token, are from before.
    if (verified !== undefined && user !== undefined) await client.refresh();
  };
  if (email !== undefined)
    return (
      <Page title="Address confirmed" lead={`${email} is yours.`}>
        <p className="elsewhere">
          <Link to="/">{user ? 'To your notes' : 'To the sign-in'}</Link>
        </p>
      </Page>
    );
  return (
    <Page
      title="Confirm your e-mail address"
      lead="One press of the button, and the gateway knows that it is yours."
    >
      <Form submit="Confirm address" {...state} onSubmit={verify} />
    </Page>
  );
}
