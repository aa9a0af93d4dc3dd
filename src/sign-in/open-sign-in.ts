/**
 * What a right first factor leads to, whichever it was: a session, the question for the second factor, or a
 * refusal for the state of the account. The one place where that is decided, so that no way in skips it.
 */
import type { mongo } from 'mongoose';

import { AppError, type ErrorCode } from '../foundation/errors.js';
import type { RequestOrigin, SignInFailure } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { LinkOrders } from '../mail-links/link-orders.js';
import type { SignedIn } from '../sessions/signed-in.js';
import type { Proof, StartSession } from '../sessions/start-session.js';
import type { UserDocument } from '../users/user.model.js';
import type { Challenges } from './challenges.js';

/** What a client is told in the place of tokens, while there is no session yet. */
interface SecondFactorQuestion {
  /** To be sent back with the answer. */
  readonly challengeToken: string;
  readonly expiresAt: Date;
  readonly methods: readonly SecondFactorMethod[];
}

/** With what a sign-in under way is completed, in the words of the API. */
type SecondFactorMethod = 'TOTP' | 'RECOVERY_CODE' | 'PASSKEY';

/** A kind of second factor, by the room that takes it. */
export interface SecondFactorKind {
  /** Which accounts have one. */
  readonly whereSetUp: mongo.Filter<UserDocument>;
  /** What of it this account has that adds to the proof; none where that is the same thing once more. */
  methodsFor(proof: Proof): readonly SecondFactorMethod[];
}

/** One of the two; a refusal is thrown, and is neither. */
export type SignInOutcome =
  | { readonly signedIn: SignedIn; readonly challenge?: undefined }
  | { readonly challenge: SecondFactorQuestion; readonly signedIn?: undefined };

/**
 * @param whenOpen work that is due once the account is known to be open.
 * @throws AppError ACCOUNT_SUSPENDED, EMAIL_NOT_VERIFIED, INVALID_CREDENTIALS; FORBIDDEN where the account asks for a second
 * factor, and none can be given here.
 */
export type OpenSignIn = (
  proof: Proof,
  origin: RequestOrigin,
  whenOpen?: () => Promise<void>,
) => Promise<SignInOutcome>;

export interface OpenSignInOptions {
  /** Asked for each sign-in, since the rooms that have them stand on this one. */
  readonly secondFactors: () => readonly SecondFactorKind[];
  readonly challenges: Challenges;
  readonly startSession: StartSession;
  readonly accountCheck: AccountCheck;
  readonly events: Events;
}

export function createOpenSignIn(options: OpenSignInOptions): OpenSignIn {
  const { secondFactors, challenges, startSession, accountCheck, events } = options;
  return async (proof, origin, whenOpen) => {
    const { user, amr } = proof;
    const userId = user._id.toHexString();
    await accountCheck(user, origin);
    const asksForMore = user.enable2FA && !amr.includes('mfa');
    const methods = asksForMore ? secondFactors().flatMap((kind) => kind.methodsFor(proof)) : [];
    // FEATURES_DISABLED must open no account with less than its owner asks for.
    if (asksForMore && methods.length === 0) {
      events.raise('sign-in.failed', { userId, reason: 'no-second-factor' }, origin);
      throw new AppError('FORBIDDEN', { message: noSecondFactor });
    }
    await whenOpen?.();
    if (!asksForMore) return { signedIn: await startSession(proof, origin) };
    const challenge = { ...(await challenges.open(proof)), methods };
    events.raise('sign-in.challenged', { userId }, origin);
    return { challenge };
  };
}

const noSecondFactor = 'This account asks for a second factor, and none can be given here.';

/** Whether an account whose credentials were right may be entered. @throws AppError as OpenSignIn. */
export type AccountCheck = (user: UserDocument, origin: RequestOrigin) => Promise<void>;

export interface AccountCheckOptions {
  readonly events: Events;
  readonly orders: LinkOrders;
  /** What becomes of an account whose address is not verified; undefined: it may be entered. */
  readonly unverified: 'EMAIL_NOT_VERIFIED' | 'INVALID_CREDENTIALS' | undefined;
}

const linkSent = 'Confirm your e-mail address first: we have sent you a link.';

export function createAccountCheck({ events, orders, unverified }: AccountCheckOptions): AccountCheck {
  return async (user, origin) => {
    const refuse = (reason: SignInFailure, code: ErrorCode, message?: string) => {
      events.raise('sign-in.failed', { userId: user._id.toHexString(), reason }, origin);
      return new AppError(code, message === undefined ? {} : { message });
    };
    if (user.suspendedAt !== undefined) throw refuse('suspended', 'ACCOUNT_SUSPENDED');
    if (unverified === undefined || user.emailVerifiedAt !== undefined) return;
    if (unverified === 'INVALID_CREDENTIALS') throw refuse('email-not-verified', unverified);
    // Past the limit links were sent as well, of which the last one works.
    await orders.remindOfVerification(user, origin);
    throw refuse('email-not-verified', unverified, linkSent);
  };
}
