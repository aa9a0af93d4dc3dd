/**
 * Users by id, so that a guarded read needs no database. True only while whoever feeds it says so; the feed and
 * this replica's own writes take out what changed. Bounded: the least recently used goes.
 */
import { type mongo, Types } from 'mongoose';
import QuickLRU from 'quick-lru';

import { rawCollection } from '../database/raw-collection.js';
import type { UserDocument, UserModel } from './user.model.js';

export interface UserCacheOptions {
  readonly users: UserModel;
  readonly capacity: number;
  /** Whether changes of the last fifth of a second have been told; what is kept counts only then. */
  readonly isFed: () => boolean | Promise<boolean>;
}

/**
 * What it returns is shared by all requests, and is not to be written to. For decisions that must not be late, ask the
 * database.
 */
export interface UserCache {
  /**
   * @param minVersion of the user: an older copy is read anew.
   * @returns null where there is no such user.
   */
  find(id: string, minVersion?: number): Promise<UserDocument | null>;
  /** Before the answer of whoever wrote, and at each change that is told. */
  forget(id: string): void;
  forgetAll(): void;
}

export function createUserCache({ users, capacity, isFed }: UserCacheOptions): UserCache {
  const collection: mongo.Collection<UserDocument> = rawCollection(users);
  const known = new QuickLRU<string, UserDocument>({ maxSize: capacity });
  /** Ids being read; one that changes meanwhile is taken out, and then its answer is not kept. */
  const loading = new Map<string, symbol>();

  const load = async (id: string): Promise<UserDocument | null> => {
    const turn = Symbol(id);
    loading.set(id, turn);
    const user = await collection.findOne({ _id: new Types.ObjectId(id) });
    if (loading.get(id) === turn) {
      loading.delete(id);
      if (user !== null) known.set(id, user);
    }
    return user;
  };

  return {
    async find(id, minVersion = 0) {
      const fed = isFed();
      const user = fed === true || (await fed) ? known.get(id) : undefined;
      return user !== undefined && user.version >= minVersion ? user : load(id);
    },
    forget(id) {
      known.delete(id);
      loading.delete(id);
    },
    forgetAll() {
      known.clear();
      loading.clear();
    },
  };
}
