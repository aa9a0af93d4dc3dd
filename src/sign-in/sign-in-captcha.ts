import type { CheckCaptcha } from '../mail-links/link-requests.js';

/** A captcha at sign-in, but only for who has failed: people who know their password never see one. */
export interface SignInCaptcha {
  /** How many failures of one account from one source are free of it; unknown accounts are counted like known ones. */
  readonly failuresBefore: number;
  /** @throws AppError CAPTCHA_REQUIRED, CAPTCHA_INVALID, UNAVAILABLE. */
  readonly check: CheckCaptcha;
}
