/** Some changes ask for a fresh sign-in. Any action may: one dialog asks, and the action goes on where it stopped. */
import { PortcullisError } from '@portcullis/client';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

import { StepUpDialog, type StepUpQuestion } from './step-up-dialog.js';

type WithStepUp = <Result>(work: () => Promise<Result>) => Promise<Result>;

const StepUpContext = createContext<WithStepUp>((work) => work());

/** @returns what runs an action, and rejects with an AbortError where somebody would not prove who they are. */
export const useStepUp = (): WithStepUp => useContext(StepUpContext);

export function StepUpProvider({ children }: { readonly children: ReactNode }) {
  const [question, ask] = useState<StepUpQuestion>();
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
