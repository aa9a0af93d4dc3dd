/** The captcha of a form: the provider's own widget. */
import {
  type CaptchaProvider,
  captchaProviders,
  type CaptchaSources,
} from '../foundation/captcha-providers.js';
import { html, type Html } from '../markup/html.js';
import type { Messages } from '../messages/messages.js';

/** What browsers may know of the captcha: the site key is public, the secret is in src/captcha. */
export interface PageCaptcha {
  readonly provider: CaptchaProvider;
  readonly siteKey: string;
}

/** Of problems of the captcha: the name of the argument in GraphQL and in JSON. */
export const CAPTCHA_PATH = 'captchaToken';

export function captchaSources(provider: CaptchaProvider): CaptchaSources {
  return captchaProviders[provider].sources;
}

/** The form field in which the widget posts its token; it bears the provider's name, not ours. */
export function captchaResponseField(provider: CaptchaProvider): string {
  return captchaProviders[provider].responseField;
}

export function captchaScript({ provider }: PageCaptcha, language: string): Html {
  const { scriptUrl, languageParameter } = captchaProviders[provider];
  const url = new URL(scriptUrl);
  if (languageParameter !== undefined)
    url.searchParams.set(languageParameter, language === 'zh' ? 'zh-CN' : language);
  return html`<script src="${url.href}" async defer></script>`;
}

/** Takes a script, and says so where there is none. The page must set `hasCaptcha`, or its policy keeps the widget out. */
export function captchaWidget(
  { provider, siteKey }: PageCaptcha,
  messages: Messages,
  problem: string | undefined,
): Html {
  const { className, languageParameter } = captchaProviders[provider];
  const flexible =
    languageParameter === undefined && html`data-size="flexible" data-language="${messages.language}"`;
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
