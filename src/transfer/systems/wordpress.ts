import { leftOf, namesOf, present, textOf, timeOf, usernameOf, wordsOf } from './source-values.js';
import type { System } from './system.js';

/** `wp user list`, or the table wp_users. */
export const wordpress: System = {
  name: 'wordpress',
  file: 'JSON or CSV of `wp user list --fields=ID,user_login,user_email,user_pass,user_registered,display_name,first_name,last_name,roles`',
  adapt(user) {
    const names = namesOf(user['display_name']);
    const record = present({
      id: textOf(user['ID']),
      email: textOf(user['user_email']),
      username: usernameOf(user['user_login']),
      firstName: textOf(user['first_name']) ?? names.firstName,
      lastName: textOf(user['last_name']) ?? names.lastName,
      roles: wordsOf(user['roles']),
      createdAt: timeOf(user['user_registered']),
      passwordHash: textOf(user['user_pass']),
    });
    return { record, left: leftOf({ 'home pages': textOf(user['user_url']) }) };
  },
};
