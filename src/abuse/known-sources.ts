/** From where accounts signed in within 90 days, so that strangers who hammer one keep its owner out nowhere. */
import { createHmac } from 'node:crypto';

import QuickLRU from 'quick-lru';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { Secrets } from '../foundation/secrets.js';
import { KNOWN_FOR_MS, type KnownSourceModel } from './known-source.model.js';

export interface KnownSources {
  remember(userId: string, source: string): Promise<void>;
  /** Costs the same for an account that there is not. */
  isKnown(account: string, source: string): Promise<boolean>;
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
  return {
    async remember(userId, source) {
      const [_id = ''] = digestsOf(userId, source);
      if (fresh.has(_id)) return;
      const at = clock.now();
      await rawCollection(model).updateOne({ _id }, { $set: { schemaVersion: 1, at } }, { upsert: true });
      fresh.set(_id, true);
    },
    async isKnown(account, source) {
      const since = new Date(clock.now().getTime() - KNOWN_FOR_MS);
      const filter = { _id: { $in: digestsOf(account, source) }, at: { $gt: since } };
      return (await rawCollection(model).findOne(filter)) !== null;
    },
  };
}
