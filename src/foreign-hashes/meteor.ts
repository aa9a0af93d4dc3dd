import { createHash } from 'node:crypto';

import type { ForeignFormat } from './foreign-hash.js';
import { argon2Hash, bcryptHash } from './hash-works.js';

/** The browser sends the hexadecimal SHA-256 of the password, and that is what is hashed. */
const hexSha256 = (password: string) => createHash('sha256').update(password).digest('hex');

/** Meteor's accounts-password. */
export const meteor: ForeignFormat = {
  name: 'meteor',
  read: (text) => (text.startsWith('$argon2') ? argon2Hash : bcryptHash)(text, hexSha256),
};
