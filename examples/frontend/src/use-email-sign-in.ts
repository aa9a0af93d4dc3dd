import { createEmailSignIn, type EmailSignIn } from '@portcullis/client/email';
import { useClient } from '@portcullis/client/react';
import { useMemo } from 'react';

/** What was asked for waits in this browser, so that each view may have its own. */
export function useEmailSignIn(): EmailSignIn {
  const client = useClient();
  return useMemo(() => createEmailSignIn(client), [client]);
}
