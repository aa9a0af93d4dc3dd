import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { Job } from '../jobs/schedule.js';
import type { UserModel } from '../users/user.model.js';
import { IDEMPOTENCY_KEY_MS } from './idempotency-keys.js';

/** Takes what is kept of an Idempotency-Key off accounts, once it is good for nothing any more. */
export function signUpKeysJob(users: UserModel, clock: Clock): Job {
  const run = async () => {
    const before = new Date(clock.now().getTime() - IDEMPOTENCY_KEY_MS);
    await rawCollection(users).updateMany(
      { signUpKey: { $exists: true }, createdAt: { $lt: before } },
      { $unset: { signUpKey: '' } },
    );
  };
  return { name: 'sign-up-keys', cron: '40 */10 * * * *', run };
}
