/**
 * Limits that count over all replicas. Owns how an attempt is counted, refused and taken back; what is counted, and
 * what happens past a limit, is said by whoever asks (attempts.ts, source-limits.ts).
 */
import { createHmac } from 'node:crypto';

import QuickLRU from 'quick-lru';

import { AppError } from '../foundation/errors.js';
import type { Secrets } from '../foundation/secrets.js';
import { createTurns } from './in-turn.js';
import type { CountChange, LimitStore } from './limit-store.js';

export interface RateLimitRule {
  readonly points: number;
  readonly windowMs: number;
}

interface Count {
  /** In this window, this one included; as of the last look at the store where it is past the limit. */
  readonly attempts: number;
  /** How long it is past the limit, in seconds; undefined within it. */
  readonly retryAfter: number | undefined;
  /** The first past the limit in its window, on whichever replica. */
  readonly isFirstPast: boolean;
}

export interface RateLimit {
  /** Counts one attempt. */
  count(key: string): Promise<Count>;
  /** Counts one attempt. @returns false where it is past the limit. */
  take(key: string): Promise<boolean>;
  /** What `RateLimits.change` is to do. */
  giveBack(key: string): CountChange;
  forget(key: string): CountChange;
}

export interface RateLimits {
  limit(name: string, rule: RateLimitRule): RateLimit;
  /** In one trip to the store. */
  change(changes: readonly CountChange[]): Promise<void>;
  /** How many attempts were past each limit, in this process since its start. */
  readonly pastLimits: () => Readonly<Record<string, number>>;
}

export interface RateLimitsOptions {
  readonly store: LimitStore;
  readonly secrets: Secrets;
}

/**
 * For how long a refusal is repeated from memory, so that a flood does not reach the store. What another replica
 * forgets meanwhile is felt after that at the latest.
 */
const REFUSAL_MEMORY_MS = 1_000;
const MOST_REFUSALS_IN_MEMORY = 10_000;

interface Refusal {
  readonly attempts: number;
  readonly untilMs: number;
}

export function createRateLimits({ store, secrets }: RateLimitsOptions): RateLimits {
  const digestOf = createDigest(secrets);
  const refusals = new QuickLRU<string, Refusal>({
    maxSize: MOST_REFUSALS_IN_MEMORY,
    maxAge: REFUSAL_MEMORY_MS,
  });
  const inTurn = createTurns();
  const past: Record<string, number> = {};
  return {
    limit(name, rule) {
      const countInStore = store.counter({ name, ...rule });
      past[name] ??= 0;
      const keyOf = (key: string) => `${name}:${digestOf(key)}`;
      const countOnce = async (digest: string): Promise<Count> => {
        const known = refusals.get(`${name}:${digest}`);
        if (known !== undefined && known.untilMs > performance.now()) return pastLimit(known, false);
        const { attempts, msBeforeNext } = await countInStore(digest);
        if (attempts <= rule.points) return { attempts, retryAfter: undefined, isFirstPast: false };
        const refusal = { attempts, untilMs: performance.now() + msBeforeNext };
        refusals.set(`${name}:${digest}`, refusal);
        return pastLimit(refusal, attempts === rule.points + 1);
      };
      const count = (key: string) => {
        const digest = digestOf(key);
        return inTurn(`${name}:${digest}`, async () => {
          const counted = await countOnce(digest);
          if (counted.retryAfter !== undefined) past[name] = (past[name] ?? 0) + 1;
          return counted;
        });
      };
      return {
        count,
        take: async (key) => (await count(key)).retryAfter === undefined,
        giveBack: (key) => ({ key: keyOf(key), kind: 'give-back' }),
        forget: (key) => ({ key: keyOf(key), kind: 'forget' }),
      };
    },
    pastLimits: () => past,
    async change(changes) {
      for (const { key } of changes) refusals.delete(key);
      await store.change(changes);
    },
  };
}

function pastLimit({ attempts, untilMs }: Refusal, isFirstPast: boolean): Count {
  const retryAfter = Math.max(1, Math.ceil((untilMs - performance.now()) / 1_000));
  return { attempts, retryAfter, isFirstPast };
}

export function rateLimited(retryAfter: number): AppError {
  return new AppError('RATE_LIMITED', { details: { retryAfter } });
}

/** No address lies about in the store, nor a digest of one that could be tried with a list of addresses. */
function createDigest(secrets: Secrets): (key: string) => string {
  const [{ bytes }] = secrets.keysFor('limits');
  return (key) => createHmac('sha256', bytes).update(key).digest('base64url');
}
