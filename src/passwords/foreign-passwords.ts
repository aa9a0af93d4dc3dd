/** Hashes of other systems, as accounts hold them: read at an import, and opened again at every check. */
import { type ForeignHash, HashRefused } from '../foreign-hashes/foreign-hash.js';
import { foreignFormats, readForeignHash } from '../foreign-hashes/read-foreign-hash.js';
import { measureWork, type WorkSize } from '../foreign-hashes/work-size.js';
import { AppError } from '../foundation/errors.js';
import { createSecrets } from '../foundation/secrets.js';
import { StartupError } from '../foundation/startup-error.js';
import { isOwn, readOwnHash } from './own-hashes.js';
import type { PasswordHash, Pepper } from './password-hasher.js';

/** Computes nothing: what it reads can be checked by a hasher, and what it cannot read is refused before anybody depends on it. */
export interface ForeignPasswords {
  /**
   * @param format where the string does not tell it; one of our own schemes for a hash of another Portcullis.
   * @param pepperId of our own scheme.
   * @throws HashRefused for what could not be checked at a sign-in.
   */
  read(hash: string, format?: string, pepperId?: string): PasswordHash;
  /** @throws AppError INTERNAL_SERVER_ERROR where the secret is not set any more, or the string is none that was imported. */
  open(stored: PasswordHash): ForeignHash & { readonly size: WorkSize };
}

/** FOREIGN_HASH_SECRETS: by the name of a format. */
type ForeignSecrets = readonly { readonly id: string; readonly secret: string }[];

/**
 * @param peppers of our own scheme.
 * @throws StartupError where a secret is of no format that takes one.
 */
export function createForeignPasswords(
  secrets: ForeignSecrets,
  peppers: readonly Pick<Pepper, 'id'>[] = [],
): ForeignPasswords {
  const taking = foreignFormats.filter(({ secret }) => secret !== undefined).map(({ name }) => name);
  const unknown = secrets.find(({ id }) => !taking.includes(id));
  if (unknown !== undefined)
    throw new StartupError(
      `FOREIGN_HASH_SECRETS names ${unknown.id}; those that take a secret are ${taking.join(', ')}`,
    );
  const secretOf = (format: string) => secrets.find(({ id }) => id === format)?.secret;
  return {
    read(text, name, ownPepperId) {
      if (name !== undefined && isOwn(name)) return readOwn(name, text, ownPepperId, peppers);
      const { format, work } = readForeignHash(text, name, secretOf);
      const { family, amount } = measureWork(work);
      const pepperId = idOf(format.secret === undefined ? undefined : secretOf(format.name));
      return { scheme: format.name, cost: amount, work: family, ...(pepperId && { pepperId }), hash: text };
    },
    open(stored) {
      if (stored.pepperId !== idOf(stored.pepperId && secretOf(stored.scheme)))
        throw unreadable(
          `the secret for ${stored.scheme} in FOREIGN_HASH_SECRETS is not the one of the import`,
        );
      return openHash(stored, secretOf);
    },
  };
}

function readOwn(
  scheme: string,
  text: string,
  pepperId: string | undefined,
  peppers: readonly Pick<Pepper, 'id'>[],
): PasswordHash {
  const hash = readOwnHash(scheme, text);
  if (pepperId !== undefined && !peppers.some(({ id }) => id === pepperId))
    throw new HashRefused('needs a pepper that PASSWORD_PEPPER does not hold');
  return { ...hash, ...(pepperId !== undefined && { pepperId }) };
}

function openHash(stored: PasswordHash, secretOf: (format: string) => string | undefined) {
  try {
    const hash = readForeignHash(stored.hash, stored.scheme, secretOf);
    return { ...hash, size: measureWork(hash.work) };
  } catch (error) {
    throw error instanceof HashRefused ? unreadable(`its string ${error.message}`) : error;
  }
}

function unreadable(why: string): AppError {
  return new AppError('INTERNAL_SERVER_ERROR', {
    cause: new Error(`An imported hash cannot be checked: ${why}.`),
  });
}

/** Tells one secret from another, beside the hash; as an entry of SECRET is told. */
function idOf(secret: string | undefined): string | undefined {
  return secret === undefined ? undefined : createSecrets([secret]).keysFor('foreign-hash')[0].id;
}
