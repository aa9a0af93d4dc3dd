import {
  identitiesOf,
  leftOf,
  namesOf,
  present,
  recordsOf,
  textOf,
  timeOf,
  truthOf,
  usernameOf,
  wordsOf,
} from './source-values.js';
import type { System } from './system.js';

/** The table `user`, each with the rows of `account` that are its own; it has no export of its own. */
export const betterAuth: System = {
  name: 'better-auth',
  file: 'NDJSON or a JSON array of the rows of `user`, each with `accounts`, the rows of `account` that are its own',
  adapt(user) {
    const accounts = recordsOf(user['accounts']);
    const credential = accounts.find(({ providerId }) => providerId === 'credential');
    const others = accounts.filter((account) => account !== credential);
    const linked = identitiesOf(others, { google: 'google', apple: 'apple' }, (one) => [
      one['providerId'],
      one['accountId'],
    ]);
    const record = present({
      id: textOf(user['id']),
      email: textOf(user['email']),
      emailVerified: truthOf(user['emailVerified']),
      username: usernameOf(user['displayUsername']) ?? usernameOf(user['username']),
      ...namesOf(user['name']),
      phoneNumber: textOf(user['phoneNumber']),
      // Everybody is a user here as well.
      roles: wordsOf(user['role']).filter((role) => role !== 'user'),
      createdAt: timeOf(user['createdAt']),
      disabled: truthOf(user['banned']),
      disabledReason: textOf(user['banReason']),
      passwordHash: textOf(credential?.['password']),
      identities: linked.identities,
    });
    const left = leftOf({
      'second factors, whose seeds are encrypted under BETTER_AUTH_SECRET': truthOf(user['twoFactorEnabled']),
      passkeys: user['passkeys'],
      pictures: user['image'],
    });
    return { record, left: [...linked.left, ...left] };
  },
};
