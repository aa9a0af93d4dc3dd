import {
  identitiesOf,
  leftOf,
  namesOf,
  present,
  recordOf,
  recordsOf,
  textOf,
  timeOf,
  truthOf,
  usernameOf,
} from './source-values.js';
import type { Source, System } from './system.js';

/** Auth0's bulk export, or the file with hashes that its support makes. */
export const auth0: System = {
  name: 'auth0',
  file: 'the NDJSON of a bulk user export, or of the export with hashes that Auth0 support makes',
  adapt(user) {
    const others = recordsOf(user['identities']).filter(({ provider }) => provider !== 'auth0');
    const linked = identitiesOf(others, { 'google-oauth2': 'google', apple: 'apple' }, (one) => [
      one['provider'],
      one['user_id'],
    ]);
    const { firstName, lastName } = namesOf(user['name']);
    const record = present({
      id: textOf(user['user_id']) ?? textOf(user['Id']) ?? textOf(recordOf(user['_id'])['$oid']),
      email: textOf(user['email'] ?? user['Email']),
      emailVerified: truthOf(user['email_verified'] ?? user['Email Verified']),
      username: usernameOf(user['username']),
      firstName: textOf(user['given_name']) ?? firstName,
      lastName: textOf(user['family_name']) ?? lastName,
      phoneNumber: textOf(user['phone_number']),
      createdAt: timeOf(user['created_at']),
      disabled: truthOf(user['blocked']),
      passwordHash: hashOf(user),
      totpSecret: seedOf(user),
      identities: linked.identities,
    });
    const left = leftOf({
      app_metadata: user['app_metadata'],
      user_metadata: user['user_metadata'],
      'second factors that are not TOTP': user['multifactor'],
    });
    return { record, left: [...linked.left, ...left] };
  },
};

function hashOf(user: Source): string | undefined {
  const custom = recordOf(user['custom_password_hash']);
  const value = textOf(recordOf(custom['hash'])['value']);
  return textOf(user['passwordHash']) ?? textOf(user['password_hash']) ?? value;
}

function seedOf(user: Source): string | undefined {
  const [first] = recordsOf(user['mfa_factors']).flatMap(
    ({ totp }) => textOf(recordOf(totp)['secret']) ?? [],
  );
  return first;
}
