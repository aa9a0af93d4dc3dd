import { leftOf, namesOf, present, textOf, timeOf, usernameOf } from './source-values.js';
import type { System } from './system.js';

/** The table `users` of Devise; with a pepper, `--format devise`. */
export const devise: System = {
  name: 'devise',
  file: 'CSV or NDJSON of the table users; --format devise where config.pepper is set',
  adapt(user) {
    const names = namesOf(user['name']);
    const record = present({
      id: textOf(user['id']),
      email: textOf(user['email']),
      emailVerifiedAt: timeOf(user['confirmed_at']),
      username: usernameOf(user['username']),
      firstName: textOf(user['first_name']) ?? names.firstName,
      lastName: textOf(user['last_name']) ?? names.lastName,
      createdAt: timeOf(user['created_at']),
      passwordHash: textOf(user['encrypted_password']),
    });
    const left = leftOf({
      'second factors, whose seeds are encrypted by Rails': textOf(user['otp_secret']),
      'an address that waits for its confirmation': textOf(user['unconfirmed_email']),
      'a lock for wrong passwords': textOf(user['locked_at']),
    });
    return { record, left };
  },
};
