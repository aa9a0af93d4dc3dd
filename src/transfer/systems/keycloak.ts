import {
  identitiesOf,
  leftOf,
  present,
  recordOf,
  recordsOf,
  textOf,
  timeOf,
  toBase32,
  usernameOf,
  wordsOf,
} from './source-values.js';
import type { Source, System } from './system.js';

/** Which every account of a realm has. */
const ownRoles = /^(?:offline_access|uma_authorization|default-roles-.*)$/;

/** A realm, or the file of users beside it: what `kc.sh export` writes. */
export const keycloak: System = {
  name: 'keycloak',
  file: "the JSON of `kc.sh export` (one file, or the realm's users files)",
  usersIn: '$.users.*',
  adapt(user) {
    if (textOf(user['serviceAccountClientId']) !== undefined)
      return { left: ['service accounts of clients'] };
    const credentials = recordsOf(user['credentials']);
    const ofType = (type: string) => credentials.filter((credential) => credential['type'] === type);
    const attributes = recordOf(user['attributes']);
    const linked = identitiesOf(
      recordsOf(user['federatedIdentities']),
      { google: 'google', apple: 'apple' },
      (one) => [one['identityProvider'], one['userId']],
    );
    const roles = wordsOf(user['realmRoles']).filter((role) => !ownRoles.test(role));
    const record = present({
      id: textOf(user['id']) ?? textOf(user['username']),
      email: textOf(user['email']),
      emailVerified: user['emailVerified'] === true,
      username: usernameOf(user['username']),
      firstName: textOf(user['firstName']),
      lastName: textOf(user['lastName']),
      phoneNumber: wordsFirst(attributes['phoneNumber'] ?? attributes['phone_number']),
      locale: wordsFirst(attributes['locale']),
      roles,
      createdAt: timeOf(user['createdTimestamp']),
      disabled: user['enabled'] === false,
      passwordHash: hashOf(ofType('password')[0]),
      totpSecret: seedOf(ofType('otp')[0]),
      identities: linked.identities,
    });
    return { record, left: [...linked.left, ...whatStays(user, ofType)] };
  },
};

const wordsFirst = (value: unknown) => textOf(Array.isArray(value) ? value[0] : value);

function whatStays(user: Source, ofType: (type: string) => readonly Source[]): readonly string[] {
  return leftOf({
    passkeys: [...ofType('webauthn'), ...ofType('webauthn-passwordless')],
    'recovery codes': ofType('recovery-authn-codes'),
    'authenticators that are not TOTP of six digits, thirty seconds and SHA-1': ofType('otp').filter(
      (credential) => seedOf(credential) === undefined,
    ),
    'a second authenticator': ofType('otp').slice(1),
    attributes: user['attributes'],
    groups: user['groups'],
    'roles of clients': user['clientRoles'],
    'required actions': user['requiredActions'],
  });
}

/** Two JSON texts, in which every parameter is a list of texts. */
function hashOf(credential: Source | undefined): string | undefined {
  if (credential === undefined) return undefined;
  const secret = recordOf(credential['secretData']);
  const data = recordOf(credential['credentialData']);
  const [value = '', salt = ''] = [textOf(secret['value']), textOf(secret['salt'])];
  const [algorithm = '', iterations = ''] = [textOf(data['algorithm']), textOf(data['hashIterations'])];
  if (algorithm !== 'argon2') return `keycloak:${algorithm}:${iterations}:${salt}:${value}`;
  const parameters = recordOf(data['additionalParameters']);
  const of = (name: string) => wordsFirst(parameters[name]) ?? '';
  const version = of('version') === '1.0' ? 16 : 19;
  const bare = (text: string) => text.replace(/=+$/, '');
  return `$argon2${of('type')}$v=${version}$m=${of('memory')},t=${iterations},p=${of('parallelism')}$${bare(salt)}$${bare(value)}`;
}

/** The seed is the bytes of its text, unless it says that it is base32. */
function seedOf(credential: Source | undefined): string | undefined {
  const data = recordOf(credential?.['credentialData']);
  const value = textOf(recordOf(credential?.['secretData'])['value']);
  const isUsual =
    data['subType'] === 'totp' &&
    data['digits'] === 6 &&
    data['period'] === 30 &&
    data['algorithm'] === 'HmacSHA1';
  if (value === undefined || !isUsual) return undefined;
  return data['secretEncoding'] === 'BASE32' ? value : toBase32(Buffer.from(value));
}
