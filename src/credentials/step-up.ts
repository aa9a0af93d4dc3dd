/**
 * Step-up: what changes how one signs in asks for the password or a code, or for a sign-in of the last minutes, so
 * that a token that was left lying about is not enough (ASVS 7.5.1). Once two factors are on, a password counts
 * only in a session that was opened with both. A code of an app that does not stand alone counts beside the password.
 */
import type { Attempts } from '../abuse/attempts.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin, SignInFailure } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { Caller } from '../users/caller.js';
import type { UserDocument } from '../users/user.model.js';
import type { AuthenticationResponseJSON } from './webauthn.scalar.js';

/** Beside the access token. Null is as absent: generated clients write it for what they were not given. */
export interface StepUpProof {
  readonly password?: string | null | undefined;
  /** Of the authenticator app. */
  readonly code?: string | null | undefined;
  /** The ID token of a linked provider, for those who have no password. */
  readonly providerToken?: string | null | undefined;
  /** What a passkey answered to `beginPasskeyReauthentication`. */
  readonly passkey?: AuthenticationResponseJSON | null | undefined;
  /** Of `sendReauthenticationEmail`. */
  readonly mailedCode?: string | null | undefined;
}

/** What was given, and was right. */
export interface Proven {
  readonly password: boolean;
  readonly code: boolean;
  readonly provider: ProviderProof | undefined;
  readonly passkey: PasskeyProof | undefined;
  readonly mailbox: boolean;
}

/** A passkey with user verification is two factors, one without the first (docs/decisions/0035-passkeys.md). */
export interface PasskeyProof {
  readonly userVerified: boolean;
}

/** @throws AppError INVALID_CREDENTIALS for one that is not the caller's, CHALLENGE_EXPIRED. */
export type CheckPasskey = (
  caller: Caller,
  response: AuthenticationResponseJSON,
  origin: RequestOrigin,
) => Promise<PasskeyProof>;

/** How a provider's word is told, in the words of the API and of the token. */
interface ProviderProof {
  readonly method: string;
  readonly amr: string;
}

/** @returns undefined where the token is of an account that is not linked. @throws AppError INVALID_CREDENTIALS, UNAVAILABLE. */
export type CheckProviderToken = (user: UserDocument, token: string) => Promise<ProviderProof | undefined>;

/**
 * Takes a code of the caller's second factor, once.
 * @param isWithPassword whether the password was given beside it, and was right.
 * @returns whether it proves anything; undefined for a wrong one.
 */
export type CheckCode = (
  caller: Caller,
  code: string,
  isWithPassword: boolean,
) => Promise<{ readonly counts: boolean } | undefined>;

/** @returns false for a wrong one. @throws AppError CHALLENGE_EXPIRED where none was mailed to this session, RATE_LIMITED. */
export type CheckMailedCode = (caller: Caller, code: string, origin: RequestOrigin) => Promise<boolean>;

/** By what an argument proves; one that nobody checks proves nothing, and is refused like a wrong one. */
export interface StepUpChecks {
  readonly code: CheckCode;
  readonly providerToken: CheckProviderToken;
  readonly passkey: CheckPasskey;
  readonly mailedCode: CheckMailedCode;
}

/**
 * Whatever is given is checked, however fresh the sign-in.
 * @throws AppError INVALID_CREDENTIALS, RATE_LIMITED, or FORBIDDEN that requires `reauthentication`.
 */
export type StepUp = (caller: Caller, proof: StepUpProof, origin: RequestOrigin) => Promise<Proven>;

export interface StepUpOptions {
  readonly hasher: PasswordHasher;
  /** Whoever has found an access token is not to guess the password here (ASVS 6.3.1). */
  readonly attempts: Attempts;
  /** Asked for each proof, since the rooms that have them stand on this one. */
  readonly checks: () => Partial<StepUpChecks>;
  readonly maxAgeMs: number;
  /** Whether a password proves anything here (SIGN_IN_METHODS). */
  readonly takesPasswords: boolean;
  readonly events: Events;
  readonly clock: Clock;
}

export function createStepUp(options: StepUpOptions): StepUp {
  return async (caller, proof, origin) => {
    const proven = await prove(options, caller, proof, origin);
    const isFresh = options.clock.now().getTime() - caller.authTime.getTime() < options.maxAgeMs;
    if (!isEnough(caller, proven, isFresh)) throw proveAnew();
    return proven;
  };
}

/** FORBIDDEN that requires `reauthentication`: what was right is not enough, or too long ago. */
export function proveAnew(): AppError {
  return new AppError('FORBIDDEN', { details: { requires: 'reauthentication' } });
}

function isEnough({ user, amr }: Caller, proven: Proven, isFresh: boolean): boolean {
  if (hasTwoFactors(proven)) return true;
  const { password, provider, passkey, mailbox } = proven;
  const hasFirstFactor = [password, mailbox, provider !== undefined, passkey !== undefined, isFresh].some(
    Boolean,
  );
  return hasFirstFactor && (!user.enable2FA || amr.includes('mfa'));
}

/** A code stands for both: it counts only where its app was connected under step-up. A passkey that verified nobody is the second. */
function hasTwoFactors({ password, code, provider, passkey, mailbox }: Proven): boolean {
  const hasFirst = password || mailbox || provider !== undefined;
  return code || passkey?.userVerified === true || (passkey !== undefined && hasFirst);
}

async function prove(
  options: StepUpOptions,
  caller: Caller,
  { password, code, providerToken, passkey: response, mailedCode }: StepUpProof,
  origin: RequestOrigin,
): Promise<Proven> {
  const { user } = caller;
  const refuse = (reason: SignInFailure) => refusal(options, user, reason, origin);
  const hasPassword = mayGivePassword(options, password);
  const hasCode = isGiven(code);
  const provider = isGiven(providerToken)
    ? await options.checks().providerToken?.(user, providerToken)
    : undefined;
  if (isGiven(providerToken) && provider === undefined) throw refuse('provider-token');
  const passkey = await provePasskey(options, caller, response, origin);
  const judge = <Result>(by: 'password' | 'code', check: () => Promise<Result | undefined>) =>
    options.attempts.judge({ userId: user._id.toHexString(), name: user.emailCanonical, by }, origin, check);
  const verify = async () => (await options.hasher.verify(password ?? '', user.password)) || undefined;
  if (hasPassword && !(await judge('password', verify))) throw refuse('wrong-password');
  // Codes last: each is taken only once, and must not be lost to a mistyped password.
  const mailbox = await proveMailbox(options, caller, mailedCode, origin);
  if (hasCode) {
    const taken = await judge('code', async () => options.checks().code?.(caller, code, hasPassword));
    if (taken === undefined) throw refuse('wrong-code');
    // However fresh the sign-in: what proves nothing must not make it any fresher.
    if (!taken.counts) throw proveAnew();
  }
  return { password: hasPassword, code: hasCode, provider, passkey, mailbox };
}

/** @throws AppError FORBIDDEN where one is given, and proves nothing here. */
function mayGivePassword({ takesPasswords }: StepUpOptions, password: StepUpProof['password']): boolean {
  if (!isGiven(password) || takesPasswords) return isGiven(password);
  throw new AppError('FORBIDDEN', { details: { requires: 'signInMethod' } });
}

async function provePasskey(
  options: StepUpOptions,
  caller: Caller,
  response: StepUpProof['passkey'],
  origin: RequestOrigin,
): Promise<PasskeyProof | undefined> {
  if (!isGiven(response)) return undefined;
  const check = options.checks().passkey;
  if (check === undefined) throw refusal(options, caller.user, 'passkey', origin);
  return check(caller, response, origin);
}

/** Like a passkey, it is judged where it is known. */
async function proveMailbox(
  options: StepUpOptions,
  caller: Caller,
  mailedCode: StepUpProof['mailedCode'],
  origin: RequestOrigin,
): Promise<boolean> {
  if (!isGiven(mailedCode)) return false;
  if ((await options.checks().mailedCode?.(caller, mailedCode, origin)) === true) return true;
  throw refusal(options, caller.user, 'wrong-code', origin);
}

function refusal(
  { events }: StepUpOptions,
  { _id }: UserDocument,
  reason: SignInFailure,
  origin: RequestOrigin,
): AppError {
  events.raise('sign-in.failed', { userId: _id.toHexString(), reason }, origin);
  return new AppError('INVALID_CREDENTIALS');
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}
