/**
 * Takes events and writes them into the outbox: with the change that they tell of, where that is made in a transaction, else behind the
 * requests' backs (foundation/backlog.ts).
 */
import { afterCommit } from '../foundation/after-commit.js';
import { createBacklog } from '../foundation/backlog.js';
import type { AppEvent, EventKeeper, EventListener } from '../foundation/events.js';
import type { Logger } from '../foundation/logger.js';
import type { Deliveries } from './deliveries.js';
import type { DeliveryDocument } from './delivery.model.js';
import type { Endpoints } from './endpoints.js';
import { createDeliveries } from './new-delivery.js';
import type { WebhookWorker } from './webhook-worker.js';

export interface WebhookWriter {
  readonly keep: EventKeeper;
  readonly listen: EventListener;
  counts(): { readonly waiting: number; readonly dropped: number };
  /** Writes what is waiting now, and waits for that, but not for long. */
  flush(): Promise<void>;
  /** The same for the last time; what is left then is lost, and logged. */
  stop(): Promise<void>;
}

export interface WebhookWriterOptions {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  readonly worker: Pick<WebhookWorker, 'wake'>;
  readonly log: Logger;
}

export function createWebhookWriter(options: WebhookWriterOptions): WebhookWriter {
  const { endpoints, deliveries, worker, log } = options;
  const write = async (waiting: readonly DeliveryDocument[]): Promise<number> => {
    await deliveries.write(waiting);
    worker.wake(waiting.map(({ endpoint }) => endpoint));
    return 0;
  };
  const backlog = createBacklog({ write, where: "the webhooks' outbox", log });
  // What its transaction did not leave is told to nobody, and forgotten with it.
  const kept = new WeakSet<AppEvent>();
  return {
    async keep(event, transaction) {
      const made = createDeliveries(event, endpoints.on());
      if (made.length > 0) await deliveries.write(made, transaction);
      afterCommit(transaction, () => {
        worker.wake(made.map(({ endpoint }) => endpoint));
      });
      kept.add(event);
    },
    listen(event) {
      if (kept.has(event)) return;
      for (const delivery of createDeliveries(event, endpoints.on())) backlog.push(delivery);
    },
    counts: () => backlog.counts(),
    flush: () => backlog.flush(),
    stop: () => backlog.stop(),
  };
}
