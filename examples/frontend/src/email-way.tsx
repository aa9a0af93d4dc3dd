import { useClient } from '@portcullis/client/react';

import { Link } from './router.js';
import { useData } from './use-data.js';

/** The way to sign in by mail, where the gateway has one. */
export function EmailWay() {
  const client = useClient();
  const { value } = useData((signal) => client.authConfig(null, { signal }));
  const isMailed = value?.signInMethods.some((method) => method.startsWith('EMAIL_')) ?? false;
  if (!isMailed) return null;
  return (
    <p className="elsewhere">
      No password at hand? <Link to="/sign-in-by-mail">Sign in by mail</Link>
    </p>
  );
}
