import { leftOf, namesOf, present, textOf, timeOf } from './source-values.js';
import type { System } from './system.js';

/** The table `users` of Laravel's starter kits. */
export const laravel: System = {
  name: 'laravel',
  file: 'CSV or NDJSON of the table users',
  adapt(user) {
    const record = present({
      id: textOf(user['id']),
      email: textOf(user['email']),
      emailVerifiedAt: timeOf(user['email_verified_at']),
      ...namesOf(user['name']),
      createdAt: timeOf(user['created_at']),
      passwordHash: textOf(user['password']),
    });
    const left = leftOf({
      'second factors, whose seeds are encrypted under APP_KEY': textOf(user['two_factor_secret']),
    });
    return { record, left };
  },
};
