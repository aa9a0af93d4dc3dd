/**
 * Where attempts are counted: in MongoDB, or in Redis (redis-limit-store.ts). Owns how a number over all replicas is
 * raised and taken back; what is counted is said by whoever asks.
 */
import type { Connection, mongo } from 'mongoose';
import {
  type IRateLimiterMongoOptions,
  RateLimiterMongo,
  RateLimiterRes,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible';

import { repeatUnsent } from '../database/repeat-unsent.js';

interface CountRule {
  readonly name: string;
  readonly points: number;
  readonly windowMs: number;
}

interface Counted {
  /** This one included. */
  readonly attempts: number;
  readonly msBeforeNext: number;
}

export type Consume = (key: string) => Promise<Counted>;

/** What becomes of attempts that were counted. */
export interface CountChange {
  readonly key: string;
  /** One of them was none, or all of them are forgotten. */
  readonly kind: 'give-back' | 'forget';
}

/** @throws whatever a store throws that is out of reach, within three seconds. */
export interface LimitStore {
  counter(rule: CountRule): Consume;
  /** In one trip. A count that is gone, or of a window that is over, stays as it is. */
  change(changes: readonly CountChange[]): Promise<void>;
  /** Before the first count. */
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

const COLLECTION = 'limits';

export function createMongoLimitStore(connection: Connection): LimitStore {
  const open = (options: Omit<IRateLimiterMongoOptions, 'storeClient'>) => {
    const store = { storeClient: connection.db, tableName: COLLECTION, disableIndexesCreation: true };
    return new RateLimiterMongo({ ...store, ...options });
  };
  return {
    counter: ({ name, points, windowMs }) =>
      whenAsked(() => consumerOf(open({ keyPrefix: name, points, duration: windowMs / 1_000 }))),
    async change(changes) {
      const limits: mongo.Collection = connection.collection(COLLECTION);
      const writes = changes.map(({ key, kind }) => (kind === 'forget' ? forget(key) : giveBack(key)));
      if (writes.length > 0) await repeatUnsent(() => limits.bulkWrite(writes, { ordered: false }));
    },
    async start() {
      await open({ points: 1, duration: 1 }).createIndexes();
    },
    stop: () => undefined,
  };
}

/** A counter is made while nothing is connected yet; the library wants the connection. */
export function whenAsked(open: () => Consume): Consume {
  let consume: Consume | undefined;
  return (key) => (consume ??= open())(key);
}

function forget(key: string): mongo.AnyBulkWriteOperation {
  return { deleteOne: { filter: { key } } };
}

/** The library's `reward` would go below zero where the count was forgotten meanwhile, and allow one attempt more. */
function giveBack(key: string): mongo.AnyBulkWriteOperation {
  const filter = { key, points: { $gt: 0 }, expire: { $gt: new Date() } };
  return { updateOne: { filter, update: { $inc: { points: -1 } } } };
}

export function consumerOf(limiter: RateLimiterStoreAbstract): Consume {
  return async (key) => {
    const { consumedPoints, msBeforeNext } = await repeatUnsent(() => limiter.consume(key)).catch(
      (error: unknown) => {
        // What it throws past the limit is no error.
        if (error instanceof RateLimiterRes) return error;
        throw error;
      },
    );
    return { attempts: consumedPoints, msBeforeNext };
  };
}
