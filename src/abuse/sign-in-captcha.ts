import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { CheckCaptcha } from './check-captcha.js';

/** A captcha at sign-in, but only for who has failed: people who know their password never see one. */
export interface SignInCaptcha {
  /** How many failures of one account from one source are free of it; unknown accounts are counted like known ones. */
  readonly failuresBefore: number;
  /** @throws AppError CAPTCHA_REQUIRED, CAPTCHA_INVALID, UNAVAILABLE. */
  readonly check: CheckCaptcha;
}

/** Before a first factor is judged: whoever has failed three times is asked whether they are a machine (ASVS 6.3.1). */
export async function askCaptcha(
  captcha: SignInCaptcha | undefined,
  failuresBefore: number,
  token: string | null | undefined,
  origin: RequestOrigin,
): Promise<void> {
  if (captcha !== undefined && failuresBefore >= captcha.failuresBefore) await captcha.check(token, origin);
}
