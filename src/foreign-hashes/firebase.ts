import { createCipheriv } from 'node:crypto';

import { equals, readBase64 } from './encoded-bytes.js';
import { type ForeignFormat, HashRefused } from './foreign-hash.js';
import { derivedHash, scryptWork } from './hash-works.js';

const pattern = /^firebase:(\d{1,2}):(\d{1,2}):([^:]*):([^:]*):([^:]+)$/;
const AES_KEY_BYTES = 32;

/** What a password is compared by: the signer key of the project, encrypted under the scrypt of the password. */
function encrypt(signerKey: Uint8Array, derived: Uint8Array): Buffer {
  // The key is used for this one text (per salt), so the counter may begin at nought.
  const cipher = createCipheriv('aes-256-ctr', derived.subarray(0, AES_KEY_BYTES), Buffer.alloc(16));
  return Buffer.concat([cipher.update(signerKey), cipher.final()]);
}

/** `firebase:<mem_cost>:<rounds>:<salt separator>:<salt>:<hash>`, the last three in base64, as `--from firebase` writes them together. */
export const firebase: ForeignFormat = {
  name: 'firebase',
  claims: (text) => text.startsWith('firebase:'),
  secret: 'base64_signer_key of the hash parameters of the project',
  read(text, secret) {
    const [, memCost, rounds, separator = '', salt = '', digest = ''] = pattern.exec(text) ?? [];
    if (digest === '') throw new HashRefused('is damaged: it is not written as firebase:mem_cost:rounds:…');
    const signerKey = readBase64(secret);
    const expected = readBase64(digest, signerKey.length);
    const salted = Buffer.concat([readBase64(salt), separator === '' ? Buffer.of() : readBase64(separator)]);
    const work = scryptWork({ logN: Number(memCost), r: Number(rounds), p: 1 }, salted, AES_KEY_BYTES);
    return derivedHash(work, (derived) => equals(expected)(encrypt(signerKey, derived)));
  },
};
