/** How subscriptions are opened at one upstream, with places of their own, since each keeps one for as long as it lasts. */
import type { UpstreamSetting } from '../config/upstream-settings.js';
import type { Clock } from '../foundation/clock.js';
import { createUpstreamBreaker } from './behind-breaker.js';
import { type OpenEvents, openSse, openWebSocket } from './open-events.js';
import { createUpstreamClient } from './upstream-client.js';

export interface UpstreamEvents {
  readonly open: OpenEvents;
  /** Whether it is left alone for a while, since it failed. */
  readonly isOpen: boolean;
  stop(): Promise<void>;
}

export function createUpstreamEvents(upstream: UpstreamSetting, clock: Clock): UpstreamEvents {
  if (upstream.subscriptions === 'ws') {
    const breaker = createUpstreamBreaker(clock);
    return {
      open: openWebSocket(upstream, breaker),
      get isOpen() {
        return breaker.isOpen;
      },
      // Each ends with the connection of its caller.
      stop: () => Promise.resolve(),
    };
  }
  const client = createUpstreamClient(
    {
      ...{ ...upstream, url: upstream.subscriptionsUrl, silenceMs: 0, queue: 0 },
      concurrency: Math.max(1, upstream.maxSubscriptions),
    },
    clock,
  );
  return {
    open: openSse(upstream, client),
    get isOpen() {
      return client.isOpen;
    },
    stop: () => client.stop(),
  };
}
