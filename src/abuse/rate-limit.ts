/**
 * Limits that count over all replicas, in the database. Owns how attempts are counted; what is counted, and what
 * happens past a limit, is said by whoever asks.
 */
import { createHash } from 'node:crypto';

import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';

import { AppError } from '../foundation/errors.js';

export interface RateLimitRule {
  readonly points: number;
  readonly windowMs: number;
}

export interface RateLimit {
  /** Counts one attempt. @returns false where it is past the limit. */
  take(key: string): Promise<boolean>;
  /** The same. @throws AppError RATE_LIMITED, with the seconds to wait. */
  takeOrRefuse(key: string): Promise<void>;
  /** Whether one more would be past the limit; counts nothing. */
  isSpent(key: string): Promise<boolean>;
  /** Forgets all attempts: one has succeeded. */
  clear(key: string): Promise<void>;
}

export interface RateLimits {
  limit(name: string, rule: RateLimitRule): RateLimit;
}

export interface RateLimitsOptions {
  readonly connection: Connection;
  readonly isEnabled: boolean;
}

export async function createRateLimits({ connection, isEnabled }: RateLimitsOptions): Promise<RateLimits> {
  const store = { storeClient: connection.db, tableName: 'limits', disableIndexesCreation: true };
  await new RateLimiterMongo({ ...store, points: 1, duration: 1 }).createIndexes();
  return {
    limit(name, { points, windowMs }) {
      const limiter = new RateLimiterMongo({ ...store, keyPrefix: name, points, duration: windowMs / 1_000 });
      const count = (key: string) => (isEnabled ? take(limiter, digestOf(key)) : Promise.resolve(undefined));
      return {
        take: async (key) => (await count(key)) === undefined,
        async takeOrRefuse(key) {
          const waitMs = await count(key);
          if (waitMs !== undefined)
            throw new AppError('RATE_LIMITED', {
              details: { retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)) },
            });
        },
        async isSpent(key) {
          const counted = isEnabled ? await limiter.get(digestOf(key)) : null;
          return counted !== null && counted.consumedPoints >= points;
        },
        async clear(key) {
          if (isEnabled) await limiter.delete(digestOf(key));
        },
      };
    },
  };
}

/** @returns undefined where the attempt is within the limit, else the milliseconds until one is again. */
async function take(limiter: RateLimiterMongo, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (error) {
    // What it throws past the limit is no error.
    if (error instanceof RateLimiterRes) return error.msBeforeNext;
    throw error;
  }
}

/** No address lies about in the collection of limits. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
