import type { WorkSize } from '../foreign-hashes/work-size.js';
import { StartupError } from '../foundation/startup-error.js';

/** Whether the optional dependency is installed, and has a build for this machine. */
export type HasArgon2 = () => Promise<boolean>;

export const hasArgon2: HasArgon2 = () =>
  import('@node-rs/argon2').then(
    () => true,
    () => false,
  );

const machine = `${process.platform}-${process.arch}`;

/** The rest of a sentence that begins with who needs it. */
export const argon2Missing = `needs @node-rs/argon2, which is not installed or has no build for this machine (${machine})`;

/** Of a family of work. */
export const isArgon2 = (family: string): boolean => family.startsWith('argon2');

/**
 * Without it no password at all could be checked, since every check takes the work of each family.
 * @param stored what the accounts ask for.
 * @throws StartupError
 */
export async function requireArgon2(
  own: WorkSize,
  stored: readonly WorkSize[],
  has: HasArgon2 = hasArgon2,
): Promise<void> {
  const isAsked = [own, ...stored].some(({ family }) => isArgon2(family));
  if (!isAsked || (await has())) return;
  throw new StartupError(
    isArgon2(own.family)
      ? `PASSWORD_HASH=argon2id ${argon2Missing}. Install it, or set PASSWORD_HASH=bcrypt.`
      : `There are accounts with a hash of Argon2, which ${argon2Missing}. Install it: without it nobody could sign in with a password.`,
  );
}
