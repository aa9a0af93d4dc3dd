/** The captcha of a form: the providers' own widgets, and the hosts that their documentation names for the CSP. */
import { html, type Html } from '../markup/html.js';
import type { Messages } from '../messages/messages.js';

/** What browsers may know of the captcha: the site key is public, the secret is in src/captcha. */
export interface PageCaptcha {
  readonly provider: 'hcaptcha' | 'turnstile' | 'recaptcha';
  readonly siteKey: string;
}

/** Of problems of the captcha: the name of the argument in GraphQL and in JSON. */
export const CAPTCHA_PATH = 'captchaToken';

export interface CaptchaSources {
  readonly scripts: readonly string[];
  readonly frames: readonly string[];
  readonly styles: readonly string[];
  readonly connections: readonly string[];
}

interface Widget {
  readonly className: string;
  readonly scriptUrl: string;
  /** The form field in which the widget puts its token. */
  readonly responseField: string;
  readonly sources: CaptchaSources;
}

const hcaptchaHosts = ['https://hcaptcha.com', 'https://*.hcaptcha.com'];
const turnstileHost = 'https://challenges.cloudflare.com';
const recaptchaPath = 'https://www.google.com/recaptcha/';

const widgets: Readonly<Record<PageCaptcha['provider'], Widget>> = {
  hcaptcha: {
    className: 'h-captcha',
    scriptUrl: 'https://js.hcaptcha.com/1/api.js',
    responseField: 'h-captcha-response',
    sources: {
      scripts: hcaptchaHosts,
      frames: hcaptchaHosts,
      styles: hcaptchaHosts,
      connections: hcaptchaHosts,
    },
  },
  turnstile: {
    className: 'cf-turnstile',
    scriptUrl: `${turnstileHost}/turnstile/v0/api.js`,
    responseField: 'cf-turnstile-response',
    sources: {
      scripts: [turnstileHost],
      frames: [turnstileHost],
      styles: [],
      connections: [turnstileHost],
    },
  },
  recaptcha: {
    className: 'g-recaptcha',
    scriptUrl: 'https://www.google.com/recaptcha/api.js',
    responseField: 'g-recaptcha-response',
    sources: {
      scripts: [recaptchaPath, 'https://www.gstatic.com/recaptcha/'],
      frames: [recaptchaPath],
      styles: ['https://www.gstatic.com/recaptcha/'],
      connections: [recaptchaPath],
    },
  },
};

export function captchaSources(provider: PageCaptcha['provider']): CaptchaSources {
  return widgets[provider].sources;
}

/** The form field in which the widget posts its token; it bears the provider's name, not ours. */
export function captchaResponseField(provider: PageCaptcha['provider']): string {
  return widgets[provider].responseField;
}

export function captchaScript({ provider }: PageCaptcha, language: string): Html {
  const url = new URL(widgets[provider].scriptUrl);
  // Turnstile takes the language from the widget; it refuses parameters that it does not know.
  if (provider !== 'turnstile') url.searchParams.set('hl', language === 'zh' ? 'zh-CN' : language);
  return html`<script src="${url.href}" async defer></script>`;
}

/** Takes a script, and says so where there is none. The page must set `hasCaptcha`, or its policy keeps the widget out. */
export function captchaWidget(
  { provider, siteKey }: PageCaptcha,
  messages: Messages,
  problem: string | undefined,
): Html {
  const { className } = widgets[provider];
  const flexible =
    provider === 'turnstile' && html`data-size="flexible" data-language="${messages.language}"`;
  return html`<div
    id="${CAPTCHA_PATH}"
    class="field captcha"
    role="group"
    tabindex="-1"
    aria-labelledby="captcha-label"
    ${problem !== undefined && html`aria-describedby="captcha-problem"`}
  >
    <p class="label" id="captcha-label">${messages.text('page.captcha.label')}</p>
    ${problem !== undefined && html`<p class="problem" id="captcha-problem">${problem}</p>`}
    <noscript><p class="no-script">${messages.text('page.captcha.no-script')}</p></noscript>
    <div class="widget ${className}" data-sitekey="${siteKey}" ${flexible}></div>
  </div>`;
}
