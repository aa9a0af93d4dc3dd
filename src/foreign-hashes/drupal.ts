import type { ForeignFormat } from './foreign-hash.js';
import { readChain } from './phpass.js';

/** Drupal 7 and later, until it went over to plain bcrypt: the same over SHA-512, and not all of it. */
export const drupal: ForeignFormat = {
  name: 'drupal',
  claims: (text) => text.startsWith('$S$'),
  read: (text) => readChain(text, 'sha512', 43),
};
