import type { RequestOrigin } from '../foundation/event-catalogue.js';

/** The operations that may ask for a captcha (CAPTCHA_ON). */
export const captchaActions = ['signUp', 'signIn', 'reset'] as const;
export type CaptchaAction = (typeof captchaActions)[number];

/** Whether a visitor is a person, before work is done for them. @throws AppError CAPTCHA_REQUIRED, CAPTCHA_INVALID, UNAVAILABLE. */
export type CheckCaptcha = (captchaToken: string | null | undefined, origin: RequestOrigin) => Promise<void>;

/** What whoever draws a form must know of the captcha. */
export interface CaptchaWidget {
  readonly provider: 'hcaptcha' | 'turnstile' | 'recaptcha';
  /** Public. */
  readonly siteKey: string;
}

/** What the captcha of this deployment is to the rooms that ask for it. */
export interface CaptchaPort {
  /** The operations that ask for it. */
  readonly on: readonly CaptchaAction[];
  readonly checkFor: (action: CaptchaAction) => CheckCaptcha;
  readonly widget: CaptchaWidget;
}
