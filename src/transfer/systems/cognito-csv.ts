import { leftOf, namesOf, present, textOf, truthOf, usernameOf } from './source-values.js';
import type { System } from './system.js';

/** The columns of a user pool. Nobody gets a hash out of Cognito: people set a new password by mail. */
export const cognitoCsv: System = {
  name: 'cognito-csv',
  file: 'CSV with the names of `aws cognito-idp get-csv-header` in its first line',
  adapt(user) {
    const names = namesOf(user['name']);
    const record = present({
      id: textOf(user['cognito:username']),
      email: textOf(user['email']),
      emailVerified: truthOf(user['email_verified']),
      username: usernameOf(user['preferred_username']) ?? usernameOf(user['cognito:username']),
      firstName: textOf(user['given_name']) ?? names.firstName,
      lastName: textOf(user['family_name']) ?? names.lastName,
      phoneNumber: textOf(user['phone_number']),
      locale: textOf(user['locale']),
    });
    const left = leftOf({ 'second factors': truthOf(user['cognito:mfa_enabled']) });
    return { record, left: ['passwords, which Cognito gives nobody', ...left] };
  },
};
