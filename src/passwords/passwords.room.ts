/** Passwords: which are taken, and how they are hashed, on worker threads. Knows nobody whose they are. */
import type { WorkSize } from '../foreign-hashes/work-size.js';
import type { Ground } from '../house/ground.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { checkArgon2 } from './check-argon2.js';
import { createForeignPasswords } from './foreign-passwords.js';
import { createHashPool } from './hash-pool.js';
import { createBreachedSource } from './open-breached-passwords.js';
import { recipeOf, sizeOfRecipe } from './own-hashes.js';
import { createPasswordHasher, type HashRunner } from './password-hasher.js';
import { createPasswordPolicy } from './password-policy.js';
import { openPeppers } from './pepper.js';
import { hasArgon2, isArgon2, requireArgon2 } from './require-argon2.js';
import { createTriedFirst } from './tried-first.js';
import { createWorkLevels } from './work-levels.js';

export interface PasswordsNeeds {
  readonly ground: Ground;
}

/** A hash of the default cost takes a third of a second; 64 may wait. */
const HASH_WAIT_BUCKETS = [0, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type PasswordsRoom = ReturnType<typeof createPasswordsRoom>;

export function createPasswordsRoom({ ground: { config, telemetry, log } }: PasswordsNeeds) {
  const waits: ((seconds: number) => void)[] = [];
  const pool = createHashPool(config.hashConcurrency, config.hashQueue, (seconds) => {
    for (const observe of waits) observe(seconds);
  });
  const triedFirst = createTriedFirst();
  const peppers = openPeppers(config.passwordPepper ?? []);
  const recipe = recipeOf(config);
  const ownSize = sizeOfRecipe(recipe);
  const levels = createWorkLevels(ownSize);
  const foreign = createForeignPasswords(config.foreignHashSecrets ?? [], peppers);
  const hasher = createPasswordHasher({
    ...{ recipe, peppers },
    runner: traceHashes(pool, telemetry),
    foreign,
    levels,
  });
  const breached =
    config.breachedPasswords === undefined ? undefined : createBreachedSource(config.breachedPasswords, log);
  return {
    /** Of a password that somebody chooses. */
    newPasswords: {
      /** @throws AppError BAD_USER_INPUT for one that is known from a breach; UNAVAILABLE. */
      async hash(password: string) {
        await breached?.refuse(password);
        return hasher.hash(password);
      },
    },
    ...{ hasher, levels, foreign, hasArgon2 },
    /** @throws StartupError where what accounts hold cannot be checked on this machine. */
    requireLibraries: (stored: readonly WorkSize[]) => requireArgon2(ownSize, stored),
    policy: createPasswordPolicy(config.passwordMinLength, triedFirst),
    contributes: {
      checks: [...(isArgon2(ownSize.family) ? [checkArgon2()] : []), ...(breached ? [breached.check] : [])],
      measures: [
        ...(breached ? [measureUnchecked(breached)] : []),
        {
          name: 'portcullis_hash_queue',
          help: 'Password hashes that wait for a thread.',
          kind: 'gauge' as const,
          read: () => pool.queued(),
        },
        {
          name: 'portcullis_hash_wait_seconds',
          help: 'How long a password hash waited for a thread.',
          kind: 'histogram' as const,
          buckets: HASH_WAIT_BUCKETS,
          subscribe: (observe: (seconds: number) => void) => void waits.push(observe),
        },
      ],
      start: async () => breached?.open(),
      warm: () => {
        pool.start();
        return triedFirst.read();
      },
      async stop() {
        await breached?.close();
        await pool.stop();
      },
    },
  };
}

function measureUnchecked(breached: { readonly unchecked: () => number }) {
  return {
    name: 'portcullis_breached_unchecked_total',
    help: 'New passwords that were taken though BREACHED_PASSWORDS could not be asked.',
    kind: 'counter' as const,
    read: () => breached.unchecked(),
  };
}

/** With the wait for a thread: the part of a sign-in that takes longest. */
function traceHashes(runner: HashRunner, { during }: Pick<Telemetry, 'during'>): HashRunner {
  return {
    hash: (...input) => during('hash', () => runner.hash(...input)),
    verify: (...input) => during('hash', () => runner.verify(...input)),
  };
}
