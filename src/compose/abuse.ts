/** What holds machines back: limits and the captcha. */
import type { Connection } from 'mongoose';

import { type AttemptsOptions, createAttempts } from '../abuse/attempts.js';
import { type Captcha, type CaptchaUse, createCaptcha } from '../abuse/captcha.js';
import { createKnownSources } from '../abuse/known-sources.js';
import { createMongoLimitStore, type LimitStore } from '../abuse/limit-store.js';
import { createMailLimits } from '../abuse/mail-limits.js';
import { createRateLimits, type RateLimits } from '../abuse/rate-limit.js';
import { createSourceLimits, type LimitSource } from '../abuse/source-limits.js';
import type { Config } from '../config/config.js';
import type { Events } from '../foundation/events.js';
import type { Secrets } from '../foundation/secrets.js';
import type { CheckCaptcha } from '../mail-links/link-requests.js';
import type { PageCaptcha } from '../pages/captcha-widget.js';
import type { CaptchaConfigType } from '../sign-in/auth-config.type.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';

/** What mistyping takes. */
const FAILURES_BEFORE_CAPTCHA = 3;

interface AbuseParts {
  readonly connection: Connection;
  readonly models: Pick<Models, 'knownSources'>;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly publicUrl: string;
}

export async function openAbuse(config: Config, own: Parts, parts: AbuseParts) {
  const { store, stop } = await openLimitStore(config, own, parts.connection);
  const limits = createRateLimits({ store, secrets: parts.secrets });
  const mailRule = { points: config.mailLimit, windowMs: config.mailWindowMs };
  const sources = openSourceLimits(config, limits, parts.events);
  const settings = readCaptcha(config);
  const hostnames = ownHosts(config, parts.publicUrl);
  const captcha = settings && createCaptcha({ ...settings, hostnames, fetch, log: own.log });
  const { knownSources: model } = parts.models;
  const knownSources = createKnownSources({ model, secrets: parts.secrets, clock: own.clock });
  const asksAtSignIn = captcha !== undefined && config.captchaOn.includes('signIn');
  return {
    attempts: openAttempts(config, { ...parts, limits, knownSources, counts: asksAtSignIn }),
    knownSources,
    mailLimits: createMailLimits(limits, mailRule),
    limitAvailability: sources.availability,
    limitProvider: sources.provider,
    /** What a stranger passes before work is done for them. */
    checkSignUp: inTurn(sources.signUp, checkOn(config, captcha, 'signUp')),
    checkLinkRequest: inTurn(sources.linkRequest, checkOn(config, captcha, 'reset')),
    /** Undefined where no sign-in ever asks for a captcha. */
    signInCaptcha: asksAtSignIn
      ? { failuresBefore: FAILURES_BEFORE_CAPTCHA, check: checkOn(config, captcha, 'signIn') }
      : undefined,
    /** For the widget; only the site key is public. */
    captchaWidget: settings && toWidget(config, settings),
    limitStore: { stop },
  };
}

async function openLimitStore({ redisUrl: url }: Config, { log, signal }: Parts, connection: Connection) {
  if (url !== undefined) {
    // Loaded by those alone who have one: its client is some four hundred files.
    const { openRedisLimitStore } = await import('../abuse/redis-limit-store.js');
    const store = await openRedisLimitStore({ url, log, signal });
    return { store: store as LimitStore, stop: store.stop };
  }
  return { store: await createMongoLimitStore(connection), stop: () => undefined };
}

function openSourceLimits(config: Config, limits: RateLimits, events: Events) {
  const limitSource = createSourceLimits({ limits, refuses: config.rateLimit, events });
  const windowMs = config.operationWindowMs;
  return {
    signUp: limitSource('sign-up', { points: config.signUpLimit, windowMs }),
    availability: limitSource('availability', { points: config.availabilityLimit, windowMs }),
    linkRequest: limitSource('link-request', { points: config.linkRequestLimit, windowMs }),
    provider: limitSource('provider', { points: config.providerLimit, windowMs }),
  };
}

function openAttempts(
  config: Config,
  parts: AbuseParts & Pick<AttemptsOptions, 'limits' | 'knownSources' | 'counts'>,
) {
  return createAttempts({
    ...parts,
    refuses: config.rateLimit,
    rules: {
      signIn: { points: config.signInLimit, windowMs: config.signInWindowMs },
      source: { points: config.sourceLimit, windowMs: config.sourceWindowMs },
      account: { points: config.accountLimit, windowMs: config.accountWindowMs },
    },
  });
}

function inTurn(limitSource: LimitSource, checkCaptcha: CheckCaptcha): CheckCaptcha {
  return async (token, origin) => {
    await limitSource(origin);
    await checkCaptcha(token, origin);
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
function ownHosts(
  { corsOrigins = [], captchaHosts = [], isProduction }: Config,
  publicUrl: string,
): string[] | undefined {
  if (!isProduction && corsOrigins.length === 0 && captchaHosts.length === 0) return undefined;
  const own = [publicUrl, ...corsOrigins].map((url) => new URL(url).hostname);
  return [...own, ...captchaHosts.map((host) => host.toLowerCase())];
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
