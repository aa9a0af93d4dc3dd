/**
 * Erases deleted accounts whose grace is over. Who holds something of a person hands in an eraser; this room knows
 * none of them. Everything can be done twice, so that any replica may do it, and one that died half-way harms nothing.
 */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { Events } from '../foundation/events.js';
import type { UserModel } from '../users/user.model.js';

/** Forgets a person. It may be called more than once, and for somebody of whom nothing is held. */
export type Eraser = (userId: string) => Promise<void>;

export type EraseUser = (userId: string) => Promise<void>;

export interface EraseUsers {
  readonly eraseUser: EraseUser;
  /** All that are due. */
  eraseDue(): Promise<void>;
}

export interface EraseUsersOptions {
  readonly users: UserModel;
  /** In this order; asked for each person, since rooms that come later have some. */
  readonly erasers: () => readonly Eraser[];
  readonly events: Events;
  readonly clock: Clock;
}

/** Clocks of replicas may differ by so much: none erases what another may still restore. */
const MARGIN_MS = 60_000;
const MOST_AT_ONCE = 100;

export function createEraseUsers({ users, erasers, events, clock }: EraseUsersOptions): EraseUsers {
  const collection = rawCollection(users);
  const eraseUser: EraseUser = async (userId) => {
    for (const erase of erasers()) await erase(userId);
    const _id = new Types.ObjectId(userId);
    const { deletedCount } = await collection.deleteOne({ _id, eraseAt: { $lte: clock.now() } });
    if (deletedCount === 0) return;
    // Once more: a sign-in or a mail under way may have written something since.
    for (const erase of erasers()) await erase(userId);
    events.raise('user.erased', { userId });
  };
  return {
    eraseUser,
    async eraseDue() {
      const due = await collection
        .find({ eraseAt: { $lte: new Date(clock.now().getTime() - MARGIN_MS) } })
        .project<{ _id: Types.ObjectId }>({ _id: 1 })
        .limit(MOST_AT_ONCE)
        .toArray();
      for (const { _id } of due) await eraseUser(_id.toHexString());
    },
  };
}
