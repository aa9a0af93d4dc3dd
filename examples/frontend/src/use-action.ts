import { PortcullisError } from '@portcullis/client';
import { useState } from 'react';

import { useStepUp } from './step-up.js';

export interface Action<Args extends unknown[], Result> {
  /** @returns undefined where it failed, and `error` tells how, or was cancelled. */
  readonly run: (...args: Args) => Promise<Result | undefined>;
  readonly isPending: boolean;
  readonly error: PortcullisError | undefined;
  readonly isDone: boolean;
}

const idle = { isPending: false, error: undefined, isDone: false };

/** As `useOperation`, for whatever may ask for a fresh sign-in on its way. */
export function useAction<Args extends unknown[], Result>(
  work: (...args: Args) => Promise<Result>,
): Action<Args, Result> {
  const withStepUp = useStepUp();
  const [shown, show] = useState<Omit<Action<Args, Result>, 'run'>>(idle);
  const run = async (...args: Args) => {
    show({ ...idle, isPending: true });
    try {
      const result = await withStepUp(() => work(...args));
      show({ ...idle, isDone: true });
      return result;
    } catch (error) {
      const isRefusal = error instanceof PortcullisError;
      show({ ...idle, error: isRefusal ? error : undefined });
      // NotAllowedError: the browser asked for a passkey, and was waved away.
      const isCancelled = ['AbortError', 'NotAllowedError'].includes((error as Error).name);
      if (!isRefusal && !isCancelled) throw error;
      return undefined;
    }
  };
  return { run, ...shown };
}
