import type { PendingEmailSignIn } from '@portcullis/client/email';
import { useClient } from '@portcullis/client/react';
import { useState } from 'react';

import { Field, Form, type FormValues } from '../form.js';
import { Page } from '../page.js';
import { Link } from '../router.js';
import { useAction } from '../use-action.js';
import { useData } from '../use-data.js';
import { useEmailSignIn } from '../use-email-sign-in.js';

/** Asks for a mail, and waits for its code. A link in it opens `/sign-in-link`, and signs this browser in as well. */
export function EmailSignInView({ isOnlyWay = false }: { readonly isOnlyWay?: boolean }) {
  const emailSignIn = useEmailSignIn();
  const { value: kept, reload } = useData(async () => (await emailSignIn.pending()) ?? null);
  if (kept === undefined) return <Page title="Sign in by mail" />;
  return kept === null ? (
    <AskForMail onSent={reload} isOnlyWay={isOnlyWay} />
  ) : (
    <TypeCode sent={kept} onLeft={reload} />
  );
}

interface AskForMailProps {
  readonly onSent: () => void;
  readonly isOnlyWay: boolean;
}

function AskForMail({ onSent, isOnlyWay }: AskForMailProps) {
  const client = useClient();
  const emailSignIn = useEmailSignIn();
  const { run, ...state } = useAction(async ({ email = '' }: FormValues) => {
    const { signInMethods } = await client.authConfig();
    await emailSignIn.send({ email, kind: signInMethods.includes('EMAIL_LINK') ? 'LINK' : 'CODE' });
    onSent();
  });
  return (
    <Page title="Sign in by mail" lead="A mail with all that it takes comes to your address.">
      <Form submit="Send the mail" {...state} onSubmit={run}>
        <Field name="email" label="E-mail address" type="email" autoComplete="email" />
      </Form>
      {!isOnlyWay && (
        <p className="elsewhere">
          <Link to="/">Back to the sign-in</Link>
        </p>
      )}
    </Page>
  );
}

interface TypeCodeProps {
  readonly sent: PendingEmailSignIn;
  readonly onLeft: () => void;
}

function TypeCode({ sent: { kind, message }, onLeft }: TypeCodeProps) {
  const emailSignIn = useEmailSignIn();
  const [isHelped, setHelped] = useState(kind === 'CODE');
  const { run, ...state } = useAction(({ code = '' }: FormValues) => emailSignIn.typeCode(code));
  const again = () => void emailSignIn.cancel().then(onLeft);
  return (
    <Page title="Look into your mail" lead={message}>
      {isHelped ? (
        <Form submit="Sign in" {...state} onSubmit={run}>
          <Field
            {...{ name: 'code', label: 'Code', className: 'code', inputMode: 'numeric' }}
            autoComplete="one-time-code"
          />
        </Form>
      ) : (
        <p>
          Open the link on this device.{' '}
          <button type="button" className="quiet" onClick={() => setHelped(true)}>
            I opened it elsewhere
          </button>
        </p>
      )}
      <p className="elsewhere">
        <button type="button" className="quiet" onClick={again}>
          Begin again
        </button>
      </p>
    </Page>
  );
}
