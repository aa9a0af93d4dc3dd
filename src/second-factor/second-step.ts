/**
 * The second factor of a sign-in under way, and a code as the only factor where two are not asked for. A wrong
 * code counts against the challenge and against the account, whichever challenge it came with.
 */
import type { Attempts } from '../abuse/attempts.js';
import { askCaptcha, type SignInCaptcha } from '../abuse/sign-in-captcha.js';
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction } from '../database/transaction.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin, SignInFailure } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { NoticeKind } from '../mail/written/notice-mail.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { SignedIn } from '../sessions/signed-in.js';
import type { StartSession } from '../sessions/start-session.js';
import type { Challenges } from '../sign-in/challenges.js';
import type { CompleteChallenge } from '../sign-in/complete-challenge.js';
import type { AccountCheck } from '../sign-in/open-sign-in.js';
import { parseEmailAddress } from '../users/email-address.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { recoveryCodeHash } from './recovery-code.js';
import { confirmedTotp, standsAlone, type TotpFactors } from './totp-factors.js';

type Transport = SessionDocument['transport'] | null | undefined;

interface TotpSignInInput {
  readonly challengeToken?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly code: string;
  /** Of a code alone; the sign-in under way was asked for its own. */
  readonly captchaToken?: string | null | undefined;
  /** Absent: as the sign-in under way asked. */
  readonly transport?: Transport;
}

interface RecoveryCodeSignInInput {
  readonly challengeToken: string;
  readonly code: string;
  readonly transport?: Transport;
}

export interface SecondStep {
  /**
   * @throws AppError BAD_USER_INPUT, CHALLENGE_EXPIRED, INVALID_CREDENTIALS, RATE_LIMITED, CAPTCHA_REQUIRED, CAPTCHA_INVALID,
   * and for the account's state.
   */
  withTotp(input: TotpSignInInput, origin: RequestOrigin): Promise<SignedIn>;
  /** @throws AppError as withTotp. */
  withRecoveryCode(input: RecoveryCodeSignInInput, origin: RequestOrigin): Promise<SignedIn>;
}

export interface SecondStepOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly inTransaction: InTransaction;
  readonly challenges: Challenges;
  readonly factors: TotpFactors;
  readonly attempts: Attempts;
  readonly startSession: StartSession;
  readonly accountCheck: AccountCheck;
  readonly completeChallenge: CompleteChallenge;
  /** TOTP_ALONE. */
  readonly isTotpAloneEnabled: boolean;
  /** For a code alone, as for a password. Undefined: none is asked for. */
  readonly captcha: SignInCaptcha | undefined;
  readonly notices: Notices;
  readonly events: Events;
}

export function createSecondStep(options: SecondStepOptions): SecondStep {
  const { challenges, completeChallenge, factors, attempts } = options;
  return {
    async withTotp({ challengeToken, email, code, captchaToken, transport }, origin) {
      const alone = onlyOneOf(challengeToken, email);
      if (alone !== undefined)
        return signInAlone(options, { email: alone, code, captchaToken, transport }, origin);
      const challenge = await challenges.try(challengeToken ?? '');
      const user = await challenges.ownerOf(challenge);
      const take = () => factors.take(user, code, challenge.methods.includes('PASSWORD'));
      if (!(await attempts.judge(secondStepOf(user), origin, take)))
        throw refuse(options, user, 'wrong-code', origin);
      return completeChallenge(challenge, { user, transport, method: 'TOTP', amr: ['otp'] }, origin);
    },
    async withRecoveryCode({ challengeToken, code, transport }, origin) {
      const challenge = await challenges.try(challengeToken);
      const user = await challenges.ownerOf(challenge);
      const spend = () => spendRecoveryCode(options, user, code, origin);
      const spent = await attempts.judge(secondStepOf(user), origin, spend);
      if (spent === undefined) throw refuse(options, user, 'wrong-code', origin);
      const told = { userId: user._id.toHexString(), left: leftOf(spent) };
      options.events.raise('recovery-code.used', told, origin);
      const by = { transport, method: 'RECOVERY_CODE', amr: ['recovery_code'] };
      return completeChallenge(challenge, { user: spent, ...by }, origin);
    },
  };
}

const secondStepOf = ({ _id, emailCanonical }: UserDocument) =>
  ({ userId: _id.toHexString(), name: emailCanonical, by: 'code' }) as const;

/** Without 2FA the code signs in by itself; an unknown account costs and answers the same. */
async function signInAlone(
  options: SecondStepOptions,
  { email, code, captchaToken, transport }: Omit<TotpSignInInput, 'challengeToken'> & { email: string },
  origin: RequestOrigin,
): Promise<SignedIn> {
  const emailCanonical = parseEmailAddress(email)?.emailCanonical ?? email.trim().toLowerCase().slice(0, 300);
  const owner = await findOwner(options, emailCanonical);
  const user = owner !== null && maySignInAlone(options, owner) ? owner : null;
  const on = { userId: owner?._id.toHexString(), name: emailCanonical, by: 'code-alone' } as const;
  const isRight = await options.attempts.judge(on, origin, async (failuresBefore) => {
    await askCaptcha(options.captcha, failuresBefore, captchaToken, origin);
    return options.factors.take(user, code, false);
  });
  if (user === null || !isRight) throw refuse(options, user, 'wrong-code', origin);
  await options.accountCheck(user, origin);
  const proof = { user, methods: ['TOTP'], amr: ['otp'], transport: transport ?? 'BODY' } as const;
  return options.startSession(proof, origin);
}

function findOwner({ users }: SecondStepOptions, emailCanonical: string): Promise<UserDocument | null> {
  return rawCollection(users).findOne({ emailCanonical, ...notDeleted });
}

function maySignInAlone({ isTotpAloneEnabled }: SecondStepOptions, user: UserDocument): boolean {
  return isTotpAloneEnabled && !user.enable2FA && standsAlone(user);
}

/** @returns the address, where the code comes alone. @throws AppError BAD_USER_INPUT for both, or neither. */
function onlyOneOf(
  challengeToken: string | null | undefined,
  email: string | null | undefined,
): string | undefined {
  const hasChallenge = typeof challengeToken === 'string';
  if (hasChallenge === (typeof email === 'string')) {
    const message = 'give either the challenge or the e-mail address';
    refuseProblems([{ path: hasChallenge ? 'email' : 'challengeToken', rule: 'exclusive', message }]);
  }
  return email ?? undefined;
}

function refuse(
  { events }: SecondStepOptions,
  user: UserDocument | null,
  reason: SignInFailure,
  origin: RequestOrigin,
): AppError {
  events.raise('sign-in.failed', { userId: user?._id.toHexString(), reason }, origin);
  return new AppError('INVALID_CREDENTIALS');
}

/** Of the last code another one is told: there is none to fall back on. */
function noticeOf(user: UserDocument): NoticeKind {
  return leftOf(user) === 0 ? 'last-recovery-code-used' : 'recovery-code-used';
}

function leftOf(user: UserDocument): number {
  return confirmedTotp(user)?.recoveryCodes?.length ?? 0;
}

/** Takes the code out, once, and tells the owner. @returns the owner after it; undefined where it is none of theirs. */
async function spendRecoveryCode(
  { users, userCache, inTransaction, notices }: SecondStepOptions,
  user: UserDocument,
  typed: string,
  origin: RequestOrigin,
): Promise<UserDocument | undefined> {
  const hash = recoveryCodeHash(user._id.toHexString(), typed);
  if (hash === undefined) return undefined;
  const spent = await inTransaction(async (transaction) => {
    const after = await rawCollection(users).findOneAndUpdate(
      {
        _id: user._id,
        // Of the credentials that the first factor was checked against: a sign-in that loses spends no code.
        credentialVersion: user.credentialVersion,
        factors: { $elemMatch: { confirmedAt: { $exists: true }, recoveryCodes: hash } },
      },
      { $pull: { 'factors.$.recoveryCodes': hash } },
      { session: transaction, returnDocument: 'after' },
    );
    if (after !== null) await notices.write(noticeOf(after), after, origin, transaction);
    return after;
  });
  userCache.forget(user._id.toHexString());
  return spent ?? undefined;
}
