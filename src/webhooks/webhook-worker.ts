/**
 * Takes deliveries out of the outbox and sends them. Each replica has one; which of them sends is decided by the claim. Each endpoint has
 * hands of its own: one that never answers holds up nobody else.
 */
import { setMaxListeners } from 'node:events';

import type { Clock } from '../foundation/clock.js';
import type { Events } from '../foundation/events.js';
import type { Logger } from '../foundation/logger.js';
import type { ClaimedDelivery, Deliveries } from './deliveries.js';
import type { Endpoint, Endpoints } from './endpoints.js';
import { planAttempt } from './plan-attempt.js';
import type { SendWebhook, WebhookAnswer } from './send-webhook.js';

/** To one endpoint, of one replica: a receiver must not be stormed after it was down. */
const MOST_AT_ONCE = 4;
/** What is still on its way then is sent by another replica, or after the next start, when its lease is over. */
const STOP_TIMEOUT_MS = 1_500;

export interface WebhookWorkerOptions {
  readonly deliveries: Deliveries;
  readonly endpoints: Endpoints;
  readonly send: SendWebhook;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface WebhookWorker {
  /** Begins to send whatever is due, and does not wait for it. From the first call on this process sends. */
  run(): Promise<void>;
  /** Something was written: it is sent now, where this process sends, and not at the next turn. */
  wake(endpointIds: Iterable<string>): void;
  /** Takes nothing more, and waits for what is on its way, but not for long. */
  stop(): Promise<void>;
}

export function createWebhookWorker(options: WebhookWorkerOptions): WebhookWorker {
  const { endpoints, deliveries, log } = options;
  const running = new Map<string, Set<Promise<void>>>();
  const stopping = new AbortController();
  // Each attempt is one, of as many as there are hands.
  setMaxListeners(0, stopping.signal);
  let state: 'idle' | 'sending' | 'stopped' = 'idle';

  const sendUntilNoneIsDue = async (id: string): Promise<void> => {
    while (state === 'sending' && findReady(endpoints, id) !== undefined) {
      const claimed = await deliveries.claim(id);
      // As it is now: an admin may have changed it.
      const endpoint = findReady(endpoints, id);
      if (claimed === undefined || endpoint === undefined) return;
      await deliver(options, endpoint, claimed, stopping.signal);
    }
  };
  const start = (id: string): void => {
    const turns = running.get(id) ?? new Set<Promise<void>>();
    if (state !== 'sending' || turns.size >= MOST_AT_ONCE) return;
    const turn = sendUntilNoneIsDue(id)
      .catch((error: unknown) => {
        // The database is away. The delivery is there still, and its turn comes again.
        log.warn({ err: error }, "the webhooks' outbox cannot be read");
      })
      .finally(() => {
        turns.delete(turn);
        if (turns.size === 0) running.delete(id);
      });
    running.set(id, turns.add(turn));
  };

  return {
    async run() {
      if (state === 'stopped') return;
      state = 'sending';
      await endpoints.refresh();
      const on = endpoints.on();
      for (const endpoint of endpoints.all())
        if (on.includes(endpoint)) start(endpoint.id);
        else await deliveries.parkAll(endpoint.id, GONE);
    },
    wake(ids) {
      for (const id of ids) start(id);
    },
    async stop() {
      state = 'stopped';
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => (timer = setTimeout(resolve, STOP_TIMEOUT_MS)));
      const all = Promise.all([...running.values()].flatMap((turns) => [...turns]));
      await Promise.race([all, patience]);
      clearTimeout(timer);
      stopping.abort();
      await all;
    },
  };
}

const GONE = 'HTTP_410';

/** One that nothing can sign for waits: its secret is under an entry that SECRET no longer has. */
function findReady(endpoints: Endpoints, id: string): Endpoint | undefined {
  return endpoints.on().find((endpoint) => endpoint.id === id && endpoint.secrets.length > 0);
}

async function deliver(
  options: WebhookWorkerOptions,
  endpoint: Endpoint,
  claimed: ClaimedDelivery,
  signal: AbortSignal,
): Promise<void> {
  const { deliveries, send } = options;
  const { messageId: id, body } = claimed.delivery;
  const answer = await send(endpoint, { id, body }, signal);
  // Cut short by the stop: it failed for no fault of the receiver, and its lease runs out.
  if (signal.aborted) return;
  if (answer.outcome === 'taken') await deliveries.finish(claimed, 'delivered', answer);
  else if (answer.outcome === 'gone') await switchOff(options, endpoint, claimed, answer);
  else await putBack(options, claimed, answer);
}

async function switchOff(
  options: WebhookWorkerOptions,
  endpoint: Endpoint,
  claimed: ClaimedDelivery,
  answer: WebhookAnswer,
): Promise<void> {
  const { deliveries, endpoints, events } = options;
  const isNew = await endpoints.switchOff(endpoint);
  await deliveries.finish(claimed, 'parked', answer);
  await deliveries.parkAll(endpoint.id, GONE);
  if (isNew) events.raise('webhook.disabled', { endpoint: endpoint.id });
}

async function putBack(
  { deliveries, events, clock }: WebhookWorkerOptions,
  claimed: ClaimedDelivery,
  answer: WebhookAnswer,
): Promise<void> {
  const { delivery } = claimed;
  const reason = answer.fault ?? 'FAILED';
  const told = { endpoint: delivery.endpoint, deliveryId: delivery._id.toHexString(), reason };
  const attempt = {
    ...{ attempts: delivery.attempts + 1, giveUpAt: delivery.giveUpAt },
    retryAfterMs: answer.retryAfterMs,
  };
  const next = planAttempt(attempt, clock.now());
  if (next === undefined) {
    await deliveries.finish(claimed, 'parked', answer);
    events.raise('webhook.parked', told);
  } else {
    await deliveries.postpone(claimed, next, answer);
    events.raise('webhook.delayed', told);
  }
}
