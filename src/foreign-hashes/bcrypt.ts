import type { ForeignFormat } from './foreign-hash.js';
import { bcryptHash } from './hash-works.js';

/** Plain bcrypt: PHP, Laravel, Auth0, Supabase, Go, Spring and most of npm. */
export const bcrypt: ForeignFormat = {
  name: 'bcrypt',
  claims: (text) => /^\$2[aby]\$/.test(text),
  read: (text) => bcryptHash(text),
};
