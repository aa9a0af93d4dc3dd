/** The captcha that CAPTCHA_PROVIDER names. Knows what a visitor's token must fulfil, and not what is done for them then. */
import { captchaActions, type CaptchaPort } from '../abuse/check-captcha.js';
import type { Config } from '../config/config.js';
import type { Ground } from '../house/ground.js';
import { createCaptcha } from './captcha.js';

export interface CaptchaNeeds {
  readonly ground: Ground;
}

/** @throws TypeError where none is configured. */
export function createCaptchaRoom({ ground: { config, publicUrl, log } }: CaptchaNeeds) {
  const { captchaVerifyUrl: verifyUrl, captchaFailOpen: failOpen, captchaOn } = config;
  const { provider, siteKey, secret } = readKeys(config);
  const captcha = createCaptcha({
    ...{ provider, siteKey, secret, failOpen, fetch, log },
    ...(verifyUrl !== undefined && { verifyUrl }),
    hostnames: ownHosts(config, publicUrl),
  });
  const on = captchaActions.filter((action) => captchaOn.includes(action));
  const port: CaptchaPort = {
    on,
    checkFor: (action) =>
      on.includes(action)
        ? (token, { ip }) => captcha.verify(token, { action, ip })
        : () => Promise.resolve(),
    widget: { provider, siteKey },
  };
  return {
    contributes: { captchas: [port], authConfig: { captcha: { provider, siteKey, on: [...captchaOn] } } },
  };
}

function readKeys({ captchaProvider: provider, captchaSiteKey: siteKey, captchaSecret: secret }: Config) {
  if (provider === undefined || siteKey === undefined || secret === undefined)
    throw new TypeError('A captcha has a provider, a site key and a secret.');
  return { provider, siteKey, secret };
}

/** Of the gateway's own pages and of the frontends; in development any. */
function ownHosts(
  { corsOrigins = [], captchaHosts = [], isProduction }: Config,
  publicUrl: string,
): string[] | undefined {
  if (!isProduction && corsOrigins.length === 0 && captchaHosts.length === 0) return undefined;
  const own = [publicUrl, ...corsOrigins].map((url) => new URL(url).hostname);
  return [...own, ...captchaHosts.map((host) => host.toLowerCase())];
}
