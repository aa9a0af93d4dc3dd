/**
 * What a key's times mean: who signs, who is held in reserve, what is published and what may go. Pure; the writes that
 * go with it are in rotate-keys.ts.
 *
 * A key is published first and signs later, so that every verifier knows it by then; it stays published after it
 * stopped, until its last token is dead (OpenID Connect Core, 10.1.1).
 */
import type { SigningKeyDocument } from './signing-key.model.js';

export type KeyState = 'reserve' | 'signing' | 'stopped' | 'withdrawn';

export function stateOf(key: SigningKeyDocument): KeyState {
  if (key.withdrawnAt !== undefined) return 'withdrawn';
  if (key.stoppedAt !== undefined) return 'stopped';
  return key.signsFrom === undefined ? 'reserve' : 'signing';
}

/** @param keys in the order of their sequence. */
export function findInState(
  keys: readonly SigningKeyDocument[],
  state: KeyState,
): SigningKeyDocument | undefined {
  return keys.findLast((key) => stateOf(key) === state);
}

export function isPublished(key: SigningKeyDocument): boolean {
  return stateOf(key) !== 'withdrawn';
}

/** Clocks of replicas may differ by so much; a replica whose memory lags behind signs with the former key meanwhile. */
const MAX_MARGIN_MS = 60_000;

/** How long a key is needed after it stopped. */
export function keepMs(accessTokenTtlMs: number, leadMs: number): number {
  return accessTokenTtlMs + Math.min(MAX_MARGIN_MS, leadMs);
}

/** How long a verifier may keep the key set, in seconds: a new key is known to all long before it signs. */
export function keySetMaxAgeSeconds(leadMs: number): number {
  return Math.min(300, Math.floor(leadMs / 4_000));
}

/**
 * Which keys leave the key set.
 * @param keys all, in the order of their sequence.
 * @param dead those whose last token is dead.
 * @param atLeast how many stay published (SIGNING_KEYS).
 */
export function keysToRemove(
  keys: readonly SigningKeyDocument[],
  dead: ReadonlySet<string>,
  atLeast: number,
): readonly string[] {
  const published = keys.filter(isPublished);
  const algorithm = findInState(keys, 'signing')?.algorithm;
  const candidates = published.filter((key) => stateOf(key) === 'stopped' && dead.has(key._id));
  // A set of two algorithms confuses verifiers that take the first key, whatever its kid: it lasts no longer than it must.
  const foreign = candidates.filter((key) => key.algorithm !== algorithm);
  const own = candidates.filter((key) => key.algorithm === algorithm);
  const surplus = Math.max(0, published.length - foreign.length - atLeast);
  return [...foreign, ...own.slice(0, surplus)].map(({ _id }) => _id);
}
