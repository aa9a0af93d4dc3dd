import {
  identitiesOf,
  leftOf,
  namesOf,
  present,
  recordsOf,
  textOf,
  timeOf,
  truthOf,
} from './source-values.js';
import type { Source, System } from './system.js';

/** `firebase auth:export`, with the hash parameters that the console shows. */
export const firebase: System = {
  name: 'firebase',
  file: 'the JSON of `firebase auth:export users.json`; --hash-parameter mem_cost=…, rounds=… and salt_separator=… where they are not 14, 8 and Bw==',
  usersIn: '$.users.*',
  adapt(user, { parameters }) {
    const providers = recordsOf(user['providerUserInfo']).filter(
      ({ providerId }) => !own.has(String(providerId)),
    );
    const linked = identitiesOf(providers, { 'google.com': 'google', 'apple.com': 'apple' }, (one) => [
      one['providerId'],
      one['rawId'],
    ]);
    const record = present({
      id: textOf(user['localId']),
      email: textOf(user['email']),
      emailVerified: truthOf(user['emailVerified']),
      ...namesOf(user['displayName']),
      phoneNumber: textOf(user['phoneNumber']),
      createdAt: timeOf(user['createdAt']),
      disabled: truthOf(user['disabled']),
      passwordHash: hashOf(user, parameters),
      identities: linked.identities,
    });
    const left = leftOf({
      'custom claims': user['customAttributes'],
      'second factors by SMS or app': user['mfaInfo'],
      pictures: user['photoUrl'],
    });
    return { record, left: [...linked.left, ...left] };
  },
};

/** What Firebase counts as providers, and is in the other fields already. */
const own: ReadonlySet<string> = new Set(['password', 'phone']);

function hashOf(user: Source, parameters: ReadonlyMap<string, string>): string | undefined {
  const [hash, salt = ''] = [textOf(user['passwordHash']), textOf(user['salt'])];
  if (hash === undefined) return undefined;
  const of = (name: string, usual: string) => parameters.get(name) ?? usual;
  const cost = `${of('mem_cost', '14')}:${of('rounds', '8')}:${of('salt_separator', 'Bw==')}`;
  return `firebase:${cost}:${standard(salt)}:${standard(hash)}`;
}

/** The Admin SDK writes the alphabet of URLs. */
const standard = (base64: string) => base64.replaceAll('-', '+').replaceAll('_', '/');
