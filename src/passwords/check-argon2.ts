import { type Check, createCheck, good, wrong } from '../foundation/check.js';
import { argon2Missing, type HasArgon2, hasArgon2 } from './require-argon2.js';

/** Of PASSWORD_HASH=argon2id: whether this machine can compute it. */
export function checkArgon2(has: HasArgon2 = hasArgon2): Check {
  const look = async () => [
    (await has())
      ? good('hashed with Argon2id')
      : wrong(`PASSWORD_HASH=argon2id ${argon2Missing}`, 'Install it, or set PASSWORD_HASH=bcrypt.'),
  ];
  return createCheck('Passwords', look, 'Install @node-rs/argon2, or set PASSWORD_HASH=bcrypt.');
}
