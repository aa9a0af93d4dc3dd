import type { User } from '@portcullis/client';
import { useClient, useOperation } from '@portcullis/client/react';
import { useState } from 'react';

import { Field, Form, type FormValues } from './form.js';
import { Problem } from './problem.js';
import { RecoveryCodes } from './recovery-codes.js';
import { useAction } from './use-action.js';

/** From no app to one that every sign-in asks for, and back. */
export function TwoFactor({ user }: { readonly user: User }) {
  const client = useClient();
  const [codes, setCodes] = useState<readonly string[]>();
  const enable = useAction(() => client.enable2FA());
  const disable = useAction(() => client.disable2FA({}));
  const remove = useAction(() => client.disableTotp({}));
  const renew = useAction(async () => {
    const { codes: made } = await client.regenerateRecoveryCodes({});
    setCodes(made);
    await client.me();
  });
  if (!user.otpAuthEnabled) return <SetUp onDone={setCodes} />;
  const error = enable.error ?? disable.error ?? remove.error ?? renew.error;
  return (
    <>
      {codes && <RecoveryCodes codes={codes} />}
      <p>
        <span className="seal" data-good={user.enable2FA}>
          {user.enable2FA ? 'asked at every sign-in' : 'not asked at sign-in yet'}
        </span>{' '}
        {user.recoveryCodesLeft} recovery codes left.
      </p>
      <Problem error={error} />
      <div className="actions">
        {user.enable2FA ? (
          <button type="button" className="quiet" onClick={() => void disable.run()}>
            Stop asking
          </button>
        ) : (
          <button type="button" onClick={() => void enable.run()}>
            Ask at every sign-in
          </button>
        )}
        <button type="button" className="quiet" onClick={() => void renew.run()}>
          New recovery codes
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => void remove.run().then(() => setCodes(undefined))}
        >
          Remove the app
        </button>
      </div>
    </>
  );
}

function SetUp({ onDone }: { readonly onDone: (codes: readonly string[] | undefined) => void }) {
  const client = useClient();
  const [setup, setSetup] = useState<Awaited<ReturnType<typeof client.setupTotp>>>();
  const begin = useAction(() => client.setupTotp({}));
  const { run: confirm, ...confirming } = useOperation('confirmTotp');
  if (setup === undefined)
    return (
      <>
        <p>
          Six digits from an app on your phone, beside what you sign in with: who has only one of them stays
          outside.
        </p>
        <Problem error={begin.error} />
        <div className="actions">
          <button type="button" onClick={() => void begin.run().then(setSetup)}>
            Set up an app
          </button>
        </div>
      </>
    );
  const prove = async ({ code = '' }: FormValues) => {
    const made = await confirm({ code });
    if (made === undefined) return;
    onDone(made.codes);
    // The answer holds no user, so the session learns of the app by asking.
    await client.me();
  };
  return (
    <div className="setup">
      <img src={setup.qrCode} alt="QR code for your authenticator app" width="208" height="208" />
      <div>
        <p>Scan it with your app, or type this in:</p>
        <p className="secret">
          <code>{setup.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
        </p>
        <Form submit="Confirm" {...confirming} onSubmit={prove}>
          <Field
            name="code"
            label="Code of the app"
            inputMode="numeric"
            autoComplete="one-time-code"
            className="code"
          />
        </Form>
      </div>
    </div>
  );
}
