/** Passwords: which are taken, and how they are hashed, on worker threads. Knows nobody whose they are. */
import type { Ground } from '../house/ground.js';
import { createHashPool } from './hash-pool.js';
import { createPasswordHasher } from './password-hasher.js';
import { createPasswordPolicy } from './password-policy.js';
import { openPeppers } from './pepper.js';

export interface PasswordsNeeds {
  readonly ground: Ground;
}

export type PasswordsRoom = ReturnType<typeof createPasswordsRoom>;

export function createPasswordsRoom({ ground: { config } }: PasswordsNeeds) {
  const pool = createHashPool(config.hashConcurrency, config.hashQueue);
  const peppers = openPeppers(config.passwordPepper ?? []);
  return {
    hasher: createPasswordHasher({ cost: config.bcryptCost, peppers, runner: pool }),
    policy: createPasswordPolicy(config.passwordMinLength),
    contributes: { start: () => pool.start(), stop: () => pool.stop() },
  };
}
