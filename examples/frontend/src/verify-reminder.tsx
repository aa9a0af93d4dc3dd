import { useOperation } from '@portcullis/client/react';
import { useState } from 'react';

import { Problem } from './problem.js';

export function VerifyReminder({ email }: { readonly email: string }) {
  const { run, isPending, error } = useOperation('sendVerificationEmail');
  const [sentence, setSentence] = useState<string>();
  const send = async () => setSentence((await run({ email }))?.message);
  return (
    <aside className="reminder" aria-label="Your e-mail address">
      <p role="status">
        {sentence ?? (
          <>
            <strong>{email}</strong> is not confirmed yet: a link waits in your mail.
          </>
        )}
      </p>
      <Problem error={error} />
      {sentence === undefined && (
        <button type="button" className="quiet" aria-disabled={isPending} onClick={() => void send()}>
          Send again
        </button>
      )}
    </aside>
  );
}
