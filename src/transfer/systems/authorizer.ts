import { leftOf, present, textOf, timeOf, truthOf, usernameOf, wordsOf } from './source-values.js';
import type { System } from './system.js';

/** The users of Authorizer as its database has them: what its API tells has no hashes. */
export const authorizer: System = {
  name: 'authorizer',
  file: 'CSV or NDJSON of the table (or collection) authorizer_users',
  adapt(user) {
    const revoked = timeOf(user['revoked_timestamp']);
    const record = present({
      id: textOf(user['id']) ?? textOf(user['_id']),
      email: textOf(user['email']),
      emailVerifiedAt: timeOf(user['email_verified_at']),
      username: usernameOf(user['nickname']),
      firstName: textOf(user['given_name']),
      lastName: textOf(user['family_name']),
      phoneNumber: textOf(user['phone_number']),
      // Everybody is a user here as well.
      roles: wordsOf(user['roles']).filter((role) => role !== 'user'),
      createdAt: timeOf(user['created_at']),
      disabled: revoked !== undefined,
      passwordHash: textOf(user['password']),
    });
    const social = wordsOf(user['signup_methods']).filter(
      (method) => !/^(?:basic_auth|magic_link_login|mobile_)/.test(method),
    );
    const left = leftOf({
      'providers, whose subjects Authorizer does not keep': social,
      'second factors': truthOf(user['is_multi_factor_auth_enabled']),
      app_data: user['app_data'],
    });
    return { record, left };
  },
};
