import { createHmac } from 'node:crypto';

import type { ForeignFormat } from './foreign-hash.js';
import { argon2Hash, bcryptHash } from './hash-works.js';
import { passlib } from './passlib.js';

/** Flask-Security: NFKD, then HMAC under SECURITY_PASSWORD_SALT, then what the string says. */
export const flaskSecurity: ForeignFormat = {
  name: 'flask-security',
  secret: 'SECURITY_PASSWORD_SALT',
  read(text, salt) {
    const prepare = (password: string) =>
      createHmac('sha512', salt).update(password.normalize('NFKD')).digest('base64');
    if (text.startsWith('$argon2')) return argon2Hash(text, prepare);
    if (text.startsWith('$2')) return bcryptHash(text, prepare);
    return { ...passlib.read(text, ''), prepare };
  },
};
