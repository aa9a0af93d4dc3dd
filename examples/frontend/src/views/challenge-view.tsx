import type { SessionState } from '@portcullis/client';
import { useAnswerChallenge } from '@portcullis/client/react';
import { useState } from 'react';

import { Field, Form, type FormValues } from '../form.js';
import { Page } from '../page.js';
import { usePasskeys } from '../passkey-context.js';
import { Problem } from '../problem.js';
import { useAction } from '../use-action.js';

type Challenge = Extract<SessionState, { status: 'challenge' }>;

/** The first factor was right; a code completes the sign-in. */
export function ChallengeView({ methods }: Challenge) {
  const [isRecovery, setRecovery] = useState(false);
  const { run, ...state } = useAnswerChallenge();
  const answer = ({ code = '' }: FormValues) => run(isRecovery ? { recoveryCode: code } : { code });
  const passkeys = usePasskeys();
  const byPasskey = useAction(() => passkeys.answerChallenge());
  const isEither = methods.includes('RECOVERY_CODE');
  const passkeyButton = methods.includes('PASSKEY') && (
    <div className="providers">
      <Problem error={byPasskey.error} />
      <button type="button" className="quiet" onClick={() => void byPasskey.run()}>
        Use a passkey
      </button>
    </div>
  );
  if (!methods.includes('TOTP'))
    return (
      <Page title="One more lock" lead="The passkey of your account.">
        {passkeyButton}
      </Page>
    );
  return (
    <Page
      title={isRecovery ? 'Recovery code' : 'One more lock'}
      lead={
        isRecovery
          ? 'Each of your ten codes opens once.'
          : 'The six digits that your authenticator app shows.'
      }
    >
      <Form
        submit="Open"
        {...state}
        onSubmit={answer}
        aside={
          isEither && (
            <button type="button" className="quiet" onClick={() => setRecovery(!isRecovery)}>
              {isRecovery ? 'Use the app' : 'Use a recovery code'}
            </button>
          )
        }
      >
        <Field
          key={String(isRecovery)}
          {...{ name: 'code', label: isRecovery ? 'Recovery code' : 'Code', className: 'code' }}
          inputMode={isRecovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoFocus
        />
      </Form>
      {passkeyButton}
    </Page>
  );
}
