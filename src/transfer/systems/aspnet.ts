import { leftOf, present, textOf, timeOf, truthOf, usernameOf } from './source-values.js';
import type { System } from './system.js';

/** When an account counts as shut for good, and not as locked for some wrong passwords. */
const FAR = '9000';

/** The table AspNetUsers. */
export const aspnet: System = {
  name: 'aspnet',
  file: 'CSV or NDJSON of the table AspNetUsers',
  format: 'aspnet',
  adapt(user) {
    const record = present({
      id: textOf(user['Id']),
      email: textOf(user['Email']),
      emailVerified: truthOf(user['EmailConfirmed']),
      username: usernameOf(user['UserName']),
      phoneNumber: textOf(user['PhoneNumber']),
      disabled: String(timeOf(user['LockoutEnd']) ?? '') > FAR,
      passwordHash: textOf(user['PasswordHash']),
    });
    const left = leftOf({
      'second factors, which are in AspNetUserTokens': truthOf(user['TwoFactorEnabled']),
    });
    return { record, left };
  },
};
