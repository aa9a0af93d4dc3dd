/** What holds machines back: limits, counted over all replicas, and where a captcha is asked for. Knows nobody's account. */
import type { Config } from '../config/config.js';
import type { Ground } from '../house/ground.js';
import { type AttemptRules, createAttempts } from './attempts.js';
import type { CaptchaPort, CheckCaptcha } from './check-captcha.js';
import { checkRedis } from './check-redis.js';
import { createKnownSourceModel } from './known-source.model.js';
import { createKnownSources } from './known-sources.js';
import { createMongoLimitStore } from './limit-store.js';
import { createMailLimits } from './mail-limits.js';
import { createRateLimits } from './rate-limit.js';
import { createRedisLimitStore, pingRedis } from './redis-limit-store.js';
import { createSourceLimits, type LimitSource } from './source-limits.js';

export interface AbuseNeeds {
  readonly ground: Ground;
  /** Undefined: none is asked for. */
  readonly captcha: CaptchaPort | undefined;
}

export type AbuseRoom = ReturnType<typeof createAbuseRoom>;

/** What mistyping takes. */
const FAILURES_BEFORE_CAPTCHA = 3;

const noCaptcha: CheckCaptcha = () => Promise.resolve();

export function createAbuseRoom({ ground, captcha }: AbuseNeeds) {
  const { config, secrets, events, clock } = ground;
  const { redisUrl } = config;
  const store = chooseLimitStore(ground);
  const limits = createRateLimits({ store, secrets });
  const limitSource = createSourceLimits({ limits, refuses: config.rateLimit, events });
  const perOperation = (name: string, points: number) =>
    limitSource(name, { points, windowMs: config.operationWindowMs });
  const knownSources = createKnownSources({
    model: createKnownSourceModel(ground.connection),
    secrets,
    clock,
  });
  const asksAtSignIn = captcha?.on.includes('signIn') === true;
  const checkFor = captcha?.checkFor ?? (() => noCaptcha);
  return {
    attempts: createAttempts({
      ...{ limits, knownSources, events },
      rules: attemptRules(config),
      refuses: config.rateLimit,
      counts: asksAtSignIn,
    }),
    knownSources,
    mailLimits: createMailLimits(limits, { points: config.mailLimit, windowMs: config.mailWindowMs }),
    limitAvailability: perOperation('availability', config.availabilityLimit),
    limitProvider: perOperation('provider', config.providerLimit),
    limitPasskey: perOperation('passkey', config.passkeyLimit),
    /** What a stranger passes before work is done for them. */
    checkSignUp: limitThenCaptcha(perOperation('sign-up', config.signUpLimit), checkFor('signUp')),
    checkLinkRequest: limitThenCaptcha(
      perOperation('link-request', config.linkRequestLimit),
      checkFor('reset'),
    ),
    /** Undefined where no sign-in ever asks for a captcha. */
    signInCaptcha: asksAtSignIn
      ? { failuresBefore: FAILURES_BEFORE_CAPTCHA, check: checkFor('signIn') }
      : undefined,
    /** On the form that asks for a link; undefined: that form has none. */
    formCaptcha: captcha?.on.includes('reset') === true ? captcha.widget : undefined,
    contributes: {
      checks: redisUrl === undefined ? [] : [checkRedis(() => pingRedis(redisUrl))],
      measures: [
        {
          name: 'portcullis_attempts_past_limit_total',
          help: 'Attempts that came past a limit, by limit; RATE_LIMITED in portcullis_refusals_total are those that were told so.',
          kind: 'counter' as const,
          label: 'limit',
          amongWorkers: 'sum' as const,
          read: limits.pastLimits,
        },
      ],
      start: store.start,
      stop: store.stop,
    },
  };
}

/** REDIS_URL, or the database. */
function chooseLimitStore({ config: { redisUrl: url }, connection, log, signal }: Ground) {
  return url === undefined ? createMongoLimitStore(connection) : createRedisLimitStore({ url, log, signal });
}

function attemptRules(config: Config): AttemptRules {
  return {
    signIn: { points: config.signInLimit, windowMs: config.signInWindowMs },
    source: { points: config.sourceLimit, windowMs: config.sourceWindowMs },
    account: { points: config.accountLimit, windowMs: config.accountWindowMs },
  };
}

function limitThenCaptcha(limitSource: LimitSource, checkCaptcha: CheckCaptcha): CheckCaptcha {
  return async (token, origin) => {
    await limitSource(origin);
    await checkCaptcha(token, origin);
  };
}
