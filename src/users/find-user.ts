import { parseId } from '../database/id.js';
import { rawCollection } from '../database/raw-collection.js';
import { AppError } from '../foundation/errors.js';
import type { Caller } from './caller.js';
import type { UserDocument, UserModel } from './user.model.js';

/**
 * Oneself, or anyone for an admin.
 * @throws AppError FORBIDDEN for any other id, unknown ones too, so that nobody learns which exist (ASVS 8.2); an
 * admin hears NOT_FOUND.
 */
export type FindUser = (caller: Caller, id: string) => Promise<UserDocument>;

export function createFindUser(users: UserModel): FindUser {
  return async ({ user }, text) => {
    if (user._id.toHexString() === text) return user;
    if (!user.roles.includes('ADMIN'))
      throw new AppError('FORBIDDEN', { details: { requires: 'ownership' } });
    const id = parseId(text);
    const found = id === undefined ? null : await rawCollection(users).findOne({ _id: id });
    if (found === null || found.deletedAt !== undefined) throw new AppError('NOT_FOUND');
    return found;
  };
}
