/** How often one source may ask for what costs the gateway something before anybody has proved who they are. */
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import { type RateLimitRule, type RateLimits, rateLimited } from './rate-limit.js';
import { sourceOf } from './source.js';

/** Counts one operation, however many a request holds. @throws AppError RATE_LIMITED, UNAVAILABLE. */
export type LimitSource = (origin: RequestOrigin) => Promise<void>;

export interface SourceLimitsOptions {
  readonly limits: RateLimits;
  /** RATE_LIMIT. */
  readonly refuses: boolean;
  readonly events: Events;
}

export function createSourceLimits({ limits, refuses, events }: SourceLimitsOptions) {
  return (name: string, rule: RateLimitRule): LimitSource => {
    if (!refuses) return () => Promise.resolve();
    const limit = limits.limit(name, rule);
    return async (origin) => {
      const { retryAfter, isFirstPast } = await limit.count(sourceOf(origin.ip));
      if (isFirstPast) events.raise('limit.reached', { limit: name, userId: undefined }, origin);
      if (retryAfter !== undefined) throw rateLimited(retryAfter);
    };
  };
}
