import type { ForeignFormat } from './foreign-hash.js';
import { bcryptHash } from './hash-works.js';

/** Devise with `config.pepper`; without one its hashes are plain bcrypt. */
export const devise: ForeignFormat = {
  name: 'devise',
  secret: 'the pepper of config/initializers/devise.rb',
  read: (text, pepper) => bcryptHash(text, (password) => password + pepper),
};
