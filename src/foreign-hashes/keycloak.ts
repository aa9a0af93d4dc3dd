import { equals, readBase64 } from './encoded-bytes.js';
import { type ForeignFormat, HashRefused } from './foreign-hash.js';
import { derivedHash, pbkdf2Work } from './hash-works.js';

const digests = { pbkdf2: 'sha1', 'pbkdf2-sha256': 'sha256', 'pbkdf2-sha512': 'sha512' } as const;
const pattern = /^keycloak:(pbkdf2|pbkdf2-sha256|pbkdf2-sha512):(\d{1,12}):([^:]+):([^:]+)$/;
/** What a server writes; with SHA-256 its class by itself makes 64, and Keycloak goes by the length that it finds. */
const keyBytes = { pbkdf2: [64], 'pbkdf2-sha256': [32, 64], 'pbkdf2-sha512': [64] } as const;

/** `keycloak:<algorithm>:<iterations>:<salt>:<value>`, as `--from keycloak` writes a credential together; its Argon2 is a PHC string. */
export const keycloak: ForeignFormat = {
  name: 'keycloak',
  claims: (text) => text.startsWith('keycloak:'),
  read(text) {
    const [, algorithm, iterations = '', salt = '', value = ''] = pattern.exec(text) ?? [];
    if (algorithm === undefined) throw new HashRefused('is of an algorithm of Keycloak that is not known');
    const name = algorithm as keyof typeof digests;
    const [usual, ...others]: readonly number[] = keyBytes[name];
    const length = others.find((other) => other === readBase64(value).length) ?? usual;
    const expected = readBase64(value, length);
    const work = pbkdf2Work({
      digest: digests[name],
      salt: readBase64(salt),
      iterations,
      length: expected.length,
    });
    return derivedHash(work, equals(expected));
  },
};
