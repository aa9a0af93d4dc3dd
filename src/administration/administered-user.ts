/** What every change that an admin makes to somebody's account has in common: whom it is about, and who is told. */
import type { Types } from 'mongoose';

import { parseId } from '../database/id.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import { AppError } from '../foundation/errors.js';
import type { Caller } from '../users/caller.js';
import type { UserDocument, UserModel } from '../users/user.model.js';

/** @throws AppError NOT_FOUND, for what is no id too: only admins come here, and they may know. */
export function requireId(text: string): Types.ObjectId {
  const id = parseId(text);
  if (id === undefined) throw new AppError('NOT_FOUND');
  return id;
}

/** As it is at this moment, for a change in the same transaction. @throws AppError NOT_FOUND. */
export async function readUser(
  users: UserModel,
  _id: Types.ObjectId,
  transaction: Transaction,
): Promise<UserDocument> {
  const user = await rawCollection(users).findOne({ _id }, { session: transaction });
  if (user === null) throw new AppError('NOT_FOUND');
  return user;
}

/** Who does it; undefined: whoever has the command line. */
export type Administrator = Pick<Caller, 'user' | 'sessionId'> | undefined;

/** For events: the actor stands in them where it is somebody else. */
export function actedOn(userId: string, admin: Administrator): { userId: string; actorId?: string } {
  const actorId = admin?.user._id.toHexString();
  return { userId, ...(actorId !== undefined && actorId !== userId && { actorId }) };
}

/** Every account has USER; each role once. */
export function withUserRole(roles: readonly string[]): string[] {
  return [...new Set(['USER', ...roles])];
}
