/** A mailed link or code, and the verifier of the device that asked: one sign-in. A wrong code counts as a wrong password does. */
import type { Attempts } from '../abuse/attempts.js';
import { AppError, type ErrorCode, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import { reportRefusal } from '../mail-links/report-refusal.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { OpenSignIn, SignInOutcome } from '../sign-in/open-sign-in.js';
import type { EmailSignIns, OpenedEmailSignIn } from './email-sign-ins.js';
import type { EnterByEmail } from './enter-by-email.js';
import { isMailedCode } from './mailed-code.js';

interface EmailSignInProof {
  readonly token?: string | null | undefined;
  readonly challengeToken?: string | null | undefined;
  readonly code?: string | null | undefined;
  readonly codeVerifier: string;
  /** Absent: as was asked for with the mail. */
  readonly transport?: SessionDocument['transport'] | null | undefined;
}

/**
 * @throws AppError BAD_USER_INPUT, LINK_INVALID, CHALLENGE_EXPIRED, INVALID_CREDENTIALS, RATE_LIMITED, and for the account's state.
 */
export type CompleteEmailSignIn = (proof: EmailSignInProof, origin: RequestOrigin) => Promise<SignInOutcome>;

export interface CompleteEmailSignInOptions {
  readonly signIns: EmailSignIns;
  readonly enter: EnterByEmail;
  readonly openSignIn: OpenSignIn;
  readonly attempts: Attempts;
  readonly events: Events;
}

export function createCompleteEmailSignIn(options: CompleteEmailSignInOptions): CompleteEmailSignIn {
  const { signIns, events } = options;
  return async (proof, origin) => {
    const { token, challengeToken, code } = readProof(proof);
    if (token !== undefined) {
      const byLink = async () => {
        const proved = await signIns.useLink(token, proof.codeVerifier);
        return open(options, proved, { ...byLinkMail, transport: proof.transport }, origin);
      };
      return reportRefusal(events, 'sign-in', origin, byLink());
    }
    const proved = await takeCode(
      options,
      { challengeToken, code, codeVerifier: proof.codeVerifier },
      origin,
    );
    return open(options, proved, { ...byCodeMail, transport: proof.transport }, origin);
  };
}

const byLinkMail = { method: 'EMAIL_LINK', refusal: 'LINK_INVALID' } as const;
const byCodeMail = { method: 'EMAIL_CODE', refusal: 'CHALLENGE_EXPIRED' } as const;

/** @throws AppError BAD_USER_INPUT unless it is a link, or a challenge with its code. */
function readProof({ token, challengeToken, code }: EmailSignInProof) {
  const hasLink = typeof token === 'string';
  const hasChallenge = typeof challengeToken === 'string';
  if (hasLink === hasChallenge) {
    const message = 'give either the token of the link, or the challenge and the code';
    refuseProblems([{ path: hasLink ? 'challengeToken' : 'token', rule: 'exclusive', message }]);
  }
  if (hasChallenge && typeof code !== 'string')
    refuseProblems([{ path: 'code', rule: 'required', message: 'is required with the challenge' }]);
  return { token: token ?? undefined, challengeToken: challengeToken ?? '', code: code ?? '' };
}

interface TypedCode {
  readonly challengeToken: string;
  readonly code: string;
  readonly codeVerifier: string;
}

/** For an address that is nobody's it costs and answers the same: no code is right before its mail was written. */
async function takeCode(
  { signIns, attempts, events }: CompleteEmailSignInOptions,
  { challengeToken, code, codeVerifier }: TypedCode,
  origin: RequestOrigin,
): Promise<OpenedEmailSignIn> {
  const tried = await signIns.try(challengeToken, codeVerifier);
  const userId = tried.userId?.toHexString();
  const on = { userId, name: tried.emailCanonical, by: 'mailed-code' } as const;
  const isRight = await attempts.judge(on, origin, () =>
    Promise.resolve((isMailedCode(code, tried.code) && tried.mailedAt !== undefined) || undefined),
  );
  if (isRight !== true) {
    events.raise('sign-in.failed', { userId, reason: 'wrong-code' }, origin);
    throw new AppError('INVALID_CREDENTIALS');
  }
  await signIns.use(tried);
  return tried;
}

interface Entry {
  readonly method: 'EMAIL_LINK' | 'EMAIL_CODE';
  /** Where the account is not what it was when the mail was written. */
  readonly refusal: ErrorCode;
  readonly transport: EmailSignInProof['transport'];
}

async function open(
  { enter, openSignIn }: CompleteEmailSignInOptions,
  proved: OpenedEmailSignIn,
  { method, refusal, transport }: Entry,
  origin: RequestOrigin,
): Promise<SignInOutcome> {
  const user = await enter(proved, origin);
  if (user === undefined) throw new AppError(refusal);
  const how = { methods: [method], amr: ['email'], transport: transport ?? proved.transport };
  return openSignIn({ user, ...how }, origin);
}
