/**
 * Which sessions were ended while an access token of theirs may still be valid. Kept in memory, so that a guarded
 * read needs no database; where the feed is silent, it asks the database instead.
 */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { SessionModel } from './session.model.js';

/** Clocks of replicas may differ by so much. */
const MARGIN_MS = 60_000;

export interface RevocationFeedOptions {
  readonly sessions: SessionModel;
  readonly accessTokenTtlMs: number;
  readonly isFed: () => boolean;
  readonly clock: Clock;
}

/** By session id, the `sid` of tokens. It forgets one that no token can be valid of any more. */
export interface RevocationFeed {
  isEnded(sessionId: string): Promise<boolean>;
  /** By this replica before it answers, and at each end that is told. */
  add(sessionId: string): void;
  /** All of them; the same object until one comes or goes. Undefined while this replica does not hear of others. */
  ended(): readonly string[] | undefined;
  /** Reads from the database what ended of late. */
  reload(): Promise<void>;
}

export function createRevocationFeed(options: RevocationFeedOptions): RevocationFeed {
  const sessions = rawCollection(options.sessions);
  /** When each may be forgotten, oldest first. */
  const ended = new Map<string, number>();
  const keepMs = options.accessTokenTtlMs + MARGIN_MS;
  let listed: readonly string[] | undefined;

  const forgetOld = (now: number) => {
    for (const [sessionId, until] of ended) {
      if (until > now) return;
      ended.delete(sessionId);
      listed = undefined;
    }
  };
  const add = (sessionId: string) => {
    const now = options.clock.now().getTime();
    forgetOld(now);
    ended.delete(sessionId);
    ended.set(sessionId, now + keepMs);
    listed = undefined;
  };

  return {
    add,
    async isEnded(sessionId) {
      if (options.isFed()) return ended.has(sessionId);
      const session = await sessions.findOne(
        { _id: new Types.ObjectId(sessionId) },
        // Where nothing is heard, the primary may be one that the others have replaced already: it has to ask them.
        { projection: { endedAt: 1 }, readConcern: { level: 'linearizable' } },
      );
      return session === null || session.endedAt !== undefined;
    },
    ended() {
      if (!options.isFed()) return undefined;
      forgetOld(options.clock.now().getTime());
      return (listed ??= [...ended.keys()]);
    },
    async reload() {
      const since = new Date(options.clock.now().getTime() - keepMs);
      const recent = sessions.find({ endedAt: { $gt: since } }, { projection: { _id: 1 } });
      for await (const { _id } of recent) add(_id.toHexString());
    },
  };
}
