import type { PortcullisError } from '@portcullis/client';

/** The gateway's own sentence, and what can be said better here. */
function sentenceOf(error: PortcullisError): string {
  if (error.code === 'RATE_LIMITED')
    return `There were too many attempts. Try again in ${inWords(error.retryAfter)}.`;
  if (error.code !== 'UNAVAILABLE') return error.message;
  return navigator.onLine
    ? 'The gateway does not answer. Try again in a moment.'
    : 'You are offline. Try again once you are back.';
}

function inWords(seconds: number): string {
  if (seconds <= 90) return `${Math.ceil(seconds)} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

interface ProblemProps {
  readonly error: PortcullisError | undefined;
  readonly retry?: () => void;
}

/** What went wrong, said at once. What belongs to a field stands at the field (`Field`). */
export function Problem({ error, retry }: ProblemProps) {
  if (error === undefined) return null;
  return (
    <div className="problem" role="alert">
      <p>{sentenceOf(error)}</p>
      {retry && (
        <button type="button" className="quiet" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
