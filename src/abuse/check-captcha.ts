import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { PageCaptcha } from '../pages/captcha-widget.js';

/** The operations that may ask for a captcha (CAPTCHA_ON). */
export const captchaActions = ['signUp', 'signIn', 'reset'] as const;
/** One of them, as CAPTCHA_ON writes it. */
export type CaptchaAction = (typeof captchaActions)[number];

/** Whether a visitor is a person, before work is done for them. @throws AppError CAPTCHA_REQUIRED, CAPTCHA_INVALID, UNAVAILABLE. */
export type CheckCaptcha = (captchaToken: string | null | undefined, origin: RequestOrigin) => Promise<void>;

/** What the captcha of this deployment is to the rooms that ask for it. */
export interface CaptchaPort {
  /** The operations that ask for it. */
  readonly on: readonly CaptchaAction[];
  readonly checkFor: (action: CaptchaAction) => CheckCaptcha;
  readonly widget: PageCaptcha;
}
