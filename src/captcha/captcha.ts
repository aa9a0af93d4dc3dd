/**
 * The captcha port: whether a visitor's token is good, by the documented answer of the provider (ASVS 2.4.1). Owns
 * what a token has to fulfil and what happens while the provider is away; does not know who asks, or for which
 * account. The providers differ in captcha-providers.ts alone, and HTTP is spoken in siteverify.ts.
 */
import type { CaptchaAction } from '../abuse/check-captcha.js';
import { type CaptchaProvider, captchaProviders } from '../foundation/captcha-providers.js';
import { AppError } from '../foundation/errors.js';
import type { Logger } from '../foundation/logger.js';
import { askSiteverify, SiteverifyFault, type Verdict } from './siteverify.js';

interface CaptchaUse {
  readonly action: CaptchaAction;
  readonly ip: string;
}

export interface Captcha {
  /** @throws AppError CAPTCHA_REQUIRED, CAPTCHA_INVALID, UNAVAILABLE. */
  verify(token: string | null | undefined, use: CaptchaUse): Promise<void>;
}

export interface CaptchaOptions {
  readonly provider: CaptchaProvider;
  readonly siteKey: string;
  readonly secret: string;
  /** Default: the provider's. */
  readonly verifyUrl?: string;
  /**
   * On which hosts and in which packages of apps a captcha may have been solved, `none` for answers that name neither;
   * undefined: on any that the provider allows.
   */
  readonly hostnames?: readonly string[] | undefined;
  /** Whether visitors pass while the provider is away; not where it refuses our secret or our request. */
  readonly failOpen: boolean;
  readonly fetch: typeof fetch;
  /** Default: 3000, so that whoever waits has an answer within 5 s. */
  readonly timeoutMs?: number;
  readonly log?: Logger;
}

/** The longest that providers give out has about 2,000. */
const MAX_TOKEN_LENGTH = 4_096;
const RETRY_AFTER_SECONDS = 5;
/** How CAPTCHA_HOSTS names what has no host. */
const UNNAMED = 'none';

export function createCaptcha(options: CaptchaOptions): Captcha {
  return {
    async verify(token, use) {
      if (token === null || token === undefined || token.trim() === '')
        throw new AppError('CAPTCHA_REQUIRED');
      if (token.length > MAX_TOKEN_LENGTH) throw new AppError('CAPTCHA_INVALID');
      const verdict = await ask(options, token, use);
      const problem = verdict && findProblem(verdict, options, use);
      if (problem === undefined) return;
      options.log?.info(
        { provider: options.provider, action: use.action, reason: problem },
        'captcha refused',
      );
      throw new AppError('CAPTCHA_INVALID', { cause: new Error(problem) });
    },
  };
}

/** @returns undefined where the provider is away and that is no reason to refuse. */
async function ask(options: CaptchaOptions, token: string, use: CaptchaUse): Promise<Verdict | undefined> {
  const { provider, siteKey, secret, fetch, timeoutMs = 3_000 } = options;
  const { verifyUrl, asksForSiteKey } = captchaProviders[provider];
  const form = { secret, response: token, remoteip: use.ip, ...(asksForSiteKey && { sitekey: siteKey }) };
  try {
    return await askSiteverify(options.verifyUrl ?? verifyUrl, form, { fetch, timeoutMs });
  } catch (error) {
    if (!(error instanceof SiteverifyFault)) throw error;
    refuseUnlessOpen(error, options);
    return undefined;
  }
}

function refuseUnlessOpen(fault: SiteverifyFault, { provider, failOpen, log }: CaptchaOptions): void {
  const passes = failOpen && fault.isOutage;
  log?.[fault.isOutage ? 'warn' : 'error'](
    { provider, reason: fault.message, passes },
    'captcha not checked',
  );
  // What went wrong between us and the provider is nobody else's business: it stays in the cause.
  if (!passes)
    throw new AppError('UNAVAILABLE', { details: { retryAfter: RETRY_AFTER_SECONDS }, cause: fault });
}

function findProblem(
  { success, hostname, action, errorCodes }: Verdict,
  { hostnames }: CaptchaOptions,
  use: CaptchaUse,
): string | undefined {
  if (!success) return `refused: ${errorCodes.join(', ')}`;
  // A token can be had wherever the site key is shown, also on a page of somebody else.
  const host = hostname ?? UNNAMED;
  if (hostnames !== undefined && !hostnames.includes(host.toLowerCase()))
    return `solved on ${JSON.stringify(host.slice(0, 100))}, which is in neither CAPTCHA_HOSTS nor CORS_ORIGINS`;
  // One that was solved for a cheap operation does not pay for another.
  if (action !== undefined && action !== use.action) return 'solved for another action';
  return undefined;
}
