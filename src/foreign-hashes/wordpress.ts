import { createHmac } from 'node:crypto';

import type { ForeignFormat } from './foreign-hash.js';
import { bcryptHash } from './hash-works.js';
import { readChain } from './phpass.js';

/** PHP's `trim`, which leaves other blanks than these. JavaScript's would refuse who has one at an end. */
const trimmed = (password: string) => password.replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, '');

/** WordPress and phpBB: phpass, and what WordPress has since 6.8: bcrypt of a keyed hash. */
export const wordpress: ForeignFormat = {
  name: 'wordpress',
  claims: (text) => /^\$(?:P|H|wp)\$/.test(text),
  read(text) {
    if (!text.startsWith('$wp$')) return readChain(text, 'md5', 22);
    return bcryptHash(text.slice(3), (password) =>
      createHmac('sha384', 'wp-sha384').update(trimmed(password)).digest('base64'),
    );
  },
};
