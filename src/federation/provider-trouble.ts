/** Why a provider's word was not taken, or did not come: one line in the log, and never a word to whoever asked. */
import { errors } from 'jose';

import { AppError } from '../foundation/errors.js';

const RETRY_AFTER_SECONDS = 5;
/** Of what a stranger wrote into a token. */
const MAX_QUOTED_LENGTH = 100;

export type TroubleReason =
  | 'issuer'
  | 'audience'
  | 'algorithm'
  | 'key'
  | 'clock'
  | 'claim'
  | 'nonce'
  | 'form'
  /** The token endpoint, or the provider by the browser, refused. */
  | 'exchange'
  | 'user-info'
  | 'discovery'
  | 'unreachable';

/** Its message is for the log: what was expected and what came, never a token, a code or a secret. */
class ProviderTrouble extends Error {
  override readonly name = 'ProviderTrouble';

  constructor(
    readonly reason: TroubleReason,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

interface ReportedTrouble {
  /** Its id. */
  readonly provider: string;
  readonly reason: TroubleReason;
  readonly detail: string;
}

export type ReportTrouble = (trouble: ReportedTrouble) => void;

/** One answer, whatever is wrong. */
export function refusal(reason: TroubleReason, detail: string, cause?: unknown): AppError {
  return new AppError('INVALID_CREDENTIALS', { cause: new ProviderTrouble(reason, detail, cause) });
}

/** What went wrong between us and the provider is nobody else's business: it stays in the cause. */
export function unavailable(
  reason: 'discovery' | 'unreachable' | 'user-info' | 'exchange',
  cause: unknown,
): AppError {
  return new AppError('UNAVAILABLE', {
    details: { retryAfter: RETRY_AFTER_SECONDS },
    cause: new ProviderTrouble(reason, messageOf(cause), cause),
  });
}

/** Tells the log why, once, and goes on as before. */
export async function withTroubleReported<Result>(
  provider: string,
  report: ReportTrouble,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const trouble = error instanceof AppError ? error.cause : undefined;
    if (trouble instanceof ProviderTrouble)
      report({ provider, reason: trouble.reason, detail: trouble.message });
    throw error;
  }
}

/** What is wrong with a token, in the words of whoever has to mend it. */
export function tokenRefusal(
  error: unknown,
  expected: { readonly issuer: string; readonly clientIds: readonly string[] },
): AppError {
  if (error instanceof errors.JWTClaimValidationFailed) return claimRefusal(error, expected);
  if (error instanceof errors.JWTExpired)
    return refusal('clock', 'the token is over; see that the clocks agree', error);
  if (error instanceof errors.JOSEAlgNotAllowed) return refusal('algorithm', error.message, error);
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return refusal('key', 'the signature is by none of the keys the provider publishes', error);
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return refusal('key', error.message, error);
  return refusal('form', 'this is no signed token', error);
}

function claimRefusal(
  error: errors.JWTClaimValidationFailed,
  { issuer, clientIds }: { readonly issuer: string; readonly clientIds: readonly string[] },
): AppError {
  const { claim, payload } = error;
  const found = quote(payload[claim]);
  if (claim === 'iss') return refusal('issuer', `${found} is not ${quote(issuer)}`, error);
  if (claim === 'aud')
    return refusal('audience', `${found} is not ${clientIds.map(quote).join(' or ')}`, error);
  if (error.reason === 'missing') return refusal('claim', `${claim} is missing`, error);
  return refusal(claim === 'nbf' || claim === 'iat' ? 'clock' : 'claim', error.message, error);
}

export function quote(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, MAX_QUOTED_LENGTH);
}

/** A TypeError of fetch says only that it failed; why, its cause says. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
