/**
 * Failures at proving who one is, whatever was tried and by which operation: passwords and codes, at sign-in and at
 * step-up (ASVS 6.3.1, SP 800-63B-4 section 3.2.2). An attempt is counted before it is judged, so that those that come
 * at once gain nothing, and given back where it was right or was not judged. Knows neither passwords nor codes.
 */
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { KnownSources } from './known-sources.js';
import type { CountChange } from './limit-store.js';
import { type RateLimit, type RateLimitRule, type RateLimits, rateLimited } from './rate-limit.js';
import { sourceOf } from './source.js';

/** What is tried, and by what it is counted. Beside it the source counts, which comes from the request. */
export interface AttemptOn {
  /** Undefined where nobody has that name. */
  readonly userId: string | undefined;
  /** In one spelling: what is counted by where nobody has it. */
  readonly name: string;
  /**
   * Codes of an app have 10^6 values, and the next one is as good: those of one account are counted over all sources as well.
   * Of a mailed code 10^8, five tries for each mail.
   */
  readonly by: 'password' | 'code' | 'code-alone' | 'mailed-code';
}

/** Around every check of a password or code: nothing else may judge one. */
export interface Attempts {
  /**
   * @param judge is told how many failures of this account from this source came before, and answers undefined for what is
   * wrong. Where it throws, nothing was tried.
   * @throws AppError RATE_LIMITED, UNAVAILABLE.
   */
  judge<Result>(
    on: AttemptOn,
    origin: RequestOrigin,
    judge: (failuresBefore: number) => Promise<Result | undefined>,
  ): Promise<Result | undefined>;
  /**
   * The account was proved wholly: its failures are forgotten, never those of the source, and it may come from here
   * while strangers hammer it. Does not fail: counts end with their window.
   * @param by `sign-up`: the sign-in of an account so new that it has no failures to forget.
   */
  proved(userId: string, by: 'sign-up' | 'sign-in' | 'reset-link', origin: RequestOrigin): Promise<void>;
}

export interface AttemptRules {
  /** Of one account from one source; of the codes of one account over all sources too. */
  readonly signIn: RateLimitRule;
  /** Of one source over all accounts. */
  readonly source: RateLimitRule;
  /** Of one account over all sources. */
  readonly account: RateLimitRule;
}

export interface AttemptsOptions {
  readonly limits: RateLimits;
  readonly rules: AttemptRules;
  /** RATE_LIMIT. */
  readonly refuses: boolean;
  /** Whether failures are counted where nothing is refused. */
  readonly counts: boolean;
  readonly knownSources: KnownSources;
  readonly events: Events;
}

/** One counter that an attempt stands in. */
interface Place {
  readonly name: 'sign-in' | 'source' | 'account' | 'code';
  readonly limit: RateLimit;
  readonly key: string;
}

export function createAttempts(options: AttemptsOptions): Attempts {
  const { limits, refuses, counts } = options;
  const counters = openCounters(options);
  return {
    async judge(on, origin, judge) {
      if (!refuses && !counts) return judge(0);
      const places = placesOf(counters, on, origin, refuses);
      const { failuresBefore, giveBack } = await reserve(options, places, on, origin);
      let result;
      try {
        result = await judge(failuresBefore);
      } catch (error) {
        // What went wrong matters more than a count that stays too high.
        await limits.change(giveBack).catch(() => undefined);
        throw error;
      }
      if (result !== undefined) await limits.change(giveBack);
      return result;
    },
    async proved(userId, by, origin) {
      const source = sourceOf(origin.ip);
      const remembered = options.knownSources.remember(userId, source, by === 'sign-up' ? 'sign-in' : by);
      if (by === 'sign-up' || (!refuses && !counts)) return remembered.catch(() => undefined);
      const account = `user:${userId}`;
      const forgotten: CountChange[] = [
        counters.signIn.forget(pairOf(account, source)),
        counters.account.forget(account),
        // A link proves the mailbox, which must not buy more guesses at the second factor.
        ...(by === 'sign-in' ? codeKinds.map((kind) => counters.code.forget(`${kind}:${account}`)) : []),
      ];
      await Promise.all([limits.change(forgotten), remembered]).catch(() => undefined);
    },
  };
}

const codeKinds = ['code', 'code-alone'] as const;

type Counters = ReturnType<typeof openCounters>;

function openCounters({ limits, rules }: AttemptsOptions) {
  return {
    signIn: limits.limit('sign-in', rules.signIn),
    source: limits.limit('source', rules.source),
    account: limits.limit('account', rules.account),
    code: limits.limit('code', rules.signIn),
  };
}

/** In the order of asking: what one source alone can fill comes before what it shares with others. */
function placesOf(counters: Counters, on: AttemptOn, origin: RequestOrigin, refuses: boolean): Place[] {
  const source = sourceOf(origin.ip);
  const account = accountOf(on);
  const pair: Place = { name: 'sign-in', limit: counters.signIn, key: pairOf(account, source) };
  // For the captcha, which asks after failures even where nothing is refused.
  if (!refuses) return [pair];
  return [
    pair,
    { name: 'source', limit: counters.source, key: source },
    ...(on.by === 'password' || on.by === 'mailed-code'
      ? []
      : // Alone, a code is tried by whoever knows an address; they must not use up the tries of the second step.
        [{ name: 'code' as const, limit: counters.code, key: `${on.by}:${account}` }]),
    { name: 'account', limit: counters.account, key: account },
  ];
}

/** One for every name of an account. */
const accountOf = ({ userId, name }: AttemptOn) => (userId === undefined ? `name:${name}` : `user:${userId}`);

const pairOf = (account: string, source: string) => `${account}\0${source}`;

interface Reserved {
  readonly failuresBefore: number;
  readonly giveBack: readonly CountChange[];
}

/** One after the other: an attempt that is refused is not to fill the limits of others. */
async function reserve(
  { limits, refuses, knownSources, events }: AttemptsOptions,
  places: readonly Place[],
  on: AttemptOn,
  origin: RequestOrigin,
): Promise<Reserved> {
  const giveBack: CountChange[] = [];
  let failuresBefore = 0;
  for (const place of places) {
    const { attempts, retryAfter, isFirstPast } = await place.limit.count(place.key);
    if (place.name === 'sign-in') failuresBefore = attempts - 1;
    if (!refuses || retryAfter === undefined) giveBack.push(place.limit.giveBack(place.key));
    else {
      if (isFirstPast) events.raise('limit.reached', { limit: place.name, userId: on.userId }, origin);
      // Strangers keep no owner out: past it the account takes whoever has signed in from here before.
      if (place.name === 'account' && (await isKnown(knownSources, on, origin))) continue;
      await limits.change(giveBack);
      throw rateLimited(retryAfter);
    }
  }
  return { failuresBefore, giveBack };
}

function isKnown(knownSources: KnownSources, on: AttemptOn, origin: RequestOrigin): Promise<boolean> {
  return knownSources.isKnown(on.userId ?? accountOf(on), sourceOf(origin.ip));
}
