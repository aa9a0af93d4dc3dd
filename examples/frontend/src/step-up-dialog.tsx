/** Asks for whatever somebody has: the password, a code of the app, a passkey, or a code by mail. */
import { PortcullisError, type SignInMethod } from '@portcullis/client';
import { useOperation, useUser } from '@portcullis/client/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';

import { Field, Form, type FormValues } from './form.js';
import { usePasskeys } from './passkey-context.js';
import { Problem } from './problem.js';
import { isMailed, useMethods } from './use-methods.js';

export interface StepUpQuestion {
  readonly proved: () => void;
  readonly cancelled: (reason: Error) => void;
}

export function StepUpDialog({ proved, cancelled }: StepUpQuestion) {
  const dialog = useRef<HTMLDialogElement>(null);
  const user = useUser();
  useEffect(() => dialog.current?.showModal(), []);
  // The session may end behind it.
  useEffect(() => {
    if (user === undefined) cancelled(new DOMException('Signed out', 'AbortError'));
  }, [user, cancelled]);
  const cancel = () => cancelled(new DOMException('Not proved', 'AbortError'));
  return (
    <dialog ref={dialog} onClose={cancel} aria-labelledby="step-up-title">
      <h2 id="step-up-title">Is it still you?</h2>
      <p>Your sign-in is not fresh enough for this. Prove once more who you are, and it goes on.</p>
      <Proof proved={proved} close={() => dialog.current?.close()} />
    </dialog>
  );
}

interface ProofProps {
  readonly proved: () => void;
  readonly close: () => void;
}

function Proof({ proved, close }: ProofProps) {
  const methods = useMethods() ?? [];
  const { run, ...state } = useOperation('reauthenticate');
  const mail = useOperation('sendReauthenticationEmail');
  const [sent, setSent] = useState<string>();
  const byPasskey = useProofByPasskey(proved);
  const prove = async (values: FormValues) => {
    if ((await run(values)) !== undefined) proved();
  };
  const send = async () => setSent((await mail.run())?.message);
  const error = state.error ?? mail.error ?? byPasskey.refusal;
  const fields = useFields(methods, sent);
  const cancel = (
    <button type="button" className="quiet" onClick={close}>
      Cancel
    </button>
  );
  return (
    <>
      {fields.length > 0 ? (
        <Form submit="Go on" {...state} error={error} onSubmit={prove} aside={cancel}>
          {fields}
        </Form>
      ) : (
        <Problem error={error} />
      )}
      <OtherWays {...{ methods, sent, send }} byPasskey={byPasskey.prove} isPending={mail.isPending} />
      {fields.length === 0 && <div className="actions">{cancel}</div>}
    </>
  );
}

/** What there is to type. */
function useFields(methods: readonly SignInMethod[], sent: string | undefined): readonly ReactNode[] {
  const user = useUser();
  const first = methods.includes('PASSWORD') ? [<Password key="password" />] : [];
  return [
    ...(sent === undefined ? first : [<MailedCode key="mailedCode" hint={sent} />]),
    ...(user?.otpAuthEnabled ? [<AppCode key="code" />] : []),
  ];
}

interface OtherWaysProps {
  readonly methods: readonly SignInMethod[];
  readonly byPasskey: () => Promise<void>;
  readonly send: () => Promise<void>;
  /** What was said of the mail that is on its way. */
  readonly sent: string | undefined;
  readonly isPending: boolean;
}

function OtherWays({ methods, byPasskey, send, sent, isPending }: OtherWaysProps) {
  const user = useUser();
  const hasMail = isMailed(methods);
  return (
    <>
      <div className="actions">
        {user?.passkeyAuthEnabled && methods.includes('PASSKEY') && (
          <button type="button" className="quiet" onClick={() => void byPasskey()}>
            Use a passkey
          </button>
        )}
        {hasMail && (
          <button type="button" className="quiet" aria-disabled={isPending} onClick={() => void send()}>
            {sent === undefined ? 'Mail me a code' : 'Mail another code'}
          </button>
        )}
      </div>
      {methods.length > 0 && !hasMail && (
        <p className="small">Nothing of it at hand? Sign out, and in again the way you did.</p>
      )}
    </>
  );
}

function Password() {
  return <Field name="password" label="Password" type="password" autoComplete="current-password" autoFocus />;
}

function MailedCode({ hint }: { readonly hint: string }) {
  return (
    <Field
      {...{ name: 'mailedCode', label: 'Code of the mail', className: 'code', inputMode: 'numeric', hint }}
      autoComplete="one-time-code"
      autoFocus
    />
  );
}

function AppCode() {
  return (
    <Field
      {...{ name: 'code', label: 'Code of your app', inputMode: 'numeric' }}
      autoComplete="one-time-code"
      hint="One of the two is enough, as a rule; what touches the app may want both."
    />
  );
}

function useProofByPasskey(proved: () => void) {
  const passkeys = usePasskeys();
  const [refusal, refuse] = useState<PortcullisError>();
  const prove = async () => {
    try {
      await passkeys.reauthenticate();
      proved();
    } catch (error) {
      // The browser has shown it, or it was waved away: the dialog is there still.
      if (error instanceof PortcullisError) refuse(error);
    }
  };
  return { prove, refusal };
}
