/**
 * Events told to other services by HTTP, after Standard Webhooks: the outbox, the worker that empties it, what admins see of it. Listens
 * to what the other rooms raise, and is called by none of them; nothing that it does holds up or fails a request.
 */
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import { createCursors } from '../foundation/cursors.js';
import type { Ground } from '../house/ground.js';
import { createAddressGuard } from '../outgoing/address-guard.js';
import { createPostSigned } from '../outgoing/post-signed.js';
import { createDeliveryOutbox } from './deliveries.js';
import { createListDeliveries } from './delivery-list.js';
import { createDeliveryModel } from './delivery.model.js';
import { createEndpointStateModel } from './endpoint-state.model.js';
import { createEndpoints } from './endpoints.js';
import { createLaneModel } from './lane.model.js';
import { createReplayDeliveries } from './replay-deliveries.js';
import { createSendWebhook } from './send-webhook.js';
import { createTryEndpoint } from './try-endpoint.js';
import { createWebhookWorker } from './webhook-worker.js';
import { createWebhookWriter } from './webhook-writer.js';
import { webhooksJob } from './webhooks.job.js';
import { WebhooksResolver } from './webhooks.resolver.js';

/** A receiver that takes longer is asked to answer first and to work then. */
const ATTEMPT_MS = 10_000;

export interface WebhooksNeeds {
  readonly ground: Ground;
  readonly credentials: Pick<CredentialsRoom, 'stepUp'>;
}

export type WebhooksRoom = ReturnType<typeof createWebhooksRoom>;

export function createWebhooksRoom({ ground, credentials: { stepUp } }: WebhooksNeeds) {
  const { config, connection, secrets, inTransaction, events, clock, log } = ground;
  const settings = config.webhooks ?? [];
  const model = createDeliveryModel(connection);
  const lanes = createLaneModel(connection);
  const deliveries = createDeliveryOutbox({ deliveries: model, lanes, inTransaction, clock });
  const endpoints = createEndpoints({ settings, model: createEndpointStateModel(connection), clock });
  const guard = createAddressGuard(config.webhookAllowedNetworks ?? []);
  const post = createPostSigned({ guard, clock, timeoutMs: ATTEMPT_MS, userAgent: 'Portcullis-Webhooks/1' });
  const send = createSendWebhook(post, clock);
  const worker = createWebhookWorker({ deliveries, endpoints, send, events, clock, log });
  const writer = createWebhookWriter({ endpoints, deliveries, worker, log });
  const flush = () => writer.flush();
  const listDeliveries = createListDeliveries({ model, cursors: createCursors(secrets), flush });
  const replayDeliveries = createReplayDeliveries({ deliveries, endpoints, worker, stepUp, events });
  return {
    ...{ endpoints, listDeliveries, replayDeliveries },
    tryEndpoint: createTryEndpoint({ endpoints, send, events, clock }),
    contributes: {
      resolvers: [new WebhooksResolver(listDeliveries, replayDeliveries)],
      listeners: [writer.listen],
      jobs: [webhooksJob(worker)],
      // What the other rooms raise as they forget is written before webhooks-at-rest.room.ts forgets.
      erasers: [flush],
      measures: [
        {
          name: 'portcullis_webhooks',
          help: 'Webhooks in the outbox of all processes by state; absent while the database does not answer.',
          kind: 'gauge' as const,
          label: 'state',
          read: () => deliveries.count(),
        },
        {
          name: 'portcullis_webhooks_dropped_total',
          help: 'Webhooks that this process has lost since its start, before they were in the outbox.',
          kind: 'counter' as const,
          read: () => writer.counts().dropped,
        },
      ],
      start: () => endpoints.refresh(),
      stop: async () => {
        await writer.stop();
        await worker.stop();
      },
    },
  };
}
