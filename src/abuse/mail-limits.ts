/**
 * How many mails somebody can cause to one address. Strangers share one count for each address; whoever is signed in has one
 * of their own for it, which nobody else can use up. Only what is really sent counts.
 */
import { type RateLimitRule, type RateLimits, rateLimited } from './rate-limit.js';

interface MailQuota {
  /** In one spelling. */
  readonly to: string;
  /** Id of the account that asks; absent: a stranger. */
  readonly askedBy?: string | undefined;
}

/** MAIL_LIMIT, for mails that somebody asks for; notices of what happened to an account are not held back by it. */
export interface MailLimits {
  /** @returns what `write` returns; undefined past the limit. Where that is undefined, nothing is sent and nothing counts. */
  send<Mail>(quota: MailQuota, write: () => Promise<Mail | undefined>): Promise<Mail | undefined>;
  /** The same for who may be told. @throws AppError RATE_LIMITED. */
  demand<Result>(quota: MailQuota, order: () => Promise<Result>): Promise<Result>;
  /** It goes out in any case, and stands in the count of those that are asked for later. */
  count(quota: MailQuota): Promise<void>;
}

export function createMailLimits(limits: RateLimits, rule: RateLimitRule): MailLimits {
  const limit = limits.limit('mail', rule);
  const keyOf = ({ to, askedBy }: MailQuota) => (askedBy === undefined ? to : `${askedBy}\0${to}`);
  const orGiveBack = async <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    let isSent = false;
    try {
      const result = await work();
      isSent = result !== undefined;
      return result;
    } finally {
      // A count that stays too high matters less than what went wrong.
      if (!isSent) await limits.change([limit.giveBack(key)]).catch(() => undefined);
    }
  };
  return {
    async send(quota, write) {
      const key = keyOf(quota);
      return (await limit.take(key)) ? orGiveBack(key, write) : undefined;
    },
    async demand(quota, order) {
      const key = keyOf(quota);
      const { retryAfter } = await limit.count(key);
      if (retryAfter !== undefined) throw rateLimited(retryAfter);
      return orGiveBack(key, async () => ({ done: await order() })).then(({ done }) => done);
    },
    async count(quota) {
      await limit.count(keyOf(quota));
    },
  };
}
