/**
 * A sign-up that came again, since its answer was lost: the address has an account by now, made by the same Idempotency-Key. It
 * is a sign-in by its password then, counted as one, and opens a session of its own: no answer was kept that could be sent again.
 */
import type { Attempts } from '../abuse/attempts.js';
import type { SignInCaptcha } from '../abuse/sign-in-captcha.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { SessionDocument } from '../sessions/session.model.js';
import { isOpen } from '../users/is-open.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { Enrolled } from './enrol.js';
import { IDEMPOTENCY_KEY_MS, type IdempotencyKeys } from './idempotency-keys.js';
import type { OpenSignIn } from './open-sign-in.js';

interface Repeat {
  readonly emailCanonical: string;
  /** As it came. */
  readonly idempotencyKey: string;
  readonly password: string;
  readonly transport: SessionDocument['transport'] | null | undefined;
}

/**
 * @param taken with what the sign-up was refused.
 * @throws `taken` where this is no repeat, or its password is another; AppError RATE_LIMITED, UNAVAILABLE.
 */
export type RepeatSignUp = (repeat: Repeat, taken: AppError, origin: RequestOrigin) => Promise<Enrolled>;

export interface RepeatSignUpOptions {
  readonly users: UserModel;
  readonly keys: IdempotencyKeys;
  readonly hasher: PasswordHasher;
  readonly attempts: Attempts;
  readonly captcha: SignInCaptcha | undefined;
  readonly openSignIn: OpenSignIn;
  /** Whether the first answer had no session either. */
  readonly requireVerifiedEmail: boolean;
  readonly events: Events;
  readonly clock: Clock;
}

export function createRepeatSignUp(options: RepeatSignUpOptions): RepeatSignUp {
  return async (repeat, taken, origin) => {
    const { emailCanonical, transport } = repeat;
    const user = await rawCollection(options.users).findOne({ emailCanonical, ...notDeleted });
    if (user === null || !isAsItWasMade(options, user, repeat)) throw taken;
    if (!(await judgePassword(options, user, repeat, taken, origin))) {
      const userId = user._id.toHexString();
      options.events.raise('sign-in.failed', { userId, reason: 'wrong-password' }, origin);
      throw taken;
    }
    if (options.requireVerifiedEmail) return { user };
    const proof = { user, methods: ['PASSWORD'], amr: ['pwd'], transport: transport ?? 'BODY' } as const;
    const { signedIn } = await options.openSignIn(proof, origin);
    return signedIn === undefined ? { user } : { user, signedIn };
  };
}

/** By this key, within the hour, and nothing has changed since of how one signs in. */
function isAsItWasMade(
  { keys, clock }: RepeatSignUpOptions,
  user: UserDocument,
  { idempotencyKey, emailCanonical }: Repeat,
): boolean {
  const { signUpKey, createdAt, credentialVersion } = user;
  if (signUpKey === undefined || credentialVersion !== 1 || !isOpen(user)) return false;
  const ageMs = clock.now().getTime() - createdAt.getTime();
  return ageMs < IDEMPOTENCY_KEY_MS && keys.matches(signUpKey, idempotencyKey, emailCanonical);
}

/** Whoever has the key guesses no faster for it (ASVS 6.3.1). Where a sign-in would ask for a captcha, they are to sign in. */
async function judgePassword(
  { attempts, hasher, captcha }: RepeatSignUpOptions,
  { _id, password: stored }: UserDocument,
  { emailCanonical, password }: Repeat,
  taken: AppError,
  origin: RequestOrigin,
): Promise<boolean> {
  const on = { userId: _id.toHexString(), name: emailCanonical, by: 'password' } as const;
  const isRight = await attempts.judge(on, origin, async (failuresBefore) => {
    if (captcha !== undefined && failuresBefore >= captcha.failuresBefore) throw taken;
    return (await hasher.verify(password, stored)) || undefined;
  });
  return isRight === true;
}
