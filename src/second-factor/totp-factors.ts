/**
 * The authenticator app of a user: its secret at rest, and the one place where a code is taken. A code is taken
 * once, on whichever replica: its time step is written by a conditional update that only goes forward.
 */
import type { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { UserCache } from '../users/user-cache.js';
import type { FactorDocument, UserDocument, UserModel } from '../users/user.model.js';
import { matchTotpStep, newTotpSecret, readTotpCode } from './totp-code.js';

export interface TotpFactors {
  seal(secret: string): Promise<string>;
  /** Takes a code, once. For nobody, or without an app, it costs the same. Whoever calls counts attempts. */
  take(user: UserDocument | null, typed: string): Promise<boolean>;
  /** The time step of a code for a secret that is being set up. */
  matchPending(factor: FactorDocument, typed: string): Promise<number | undefined>;
}

export interface TotpFactorsOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly box: SecretBox;
  readonly clock: Clock;
}

/** The app that counts: set up, and proved by a code. */
export function confirmedTotp({ factors }: Pick<UserDocument, 'factors'>): FactorDocument | undefined {
  return factors.find(({ type, confirmedAt }) => type === 'TOTP' && confirmedAt !== undefined);
}

export async function createTotpFactors(options: TotpFactorsOptions): Promise<TotpFactors> {
  const { box, clock } = options;
  // What an account without an app is checked against, so that its time does not tell.
  const decoy: FactorDocument = { type: 'TOTP', secretBox: await box.seal(newTotpSecret()) };
  const matchStep = async ({ secretBox = '' }: FactorDocument, typed: string) => {
    const code = readTotpCode(typed);
    const secret = await box.open(secretBox);
    return code === undefined ? undefined : matchTotpStep(secret, code, clock.now());
  };

  return {
    seal: (secret) => box.seal(secret),
    matchPending: matchStep,
    async take(user, typed) {
      const factor = user === null ? undefined : confirmedTotp(user);
      const step = await matchStep(factor ?? decoy, typed);
      if (user === null || factor === undefined || step === undefined) return false;
      return advance(options, user._id, factor, step);
    },
  };
}

/** RFC 6238 section 5.2: a code is accepted once, and an older one never after it. */
async function advance(
  { users, userCache }: TotpFactorsOptions,
  _id: Types.ObjectId,
  { secretBox }: FactorDocument,
  step: number,
): Promise<boolean> {
  if (secretBox === undefined) return false;
  const { modifiedCount } = await rawCollection(users).updateOne(
    { _id, factors: { $elemMatch: { type: 'TOTP', secretBox, lastTimeStep: { $lt: step } } } },
    { $set: { 'factors.$.lastTimeStep': step } },
  );
  userCache.forget(_id.toHexString());
  return modifiedCount === 1;
}
