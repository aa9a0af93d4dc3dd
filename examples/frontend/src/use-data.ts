import { PortcullisError } from '@portcullis/client';
import { useEffect, useState } from 'react';

export interface Data<Value> {
  /** Undefined until it is there. What was there stays while it is read anew. */
  readonly value: Value | undefined;
  readonly error: PortcullisError | undefined;
  readonly reload: () => void;
}

/** Reads when the view opens and whenever `key` changes; what is no longer wanted is aborted. */
export function useData<Value>(load: (signal: AbortSignal) => Promise<Value>, key = ''): Data<Value> {
  const [turn, setTurn] = useState(0);
  const [shown, show] = useState<Pick<Data<Value>, 'value' | 'error'>>({
    value: undefined,
    error: undefined,
  });
  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal).then(
      (value) => !abort.signal.aborted && show({ value, error: undefined }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        if (!(error instanceof PortcullisError)) throw error;
        show(({ value }) => ({ value, error }));
      },
    );
    return () => abort.abort();
  }, [key, turn]);
  return { ...shown, reload: () => setTurn((last) => last + 1) };
}
