import { hasVisible } from '../foundation/characters.js';
import { createStepwise, type Steps } from '../foundation/steps.js';
import { type CommonPasswords, indexPasswords, unpackList, unpackListAtOnce } from './common-passwords.js';
import { createIsGuessable, type IsGuessable } from './guessable.js';

/** The passwords that are tried first: the published ones, and those of few guesses. */
export interface TriedFirst {
  /** @param password in Unicode's NFKC. */
  has(password: string): boolean;
  /** Reads the lists beside other work. A password that comes before waits for what is left of them, some tenths of a second. */
  read(): Promise<void>;
}

export function createTriedFirst(): TriedFirst {
  let unpacked: Buffer | undefined;
  const lists = createStepwise(() => readLists(() => unpacked ?? unpackListAtOnce()));
  return {
    has(password) {
      const { common, isGuessable } = lists.get();
      return !hasVisible(password) || common.has(password.toLowerCase()) || isGuessable(password);
    },
    async read() {
      unpacked = await unpackList();
      await lists.prepare();
      // Where a password came first, the lists hold another copy.
      unpacked = undefined;
    },
  };
}

interface Lists {
  readonly common: CommonPasswords;
  readonly isGuessable: IsGuessable;
}

function* readLists(unpack: () => Buffer): Steps<Lists> {
  return { common: yield* indexPasswords(unpack()), isGuessable: yield* createIsGuessable() };
}
