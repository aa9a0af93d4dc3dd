import type { PortcullisError } from '@portcullis/client';
import { useClient, useUser } from '@portcullis/client/react';
import { useEffect, useState } from 'react';

import { Page } from '../page.js';
import { ProviderButtons } from '../provider-buttons.js';
import { Link, navigate } from '../router.js';
import { useStepUp } from '../step-up.js';

/** Where the browser comes back to from a provider. */
export function ProviderView() {
  const client = useClient();
  const user = useUser();
  const withStepUp = useStepUp();
  const [error, setError] = useState<PortcullisError>();
  useEffect(() => {
    // To link one is a change of how somebody signs in.
    withStepUp(() => client.completeProvider()).then(
      (result) => navigate('enable2FA' in result ? '/security' : '/'),
      (reason: unknown) => setError(reason as PortcullisError),
    );
  }, [client, withStepUp]);
  if (error === undefined)
    return <Page title="Welcome back" lead="The provider has answered; one moment …" />;
  if (wordOf(error) === 'not_registered')
    return (
      <Page title="No account yet" lead="Nobody here belongs to that account of the provider.">
        <ProviderButtons mode="sign-up" />
        <p className="elsewhere">
          You have an account? <Link to="/">Sign in</Link>, and link the provider under Security.
        </p>
      </Page>
    );
  return (
    <Page title="That did not work" lead={sentenceOf(error)}>
      <p className="elsewhere">
        <Link to="/">{user ? 'To your notes' : 'To the sign-in'}</Link>
      </p>
    </Page>
  );
}

/** What the provider or the gateway said on the way back, or the gateway when the way was completed. */
const wordOf = ({ code, cause }: PortcullisError): unknown => cause ?? code.toLowerCase();

function sentenceOf(error: PortcullisError): string {
  switch (wordOf(error)) {
    case 'access_denied':
      return 'You came back without signing in at the provider.';
    case 'already_registered':
      return 'That account of the provider belongs to somebody here already. Sign in with it.';
    case 'email_taken':
      return 'Its e-mail address has an account here. Sign in, and link the provider under Security.';
    default:
      return error.message;
  }
}
