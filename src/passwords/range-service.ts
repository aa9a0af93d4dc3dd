/**
 * A service that tells all hashes of a range, by the protocol of Have I Been Pwned: it is sent five characters of a SHA-1, and
 * what else is asked for it cannot tell. Padded, so that neither can the length of the answer.
 */
import { readBounded } from '../foundation/read-bounded.js';
import { BreachCheckFault, type KnowsBreached } from './breached-passwords.js';

const PREFIX = 5;
/** A range of Have I Been Pwned has 40 KB, padded up to 1,000 lines. */
const MAX_ANSWER_BYTES = 1_048_576;
const TIMEOUT_MS = 1_000;

export interface RangeServiceOptions {
  /** The prefix is added behind a slash. */
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs?: number;
}

export function createRangeService({
  url,
  fetch,
  timeoutMs = TIMEOUT_MS,
}: RangeServiceOptions): KnowsBreached {
  return async (sha1) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(`${url}/${sha1.slice(0, PREFIX)}`, {
        headers: { 'add-padding': 'true', accept: 'text/plain', 'user-agent': 'portcullis' },
        // Whoever is asked was chosen by the operators, and by nobody else.
        redirect: 'manual',
        signal,
      });
      if (response.status !== 200) throw new BreachCheckFault(`status ${response.status}`);
      const bytes = await readBounded(response, MAX_ANSWER_BYTES, signal);
      if (bytes === undefined) throw new BreachCheckFault('too long an answer');
      return holds(bytes.toString('latin1'), sha1.slice(PREFIX));
    } catch (error) {
      if (error instanceof BreachCheckFault) throw error;
      throw new BreachCheckFault(signal.aborted ? 'no answer in time' : 'not to be reached', {
        cause: error,
      });
    }
  };
}

/** @throws BreachCheckFault for what is no range: a page of a proxy would know nobody's password. */
function holds(text: string, suffix: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  const written = lines.filter((line) => line !== '');
  if (written.length === 0 || !written.every((line) => /^[0-9A-F]{35}:\d+$/i.test(line)))
    throw new BreachCheckFault('an answer that is no range of hashes');
  // What is padded has a count of nought.
  return written.some((line) => line.slice(0, suffix.length).toUpperCase() === suffix && !/:0+$/.test(line));
}
