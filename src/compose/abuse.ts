/** What holds machines back: limits and the captcha. */
import type { Connection } from 'mongoose';
import { type Captcha, type CaptchaUse, createCaptcha } from '../abuse/captcha.js';
import { createRateLimits } from '../abuse/rate-limit.js';
import type { Config } from '../config/config.js';
import type { CheckCaptcha } from '../mail-links/link-requests.js';
import type { PageCaptcha } from '../mail-links/pages/captcha-widget.js';
import type { CaptchaConfigType } from '../sign-in/auth-config.type.js';
import type { Parts } from './parts.js';

/** What mistyping takes. */
const FAILURES_BEFORE_CAPTCHA = 3;

export async function openAbuse(config: Config, { log }: Parts, connection: Connection, publicUrl: string) {
  const limits = await createRateLimits({ connection, isEnabled: config.rateLimit });
  const mails = limits.limit('mail', { points: config.mailLimit, windowMs: config.mailWindowMs });
  const codes = { points: config.signInLimit, windowMs: config.signInWindowMs };
  const settings = readCaptcha(config);
  const captcha =
    settings && createCaptcha({ ...settings, hostnames: ownHosts(config, publicUrl), fetch, log });
  return {
    codeAttempts: limits.limit('code', codes),
    takeMail: (emailCanonical: string) => mails.take(emailCanonical),
    /** Undefined where no sign-in ever asks for a captcha. */
    signInFailures:
      captcha !== undefined && config.captchaOn.includes('signIn')
        ? limits.limit('sign-in-captcha', {
            points: FAILURES_BEFORE_CAPTCHA,
            windowMs: config.signInWindowMs,
          })
        : undefined,
    checkCaptchaOn: (action: CaptchaUse['action']) => checkOn(config, captcha, action),
    /** For the widget; only the site key is public. */
    captchaWidget: settings && toWidget(config, settings),
  };
}

type CaptchaSettings = NonNullable<ReturnType<typeof readCaptcha>>;

function readCaptcha(config: Config) {
  const { captchaProvider: provider, captchaSiteKey: siteKey, captchaSecret: secret } = config;
  if (provider === undefined || siteKey === undefined || secret === undefined) return undefined;
  const { captchaVerifyUrl: verifyUrl, captchaFailOpen: failOpen } = config;
  return { provider, siteKey, secret, failOpen, ...(verifyUrl !== undefined && { verifyUrl }) };
}

/** Of the gateway's own pages and of the frontends; in development any. */
function ownHosts({ corsOrigins = [], isProduction }: Config, publicUrl: string): string[] | undefined {
  if (!isProduction && corsOrigins.length === 0) return undefined;
  return [publicUrl, ...corsOrigins].map((url) => new URL(url).hostname);
}

function checkOn(
  { captchaOn }: Config,
  captcha: Captcha | undefined,
  action: CaptchaUse['action'],
): CheckCaptcha {
  if (captcha === undefined || !captchaOn.includes(action)) return () => Promise.resolve();
  return (token, { ip }) => captcha.verify(token, { action, ip });
}

function toWidget({ captchaOn }: Config, { provider, siteKey }: CaptchaSettings) {
  const page: PageCaptcha | undefined = captchaOn.includes('reset') ? { provider, siteKey } : undefined;
  const config: CaptchaConfigType = { provider, siteKey, on: [...captchaOn] };
  return { page, config };
}
