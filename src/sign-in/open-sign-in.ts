/**
 * What a right first factor leads to, whichever it was: a session, the question for the second factor, or a
 * refusal for the state of the account. The one place where that is decided, so that no way in skips it.
 */
import { AppError, type ErrorCode } from '../foundation/errors.js';
import type { RequestOrigin, SignInFailure } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { LinkOrders } from '../mail-links/link-orders.js';
import type { Challenges, OpenChallenge } from '../second-factor/challenges.js';
import { confirmedTotp } from '../second-factor/totp-factors.js';
import type { SignedIn } from '../sessions/signed-in.js';
import type { Proof, StartSession } from '../sessions/start-session.js';
import type { UserDocument } from '../users/user.model.js';

export interface SecondFactorQuestion extends OpenChallenge {
  readonly methods: readonly ('TOTP' | 'RECOVERY_CODE')[];
}

export type SignInOutcome =
  | { readonly signedIn: SignedIn; readonly challenge?: undefined }
  | { readonly challenge: SecondFactorQuestion; readonly signedIn?: undefined };

/**
 * @param whenOpen work that is due once the account is known to be open.
 * @throws AppError ACCOUNT_SUSPENDED, EMAIL_NOT_VERIFIED, INVALID_CREDENTIALS.
 */
export type OpenSignIn = (
  proof: Proof,
  origin: RequestOrigin,
  whenOpen?: () => Promise<void>,
) => Promise<SignInOutcome>;

export interface OpenSignInOptions {
  readonly challenges: Challenges;
  readonly startSession: StartSession;
  readonly accountCheck: AccountCheck;
  readonly events: Events;
}

export function createOpenSignIn(options: OpenSignInOptions): OpenSignIn {
  const { challenges, startSession, accountCheck, events } = options;
  return async (proof, origin, whenOpen) => {
    const { user } = proof;
    await accountCheck(user, origin);
    await whenOpen?.();
    if (!user.enable2FA) return { signedIn: await startSession(proof, origin) };
    const challenge = await challenges.open(proof);
    events.raise('sign-in.challenged', { userId: user._id.toHexString() }, origin);
    const hasCodes = (confirmedTotp(user)?.recoveryCodes?.length ?? 0) > 0;
    return { challenge: { ...challenge, methods: hasCodes ? ['TOTP', 'RECOVERY_CODE'] : ['TOTP'] } };
  };
}

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
