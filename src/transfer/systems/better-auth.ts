import {
  identitiesOf,
  leftOf,
  namesOf,
  present,
  recordsOf,
  textOf,
  timeOf,
  toBase32,
  truthOf,
  usernameOf,
  wordsOf,
} from './source-values.js';
import type { System } from './system.js';

/** The table `user`, each with the rows of `account` that are its own; it has no export of its own. */
export const betterAuth: System = {
  name: 'better-auth',
  file: 'NDJSON or a JSON array of the rows of `user`, each with `accounts`, the rows of `account` that are its own',
  adapt(user, { now }) {
    const accounts = recordsOf(user['accounts']);
    const credential = accounts.find(({ providerId }) => providerId === 'credential');
    const others = accounts.filter((account) => account !== credential);
    const linked = identitiesOf(others, { google: 'google', apple: 'apple' }, (one) => [
      one['providerId'],
      one['accountId'],
    ]);
    const isTwoFactor = truthOf(user['twoFactorEnabled']);
    const seed = isTwoFactor ? textOf(user['totpSecret']) : undefined;
    // A ban that has run out stays in the row until they sign in.
    const banEnds = timeOf(user['banExpires']);
    const isBanned = truthOf(user['banned']) && (banEnds === undefined || new Date(banEnds) > now);
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
      ...(isBanned && { disabled: true, disabledReason: textOf(user['banReason']) }),
      passwordHash: textOf(credential?.['password']),
      // The bytes of the text are the key.
      totpSecret: seed && toBase32(Buffer.from(seed)),
      identities: linked.identities,
    });
    const left = leftOf({
      'second factors, whose seeds are encrypted under BETTER_AUTH_SECRET': isTwoFactor && seed === undefined,
      'the end of a ban': isBanned && banEnds,
      passkeys: user['passkeys'],
      pictures: user['image'],
    });
    return { record, left: [...linked.left, ...left] };
  },
};
