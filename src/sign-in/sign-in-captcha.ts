/** A captcha at sign-in, but only for who has failed: people who know their password never see one. */
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { CheckCaptcha } from '../mail-links/link-requests.js';

/** Failures that are counted over all replicas. */
export interface Failures {
  take(key: string): Promise<boolean>;
  isSpent(key: string): Promise<boolean>;
  clear(key: string): Promise<void>;
}

export interface SignInCaptcha {
  /** @throws AppError CAPTCHA_REQUIRED, CAPTCHA_INVALID, UNAVAILABLE. */
  check(account: string, captchaToken: string | null | undefined, origin: RequestOrigin): Promise<void>;
  failed(account: string, origin: RequestOrigin): Promise<void>;
  succeeded(account: string, origin: RequestOrigin): Promise<void>;
}

/** Unknown accounts are counted like known ones, so that a captcha does not tell which is which. */
export function createSignInCaptcha(checkCaptcha: CheckCaptcha, failures: Failures): SignInCaptcha {
  const keyOf = (account: string, { ip }: RequestOrigin) => `${account}\0${ip}`;
  return {
    async check(account, captchaToken, origin) {
      if (await failures.isSpent(keyOf(account, origin))) await checkCaptcha(captchaToken, origin);
    },
    async failed(account, origin) {
      await failures.take(keyOf(account, origin));
    },
    succeeded: (account, origin) => failures.clear(keyOf(account, origin)),
  };
}
