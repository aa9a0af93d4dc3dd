import type { Measure } from '../foundation/measure.js';
import type { Deliveries } from './deliveries.js';
import type { Endpoints } from './endpoints.js';
import type { WebhookWriter } from './webhook-writer.js';

/** What `/metrics` shows of webhooks; docs/operations.md says what to make of it. */
export function measureWebhooks(
  deliveries: Deliveries,
  endpoints: Endpoints,
  writer: WebhookWriter,
): readonly Measure[] {
  return [
    {
      name: 'portcullis_webhooks',
      help: 'Webhooks in the outbox of all processes by state; absent while the database does not answer.',
      kind: 'gauge',
      label: 'state',
      read: () => deliveries.count(),
    },
    {
      name: 'portcullis_oldest_webhook_seconds',
      help: 'How long the oldest webhook in the outbox of all processes has waited for an endpoint; 0 where none does, absent while the database does not answer.',
      kind: 'gauge',
      amongWorkers: 'first',
      read: () => deliveries.oldestWaitingSeconds(endpoints.all().map(({ id }) => id)),
    },
    {
      name: 'portcullis_webhooks_dropped_total',
      help: 'Webhooks that this process has lost since its start, before they were in the outbox.',
      kind: 'counter',
      read: () => writer.counts().dropped,
    },
  ];
}
