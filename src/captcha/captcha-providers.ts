export type CaptchaProvider = 'hcaptcha' | 'turnstile' | 'recaptcha';

interface ProviderContract {
  readonly verifyUrl: string;
  /** Else a token of any other site key of the same account would do. */
  readonly asksForSiteKey: boolean;
}

/** As the providers document them; all three are asked by a form and answer with the same members. */
export const captchaProviders: Readonly<Record<CaptchaProvider, ProviderContract>> = {
  hcaptcha: { verifyUrl: 'https://api.hcaptcha.com/siteverify', asksForSiteKey: true },
  turnstile: {
    verifyUrl: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
    asksForSiteKey: false,
  },
  recaptcha: { verifyUrl: 'https://www.google.com/recaptcha/api/siteverify', asksForSiteKey: false },
};
