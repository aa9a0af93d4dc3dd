/**
 * The captchas there are, as their providers document them: what settings may name, how a form shows one, and where a token is judged.
 * Another provider is an entry here.
 */
export interface CaptchaContract {
  /** Asked by a form; all answer with the same members. */
  readonly verifyUrl: string;
  /** Else a token of any other site key of the same account would do. */
  readonly asksForSiteKey: boolean;
  /** Of the element that becomes the widget. */
  readonly className: string;
  readonly scriptUrl: string;
  /** The parameter of the script that takes a language; absent: the widget takes it as an attribute, and the script refuses what it does not know. */
  readonly languageParameter?: string;
  /** The form field in which the widget puts its token. */
  readonly responseField: string;
  /** For the CSP of the page. */
  readonly sources: CaptchaSources;
}

/** Of what a widget loads. */
export interface CaptchaSources {
  readonly scripts: readonly string[];
  readonly frames: readonly string[];
  readonly styles: readonly string[];
  readonly connections: readonly string[];
}

/** As CAPTCHA_PROVIDER writes it. */
export type CaptchaProvider = 'hcaptcha' | 'turnstile' | 'recaptcha';

const hcaptchaHosts = ['https://hcaptcha.com', 'https://*.hcaptcha.com'];
const turnstileHost = 'https://challenges.cloudflare.com';
const recaptchaPath = 'https://www.google.com/recaptcha/';

/** The page that shows one and the room that judges it read the same entry, so that they cannot differ. */
export const captchaProviders: Readonly<Record<CaptchaProvider, CaptchaContract>> = {
  hcaptcha: {
    verifyUrl: 'https://api.hcaptcha.com/siteverify',
    asksForSiteKey: true,
    className: 'h-captcha',
    scriptUrl: 'https://js.hcaptcha.com/1/api.js',
    languageParameter: 'hl',
    responseField: 'h-captcha-response',
    sources: {
      scripts: hcaptchaHosts,
      frames: hcaptchaHosts,
      styles: hcaptchaHosts,
      connections: hcaptchaHosts,
    },
  },
  turnstile: {
    verifyUrl: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
    asksForSiteKey: false,
    className: 'cf-turnstile',
    scriptUrl: `${turnstileHost}/turnstile/v0/api.js`,
    responseField: 'cf-turnstile-response',
    sources: { scripts: [turnstileHost], frames: [turnstileHost], styles: [], connections: [turnstileHost] },
  },
  recaptcha: {
    verifyUrl: 'https://www.google.com/recaptcha/api/siteverify',
    asksForSiteKey: false,
    className: 'g-recaptcha',
    scriptUrl: 'https://www.google.com/recaptcha/api.js',
    languageParameter: 'hl',
    responseField: 'g-recaptcha-response',
    sources: {
      scripts: [recaptchaPath, 'https://www.gstatic.com/recaptcha/'],
      frames: [recaptchaPath],
      styles: ['https://www.gstatic.com/recaptcha/'],
      connections: [recaptchaPath],
    },
  },
};

/** What CAPTCHA_PROVIDER may be. */
export const captchaProviderNames = Object.keys(captchaProviders) as [CaptchaProvider, ...CaptchaProvider[]];
