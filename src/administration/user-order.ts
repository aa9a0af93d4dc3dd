/** The orders in which accounts are listed, each along an index, and how one goes on behind a place in it. */
import { type mongo, Types } from 'mongoose';

import type { CursorPosition } from '../foundation/cursors.js';
import type { UserDocument } from '../users/user.model.js';

export type UserSort = 'CREATED_DESC' | 'CREATED_ASC' | 'EMAIL';

export interface UserOrder {
  readonly sort: mongo.Sort;
  /** How the names of its indexes end. */
  readonly indexEnd: 'Created' | 'Emails';
  /** What is in a cursor beside the id. */
  keyOf(user: UserDocument): string | number | undefined;
  /** What follows that place. Each branch is one range of the index, so that many of one instant cost no more. */
  after(position: CursorPosition): mongo.Filter<UserDocument>[];
}

const byCreation = (direction: 1 | -1): UserOrder => {
  const beyond = direction === 1 ? '$gt' : '$lt';
  return {
    sort: { createdAt: direction, _id: direction },
    indexEnd: 'Created',
    keyOf: ({ createdAt }) => createdAt.getTime(),
    after({ id, key = 0 }) {
      const createdAt = new Date(key);
      return [
        { createdAt, _id: { [beyond]: new Types.ObjectId(id) } },
        { createdAt: { [beyond]: createdAt } },
      ] as mongo.Filter<UserDocument>[];
    },
  };
};

export const userOrders: Readonly<Record<UserSort, UserOrder>> = {
  CREATED_DESC: byCreation(-1),
  CREATED_ASC: byCreation(1),
  // Addresses are unique: no second key is needed.
  EMAIL: {
    sort: { emailCanonical: 1 },
    indexEnd: 'Emails',
    keyOf: ({ emailCanonical }) => emailCanonical,
    after: ({ key = '' }) => [{ emailCanonical: { $gt: String(key) } }],
  },
};
