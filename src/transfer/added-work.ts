/** What an import adds to every check of a password while its hashes are left: see docs/decisions/0040-imported-hashes.md. */
import type { WorkSize } from '../foreign-hashes/work-size.js';
import { createWorkLevels } from '../passwords/work-levels.js';
import type { UserDocument } from '../users/user.model.js';

export interface AddedWork {
  /** @returns what these make dearer than all that came before, in words. */
  add(users: readonly Pick<UserDocument, 'password'>[]): readonly string[];
  /** The dearest of each family that was added. */
  all(): readonly string[];
}

/** @param known what every check takes without the import. */
export function createAddedWork(known: readonly WorkSize[]): AddedWork {
  const levels = createWorkLevels(...known);
  const raised = createWorkLevels();
  const add = (size: WorkSize) => {
    if (levels.raise(size)) raised.raise(size);
  };
  const describe = (sizes: readonly WorkSize[]) =>
    sizes.map(describeWork).filter((text) => text !== undefined);
  return {
    add(users) {
      const before = new Set(describe(raised.all()));
      for (const { password } of users)
        if (password !== undefined) add({ family: password.work ?? 'bcrypt', amount: password.cost });
      return describe(raised.all()).filter((text) => !before.has(text));
    },
    all: () => describe(raised.all()),
  };
}

const number = (count: number) => count.toLocaleString('en');
const digestNames: Readonly<Record<string, string>> = {
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  md5: 'MD5',
};

/** @returns undefined for what takes no time that anybody could measure. */
function describeWork({ family, amount }: WorkSize): string | undefined {
  const [kind = '', first = '', second = ''] = family.split(':');
  const digest = digestNames[first] ?? first;
  switch (kind) {
    case 'bcrypt':
      return `bcrypt of cost ${amount}`;
    case 'pbkdf2':
      return `PBKDF2 with ${digest} of ${number(amount)} iterations`;
    case 'scrypt':
      return `scrypt of N=${number(2 ** amount)}, r=${first}, p=${second}`;
    case 'chain':
      return `${number(amount)} rounds of ${digest}`;
    case 'digest':
      return undefined;
    default:
      return `A${kind.slice(1)} of ${number(Number(first))} KiB, ${amount} passes, ${second} lanes`;
  }
}
