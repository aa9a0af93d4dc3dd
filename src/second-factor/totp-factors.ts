/**
 * The authenticator app of a user: its secret at rest, and the one place where a code is taken. A code is taken
 * once, on whichever replica: its time step is written by a conditional update that only goes forward.
 */
import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { UserCache } from '../users/user-cache.js';
import type { FactorDocument, UserDocument, UserModel } from '../users/user.model.js';
import { matchTotpStep, newTotpSecret, readTotpCode } from './totp-code.js';

export interface TotpFactors {
  seal(secret: string): Promise<string>;
  /**
   * Takes a code, once. For nobody, or without an app, it costs the same. Whoever calls counts attempts.
   * @param isWithPassword whether the password of the account as it is given was proved beside it: from then on the app
   * stands alone.
   * @returns the account as it was before; undefined for a wrong code.
   */
  take(user: UserDocument | null, typed: string, isWithPassword: boolean): Promise<UserDocument | undefined>;
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

/** One that waits for its first code, for a while. */
export function pendingTotp(
  { factors }: Pick<UserDocument, 'factors'>,
  now: Date,
): FactorDocument | undefined {
  return factors.find(
    ({ confirmedAt, setUpUntil }) =>
      confirmedAt === undefined && setUpUntil !== undefined && setUpUntil > now,
  );
}

/**
 * Whether a code of the app proves anything without the password. Of one that was connected before that was kept, all that
 * is known is whether the address had been proved by then: nobody prepares an account for its later owner.
 */
export function standsAlone(user: UserDocument): boolean {
  const { emailVerifiedAt } = user;
  const { standsAlone: isKnown, confirmedAt } = confirmedTotp(user) ?? { standsAlone: false };
  if (emailVerifiedAt === undefined || confirmedAt === undefined) return false;
  return isKnown ?? confirmedAt >= emailVerifiedAt;
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
    async take(user, typed, isWithPassword) {
      const factor = user === null ? undefined : confirmedTotp(user);
      const step = await matchStep(factor ?? decoy, typed);
      if (user === null || factor === undefined || step === undefined) return undefined;
      return advance(options, user, factor, { step, isWithPassword });
    },
  };
}

interface CodeUse {
  readonly step: number;
  readonly isWithPassword: boolean;
}

/** RFC 6238 section 5.2: a code is accepted once, and an older one never after it. */
async function advance(
  { users, userCache }: TotpFactorsOptions,
  { _id, credentialVersion, emailVerifiedAt }: UserDocument,
  { secretBox }: FactorDocument,
  { step, isWithPassword }: CodeUse,
): Promise<UserDocument | undefined> {
  if (secretBox === undefined) return undefined;
  // Before the first proof of the address, a password says no more about who owns it than the app does.
  const provesApp = isWithPassword && emailVerifiedAt !== undefined;
  const before = await rawCollection(users).findOneAndUpdate(
    {
      _id,
      factors: { $elemMatch: { type: 'TOTP', secretBox, lastTimeStep: { $lt: step } } },
      // Of the credentials that the password is of: a reset meanwhile stands.
      ...(provesApp && { credentialVersion }),
    },
    { $set: { 'factors.$.lastTimeStep': step, ...(provesApp && { 'factors.$.standsAlone': true }) } },
  );
  userCache.forget(_id.toHexString());
  return before ?? undefined;
}
