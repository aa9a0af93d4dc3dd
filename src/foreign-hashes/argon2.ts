import type { ForeignFormat } from './foreign-hash.js';
import { argon2Hash } from './hash-works.js';

/** PHC strings of Argon2id, Argon2i and Argon2d, of either version. */
export const argon2: ForeignFormat = {
  name: 'argon2',
  claims: (text) => text.startsWith('$argon2'),
  read: (text) => argon2Hash(text),
};

/** The same with a secret, which the string does not show. */
export const argon2Secret: ForeignFormat = {
  name: 'argon2-secret',
  secret: 'the secret that was given to Argon2',
  read: (text, secret) => argon2Hash(text, undefined, secret),
};
