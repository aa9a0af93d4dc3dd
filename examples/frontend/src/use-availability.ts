import { useEffect, useState } from 'react';

const PAUSE_MS = 350;

/**
 * Asks whether something is still to be had, once the typing rests; what was asked before is aborted.
 * @returns a sentence for beside the field, or undefined where there is nothing to say: the form says the rest when it is sent.
 */
export function useAvailability(
  text: string,
  isAvailable: (text: string, signal: AbortSignal) => Promise<boolean>,
): string | undefined {
  const [told, tell] = useState<{ readonly text: string; readonly sentence: string }>();
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      try {
        const sentence = (await isAvailable(text, abort.signal)) ? 'This one is free.' : 'This one is taken.';
        tell({ text, sentence });
      } catch {
        // Half an address is none yet, and a gateway that does not answer says so when the form is sent.
      }
    };
    const timer = text === '' ? undefined : setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return told?.text === text && text !== '' ? told.sentence : undefined;
}
