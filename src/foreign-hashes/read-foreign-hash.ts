/** The registry of formats, and the one way in: which format a string is of, and what it holds. */
import { argon2, argon2Secret } from './argon2.js';
import { aspnet } from './aspnet.js';
import { bcrypt } from './bcrypt.js';
import { betterAuth } from './better-auth.js';
import { devise } from './devise.js';
import { django } from './django.js';
import { drupal } from './drupal.js';
import { firebase } from './firebase.js';
import { flaskSecurity } from './flask-security.js';
import { type ForeignFormat, type ForeignHash, HashRefused } from './foreign-hash.js';
import { keycloak } from './keycloak.js';
import { ldap } from './ldap.js';
import { libsodium } from './libsodium.js';
import { meteor } from './meteor.js';
import { passlib } from './passlib.js';
import { spring } from './spring.js';
import { symfony } from './symfony.js';
import { werkzeug } from './werkzeug.js';
import { wordpress } from './wordpress.js';

/** In the order in which they are asked. */
export const foreignFormats: readonly ForeignFormat[] = [
  ...[bcrypt, argon2, django, wordpress, drupal, passlib, libsodium, spring, ldap],
  ...[werkzeug, betterAuth, aspnet, keycloak, firebase],
  ...[devise, meteor, symfony, flaskSecurity, argon2Secret],
];

/** What is known and cannot be checked, so that the reason can be told. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/^\$g?y\$/, 'is yescrypt, for which no library is kept'],
  [
    /^\$2x?\$/,
    'is of a broken bcrypt ($2$ or $2x$), which reads other letters than ASCII in a way of its own',
  ],
  [/^\$(?:1|apr1|md5)\$/, 'is MD5 of crypt(3), which is not taken'],
  [/^\$[56]\$/, 'is SHA of crypt(3), which is not taken'],
  [/^U\$/, 'is MD5 that Drupal hashed once more, which is not taken'],
  [/^\{noop\}/, 'is a password as it was typed'],
  [
    /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i,
    'is a bare digest, which does not say what of',
  ],
];

/** Looks up FOREIGN_HASH_SECRETS. */
export type ForeignSecretOf = (format: string) => string | undefined;

/** A hash and whose it is. */
export interface ReadForeignHash extends ForeignHash {
  readonly format: ForeignFormat;
}

/**
 * @param name the format where the string does not tell it.
 * @throws HashRefused for what is of no known format, cut, damaged, too dear, or wants a secret that is not there.
 */
export function readForeignHash(
  text: string,
  name: string | undefined,
  secretOf: ForeignSecretOf,
): ReadForeignHash {
  const format = name === undefined ? recognise(text) : formatNamed(name);
  const secret = format.secret === undefined ? '' : secretOf(format.name);
  if (secret === undefined)
    throw new HashRefused(`needs ${format.secret ?? ''}: set FOREIGN_HASH_SECRETS=${format.name}:…`);
  return { ...format.read(text, secret), format };
}

function formatNamed(name: string): ForeignFormat {
  const format = foreignFormats.find((known) => known.name === name);
  if (format === undefined) throw new HashRefused('is of a format that is not known');
  return format;
}

function recognise(text: string): ForeignFormat {
  const [, reason] = refused.find(([pattern]) => pattern.test(text)) ?? [];
  if (reason !== undefined) throw new HashRefused(reason);
  const format = foreignFormats.find(({ claims }) => claims?.(text));
  if (format === undefined) throw new HashRefused('is of no known format');
  return format;
}
