/** Some changes ask for a fresh sign-in. Any action may: one dialog asks, and the action goes on where it stopped. */
import { PortcullisError } from '@portcullis/client';
import { useOperation, useUser } from '@portcullis/client/react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';

import { Field, Form, type FormValues } from './form.js';
import { usePasskeys } from './passkey-context.js';

type WithStepUp = <Result>(work: () => Promise<Result>) => Promise<Result>;

interface Question {
  readonly proved: () => void;
  readonly cancelled: (reason: Error) => void;
}

const StepUpContext = createContext<WithStepUp>((work) => work());

/** @returns what runs an action, and rejects with an AbortError where somebody would not prove who they are. */
export const useStepUp = (): WithStepUp => useContext(StepUpContext);

export function StepUpProvider({ children }: { readonly children: ReactNode }) {
  const [question, ask] = useState<Question>();
  const withStepUp = useCallback<WithStepUp>(async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!needsStepUp(error)) throw error;
      await new Promise<void>((proved, cancelled) => ask({ proved, cancelled })).finally(() =>
        ask(undefined),
      );
      return work();
    }
  }, []);
  return (
    <StepUpContext value={withStepUp}>
      {children}
      {question && <StepUpDialog {...question} />}
    </StepUpContext>
  );
}

function needsStepUp(error: unknown): boolean {
  return (
    error instanceof PortcullisError && error.code === 'FORBIDDEN' && error.requires === 'reauthentication'
  );
}

function StepUpDialog({ proved, cancelled }: Question) {
  const dialog = useRef<HTMLDialogElement>(null);
  const user = useUser();
  const { run, ...state } = useOperation('reauthenticate');
  const passkeys = usePasskeys();
  const [refusal, refuse] = useState<PortcullisError>();
  useEffect(() => dialog.current?.showModal(), []);
  // The session may end behind it.
  useEffect(() => {
    if (user === undefined) cancelled(new DOMException('Signed out', 'AbortError'));
  }, [user, cancelled]);
  const cancel = () => cancelled(new DOMException('Not proved', 'AbortError'));
  const prove = async (values: FormValues) => {
    if ((await run(values)) !== undefined) proved();
  };
  const proveByPasskey = async () => {
    try {
      await passkeys.reauthenticate();
      proved();
    } catch (error) {
      // The browser has shown it, or it was waved away: the dialog is there still.
      if (error instanceof PortcullisError) refuse(error);
    }
  };
  return (
    <dialog ref={dialog} onClose={cancel} aria-labelledby="step-up-title">
      <h2 id="step-up-title">Is it still you?</h2>
      <p>Your sign-in is not fresh enough for this. Prove once more who you are, and it goes on.</p>
      <Form
        submit="Go on"
        {...state}
        error={state.error ?? refusal}
        onSubmit={prove}
        aside={
          <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        }
      >
        <Field name="password" label="Password" type="password" autoComplete="current-password" autoFocus />
        {user?.otpAuthEnabled && (
          <Field
            name="code"
            label="Code of your app"
            inputMode="numeric"
            autoComplete="one-time-code"
            hint="One of the two is enough, as a rule; what touches the app may want both."
          />
        )}
      </Form>
      {user?.passkeyAuthEnabled && (
        <button type="button" className="quiet" onClick={() => void proveByPasskey()}>
          Use a passkey
        </button>
      )}
      <p className="small">No password? Sign out, and in again the way you did.</p>
    </dialog>
  );
}
