/**
 * Sign-in with a password. One answer and one time for everything that does not match (ASVS 6.3.8): an unknown
 * account costs the same hash.
 */
import type { AttemptOn, Attempts } from '../abuse/attempts.js';
import { askCaptcha, type SignInCaptcha } from '../abuse/sign-in-captcha.js';
import { rawCollection } from '../database/raw-collection.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { PasswordHash, PasswordHasher } from '../passwords/password-hasher.js';
import type { SessionDocument } from '../sessions/session.model.js';
import { parseEmailAddress } from '../users/email-address.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { parseUsername } from '../users/username.js';
import type { OpenSignIn, SignInOutcome } from './open-sign-in.js';

interface SignInInput {
  readonly email?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly password: string;
  readonly captchaToken?: string | null | undefined;
  readonly transport?: SessionDocument['transport'] | null | undefined;
}

export interface SignInOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly hasher: PasswordHasher;
  readonly openSignIn: OpenSignIn;
  readonly attempts: Attempts;
  /** Undefined: sign-in asks for none. */
  readonly captcha: SignInCaptcha | undefined;
  readonly events: Events;
}

/**
 * @throws AppError BAD_USER_INPUT, INVALID_CREDENTIALS, RATE_LIMITED, CAPTCHA_REQUIRED, CAPTCHA_INVALID, ACCOUNT_SUSPENDED,
 * EMAIL_NOT_VERIFIED, UNAVAILABLE.
 */
export type SignIn = (input: SignInInput, origin: RequestOrigin) => Promise<SignInOutcome>;

export function createSignIn(options: SignInOptions): SignIn {
  const { users, hasher, openSignIn, attempts } = options;
  return async (input, origin) => {
    const account = accountOf(input);
    const user = await findAccount(users, account);
    const stored = user?.password;
    const on: AttemptOn = { userId: user?._id.toHexString(), name: account.name, by: 'password' };
    const isRight = await attempts.judge(on, origin, async (failuresBefore) => {
      await askCaptcha(options.captcha, failuresBefore, input.captchaToken, origin);
      return (await hasher.verify(input.password, stored)) || undefined;
    });
    if (user === null || stored === undefined || !isRight) throw refuse(options, user, origin);
    const renew = () => renewHash(options, user, stored, input.password, origin);
    const transport = input.transport ?? 'BODY';
    const proof = { user, methods: ['PASSWORD'], amr: ['pwd'], transport };
    return openSignIn(proof, origin, hasher.isOutdated(stored) ? renew : undefined);
  };
}

function refuse({ events }: SignInOptions, user: UserDocument | null, origin: RequestOrigin): AppError {
  const reason = user?.password === undefined ? 'unknown-account' : 'wrong-password';
  events.raise('sign-in.failed', { userId: user?._id.toHexString(), reason }, origin);
  return new AppError('INVALID_CREDENTIALS');
}

interface Account {
  readonly emailCanonical: string | undefined;
  readonly usernameCanonical: string | undefined;
  /** What failures are counted by, for names that nobody has as well. */
  readonly name: string;
}

/** @throws AppError BAD_USER_INPUT for both, or neither. */
function accountOf({ email, username }: SignInInput): Account {
  const given = [email, username].filter((value) => value !== undefined && value !== null);
  if (given.length !== 1) {
    const message = 'give either the e-mail address or the username';
    refuseProblems([{ path: given.length === 0 ? 'email' : 'username', rule: 'exclusive', message }]);
  }
  const emailCanonical = parseEmailAddress(email ?? '')?.emailCanonical;
  const usernameCanonical = parseUsername(username ?? '')?.usernameCanonical;
  const name = emailCanonical ?? usernameCanonical ?? (given[0] ?? '').trim().toLowerCase().slice(0, 300);
  return { emailCanonical, usernameCanonical, name };
}

/** An address that is none, or a name that nobody can have, is an unknown account: no query is needed. */
async function findAccount(
  users: UserModel,
  { emailCanonical, usernameCanonical }: Account,
): Promise<UserDocument | null> {
  if (emailCanonical !== undefined) return rawCollection(users).findOne({ emailCanonical, ...notDeleted });
  if (usernameCanonical === undefined) return null;
  return rawCollection(users).findOne({ usernameCanonical, ...notDeleted });
}

/** Only where the hash is still the one that was checked: a change of password meanwhile stands. */
async function renewHash(
  { users, userCache, hasher, events }: SignInOptions,
  user: UserDocument,
  outdated: PasswordHash,
  password: string,
  origin: RequestOrigin,
): Promise<void> {
  const renewed = await hasher.hash(password);
  const { matchedCount } = await rawCollection(users).updateOne(
    { _id: user._id, 'password.hash': outdated.hash },
    { $set: { password: renewed } },
  );
  userCache.forget(user._id.toHexString());
  if (matchedCount === 1) events.raise('password.rehashed', { userId: user._id.toHexString() }, origin);
}
