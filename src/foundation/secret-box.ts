import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';

import type { Secrets } from './secrets.js';

/** Encryption at rest for one purpose: a box sealed for one cannot be opened for another. */
export interface SecretBox {
  seal(plaintext: string): Promise<string>;
  /** @throws where the box was altered, or its key is no longer in SECRET. */
  open(box: string): Promise<string>;
  /** Whether it is under the first entry of SECRET. */
  isCurrent(box: string): boolean;
}

/** Boxes are JWE (RFC 7516), A256GCM with the key itself; `kid` names the entry of SECRET, `v` the version. */
export function createSecretBox(secrets: Secrets, purpose: string): SecretBox {
  const keys = secrets.keysFor(`secret-box/${purpose}`);
  const encoder = new TextEncoder();
  return {
    seal: (plaintext) =>
      new CompactEncrypt(encoder.encode(plaintext))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: keys[0].id, v: 1 })
        .encrypt(keys[0].bytes),
    async open(box) {
      const { plaintext } = await compactDecrypt(
        box,
        (header) => {
          const key = keys.find(({ id }) => id === header.kid);
          if (key === undefined)
            throw new Error(`A box for ${purpose} is under a key that SECRET no longer holds.`);
          return key.bytes;
        },
        { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
      );
      return new TextDecoder().decode(plaintext);
    },
    isCurrent: (box) => decodeProtectedHeader(box).kid === keys[0].id,
  };
}
