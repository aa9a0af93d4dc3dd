/** From where accounts signed in within 90 days, so that strangers who hammer one keep its owner out nowhere. */
import { createHmac } from 'node:crypto';

import QuickLRU from 'quick-lru';

import { rawCollection } from '../database/raw-collection.js';
import { mayBeLost } from '../database/write-concern.js';
import type { Clock } from '../foundation/clock.js';
import type { Secrets } from '../foundation/secrets.js';
import { KNOWN_FOR_MS, type KnownSourceModel } from './known-source.model.js';

/** An account is its id, or what a name that nobody has is counted by; a source is what `sourceOf` makes of an IP. */
export interface KnownSources {
  remember(userId: string, source: string, by: 'sign-in' | 'reset-link'): Promise<void>;
  /** Costs the same for an account that there is not. */
  isKnown(account: string, source: string): Promise<boolean>;
  /** Whether the account was signed in to from there, not only reset. */
  hasSignedIn(account: string, source: string): Promise<boolean>;
}

export interface KnownSourcesOptions {
  readonly model: KnownSourceModel;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** Whoever signs in again within that time costs no write. */
const FRESH_FOR_MS = 3_600_000;

export function createKnownSources({ model, secrets, clock }: KnownSourcesOptions): KnownSources {
  const keys = secrets.keysFor('known-sources');
  const fresh = new QuickLRU<string, true>({ maxSize: 10_000, maxAge: FRESH_FOR_MS });
  const digestsOf = (account: string, source: string) =>
    keys.map(({ bytes }) => createHmac('sha256', bytes).update(`${account}\0${source}`).digest('base64url'));
  const since = (account: string, source: string) => ({
    _id: { $in: digestsOf(account, source) },
    at: { $gt: new Date(clock.now().getTime() - KNOWN_FOR_MS) },
  });
  return {
    async remember(userId, source, by) {
      const [_id = ''] = digestsOf(userId, source);
      if (fresh.has(`${by}:${_id}`)) return;
      const set = {
        schemaVersion: 1 as const,
        at: clock.now(),
        ...(by === 'sign-in' && { hasSignedIn: true }),
      };
      await rawCollection(model).updateOne({ _id }, { $set: set }, { upsert: true, ...mayBeLost });
      fresh.set(`${by}:${_id}`, true);
    },
    async isKnown(account, source) {
      return (await rawCollection(model).findOne(since(account, source))) !== null;
    },
    async hasSignedIn(account, source) {
      return (await rawCollection(model).findOne({ ...since(account, source), hasSignedIn: true })) !== null;
    },
  };
}
