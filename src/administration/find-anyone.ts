import { parseId } from '../database/id.js';
import { rawCollection } from '../database/raw-collection.js';
import { parseEmailAddress } from '../users/email-address.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { parseUsername } from '../users/username.js';

/**
 * By id, e-mail address or username; also one that is deleted and may still be restored. What is written as an id is
 * one: somebody may have taken the id of an erased account for a username.
 */
export type FindAnyone = (written: string) => Promise<UserDocument | undefined>;

export function createFindAnyone(users: UserModel): FindAnyone {
  return async (written) => {
    const _id = parseId(written.toLowerCase());
    if (_id !== undefined) return (await rawCollection(users).findOne({ _id })) ?? undefined;
    const emailCanonical = parseEmailAddress(written)?.emailCanonical;
    const usernameCanonical = parseUsername(written)?.usernameCanonical;
    const ways = [
      ...(emailCanonical === undefined ? [] : [{ emailCanonical }]),
      ...(usernameCanonical === undefined ? [] : [{ usernameCanonical }]),
    ];
    for (const way of ways) {
      const user = await rawCollection(users).findOne(way);
      if (user !== null) return user;
    }
    return undefined;
  };
}
