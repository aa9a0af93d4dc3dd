/**
 * Who has an account: the document, the rules of its fields, and reading it. Knows no credential that opens it, no session, and
 * nothing of how accounts come and go.
 */
import type { Ground } from '../house/ground.js';
import { createAdminSet } from './admin-set.js';
import { createAdminSetModel } from './admin-set.model.js';
import { createAuthorize } from './authorize.js';
import { createFindUser } from './find-user.js';
import { createPermissionsOf } from './permissions.js';
import { createPhoneNumbers } from './phone-number.js';
import { createProfileReader } from './profile.js';
import { createReadStoredWork } from './stored-work.js';
import { createUserCache } from './user-cache.js';
import { createUserModel } from './user.model.js';
import { UsersResolver } from './users.resolver.js';

export interface UsersNeeds {
  readonly ground: Ground;
}

export type UsersRoom = ReturnType<typeof createUsersRoom>;

/** A user is about 1 KB. */
const USER_CACHE_CAPACITY = 10_000;

export function createUsersRoom({ ground: { config, connection, isFed } }: UsersNeeds) {
  const users = createUserModel(connection);
  const userCache = createUserCache({ users, capacity: USER_CACHE_CAPACITY, isFed });
  const adminSet = createAdminSet(createAdminSetModel(connection), users);
  const phoneNumbers = createPhoneNumbers(config.defaultCountry);
  const permissionsOf = createPermissionsOf(config.rolePermissions ?? new Map());
  return {
    users,
    userCache,
    adminSet,
    phoneNumbers,
    permissionsOf,
    authorize: createAuthorize(permissionsOf),
    readProfile: createProfileReader(phoneNumbers.parse),
    readStoredWork: createReadStoredWork(users),
    contributes: {
      resolvers: [new UsersResolver(createFindUser(users), permissionsOf)],
      watches: [
        {
          collection: users.collection.name,
          match: { operationType: { $in: ['update', 'replace', 'delete'] } },
          onChange: (id: string) => {
            userCache.forget(id);
          },
          onOpen: () => {
            userCache.forgetAll();
          },
        },
      ],
      start: () => adminSet.open(),
    },
  };
}
