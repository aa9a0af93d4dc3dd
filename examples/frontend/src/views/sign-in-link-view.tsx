import type { PortcullisError } from '@portcullis/client';
import type { OpenedSignInLink } from '@portcullis/client/email';
import { useEffect, useState } from 'react';

import { Page } from '../page.js';
import { Link, navigate } from '../router.js';
import { useEmailSignIn } from '../use-email-sign-in.js';

/**
 * Where a sign-in mail leads (SIGN_IN_LINK_URL). In the browser that asked it signs in by itself; a mail scanner, or another
 * device, sees the code and changes nothing.
 */
export function SignInLinkView() {
  const emailSignIn = useEmailSignIn();
  const [shown, setShown] = useState<OpenedSignInLink['elsewhere']>();
  const [error, setError] = useState<PortcullisError>();
  useEffect(() => {
    emailSignIn.openLink().then(
      ({ elsewhere }) => (elsewhere === undefined ? navigate('/') : setShown(elsewhere)),
      (reason: unknown) => setError(reason as PortcullisError),
    );
  }, [emailSignIn]);
  if (shown !== undefined)
    return (
      <Page title="Type this code where you want to sign in" lead={<strong>{shown.code}</strong>}>
        <p>Was it not you who asked, or does somebody want it of you? Then tell it to nobody.</p>
      </Page>
    );
  if (error === undefined) return <Page title="Welcome" lead="One moment …" />;
  return (
    <Page title="That did not work" lead={error.message}>
      <p className="elsewhere">
        <Link to="/sign-in-by-mail">Ask for another mail</Link>
      </p>
    </Page>
  );
}
