import { equals, readBase64 } from './encoded-bytes.js';
import { type ForeignFormat, HashRefused } from './foreign-hash.js';
import { derivedHash, pbkdf2Work } from './hash-works.js';

const digests = { pbkdf2: 'sha1', 'pbkdf2-sha256': 'sha256', 'pbkdf2-sha512': 'sha512' } as const;
const pattern = /^keycloak:(pbkdf2|pbkdf2-sha256|pbkdf2-sha512):(\d{1,12}):([^:]+):([^:]+)$/;
/** Of every algorithm, whatever its digest would give by itself. */
const KEY_BYTES = 64;

/** `keycloak:<algorithm>:<iterations>:<salt>:<value>`, as `--from keycloak` writes a credential together; its Argon2 is a PHC string. */
export const keycloak: ForeignFormat = {
  name: 'keycloak',
  claims: (text) => text.startsWith('keycloak:'),
  read(text) {
    const [, algorithm, iterations = '', salt = '', value = ''] = pattern.exec(text) ?? [];
    if (algorithm === undefined) throw new HashRefused('is of an algorithm of Keycloak that is not known');
    const expected = readBase64(value, KEY_BYTES);
    const digest = digests[algorithm as keyof typeof digests];
    const work = pbkdf2Work({ digest, salt: readBase64(salt), iterations, length: KEY_BYTES });
    return derivedHash(work, equals(expected));
  },
};
