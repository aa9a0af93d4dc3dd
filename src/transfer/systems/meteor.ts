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
  wordsOf,
} from './source-values.js';
import type { Source, System } from './system.js';

/** What Meteor's services are that is no provider. */
const own: ReadonlySet<string> = new Set([
  'password',
  'resume',
  'email',
  'passwordless',
  'twoFactorAuthentication',
]);

/** `mongoexport --collection users`. */
export const meteor: System = {
  name: 'meteor',
  file: 'the NDJSON of `mongoexport --collection users`',
  format: 'meteor',
  adapt(user) {
    const services = recordOf(user['services']);
    const [email = {}, ...otherEmails] = recordsOf(user['emails']);
    const linked = identitiesOf(providersOf(services), { google: 'google', apple: 'apple' }, (one) => [
      one['name'],
      one['id'],
    ]);
    const password = recordOf(services['password']);
    const record = present({
      id: textOf(user['_id']) ?? textOf(recordOf(user['_id'])['$oid']),
      email: textOf(email['address']),
      emailVerified: truthOf(email['verified']),
      username: usernameOf(user['username']),
      ...namesOf(recordOf(user['profile'])['name']),
      roles: wordsOf(user['roles']),
      createdAt: timeOf(user['createdAt']),
      passwordHash: textOf(password['bcrypt']) ?? textOf(password['argon2']),
      totpSecret: textOf(recordOf(services['twoFactorAuthentication'])['secret']),
      identities: linked.identities,
    });
    const left = leftOf({ 'a second address': otherEmails, 'profile other than the name': user['profile'] });
    return { record, left: [...linked.left, ...left] };
  },
};

function providersOf(services: Source): readonly Source[] {
  return Object.entries(services).flatMap(([name, service]) =>
    own.has(name) ? [] : [{ name, id: recordOf(service)['id'] }],
  );
}
