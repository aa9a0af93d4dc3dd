/** Passwords: which are taken, and how they are hashed, on worker threads. Knows nobody whose they are. */
import type { Ground } from '../house/ground.js';
import { createForeignPasswords } from './foreign-passwords.js';
import { createHashPool } from './hash-pool.js';
import { createPasswordHasher } from './password-hasher.js';
import { createPasswordPolicy } from './password-policy.js';
import { openPeppers } from './pepper.js';
import { createTriedFirst } from './tried-first.js';
import { createWorkLevels } from './work-levels.js';

export interface PasswordsNeeds {
  readonly ground: Ground;
}

export type PasswordsRoom = ReturnType<typeof createPasswordsRoom>;

export function createPasswordsRoom({ ground: { config } }: PasswordsNeeds) {
  const pool = createHashPool(config.hashConcurrency, config.hashQueue);
  const triedFirst = createTriedFirst();
  const peppers = openPeppers(config.passwordPepper ?? []);
  const levels = createWorkLevels({ family: 'bcrypt', amount: config.bcryptCost });
  const foreign = createForeignPasswords(config.foreignHashSecrets ?? [], peppers);
  const hasher = createPasswordHasher({ cost: config.bcryptCost, peppers, runner: pool, foreign, levels });
  return {
    ...{ hasher, levels, foreign },
    policy: createPasswordPolicy(config.passwordMinLength, triedFirst),
    contributes: {
      warm: () => {
        pool.start();
        triedFirst.read();
      },
      stop: () => pool.stop(),
    },
  };
}
