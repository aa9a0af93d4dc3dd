/**
 * Events told to other services by HTTP, after Standard Webhooks: who is told, the outbox, the worker that empties it, what admins see and
 * change of it. Listens to what the other rooms raise, and is called by none of them; nothing that it does holds up or fails a request.
 */
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import { createCursors } from '../foundation/cursors.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { Ground } from '../house/ground.js';
import { type AddressGuard, createAddressGuard } from '../outgoing/address-guard.js';
import { createPostSigned } from '../outgoing/post-signed.js';
import { checkWebhooks } from './check-webhooks.js';
import { createDeliveryOutbox, type Deliveries } from './deliveries.js';
import { createListDeliveries } from './delivery-list.js';
import { createDeliveryModel } from './delivery.model.js';
import { createEndpointStateModel } from './endpoint-state.model.js';
import { createEndpoints, type Endpoints } from './endpoints.js';
import { createLaneModel } from './lane.model.js';
import { createManageWebhooks } from './manage-webhooks.js';
import { createRegisteredWebhookModel, REGISTERED_WEBHOOKS } from './registered-webhook.model.js';
import { createRegisteredWebhooks, type RegisteredWebhooks } from './registered-webhooks.js';
import { createReplayDeliveries } from './replay-deliveries.js';
import { createSendWebhook } from './send-webhook.js';
import { createTryEndpoint } from './try-endpoint.js';
import { WebhookAdministrationResolver } from './webhook-administration.resolver.js';
import { measureWebhooks } from './webhook-measures.js';
import { createWebhookWorker } from './webhook-worker.js';
import { createWebhookWriter } from './webhook-writer.js';
import { webhooksJob } from './webhooks.job.js';
import { WebhooksResolver } from './webhooks.resolver.js';

/** A receiver that takes longer is asked to answer first and to work then. */
const ATTEMPT_MS = 10_000;

export interface WebhooksNeeds {
  readonly ground: Ground;
  readonly credentials: Pick<CredentialsRoom, 'stepUp'>;
  /** For what signs, at rest. */
  readonly atRest: { readonly box: SecretBox };
}

export type WebhooksRoom = ReturnType<typeof createWebhooksRoom>;

export function createWebhooksRoom({ ground, credentials: { stepUp }, atRest: { box } }: WebhooksNeeds) {
  const { config, connection, secrets, inTransaction, events, clock, log } = ground;
  const model = createDeliveryModel(connection);
  const lanes = createLaneModel(connection);
  const deliveries = createDeliveryOutbox({ deliveries: model, lanes, inTransaction, clock });
  const registered = config.webhooksByAdmins ? openRegistered(ground, box) : undefined;
  const states = createEndpointStateModel(connection);
  const endpoints = createEndpoints({ settings: config.webhooks ?? [], registered, model: states, clock });
  const guard = createAddressGuard(config.webhookAllowedNetworks ?? []);
  const post = createPostSigned({ guard, clock, timeoutMs: ATTEMPT_MS, userAgent: 'Portcullis-Webhooks/1' });
  const send = createSendWebhook(post, clock);
  const worker = createWebhookWorker({ deliveries, endpoints, send, events, clock, log });
  const writer = createWebhookWriter({ endpoints, deliveries, worker, log });
  const flush = () => writer.flush();
  const listDeliveries = createListDeliveries({ model, cursors: createCursors(secrets), flush });
  const replayDeliveries = createReplayDeliveries({ deliveries, endpoints, worker, stepUp, events });
  const administered = { ground, stepUp, registered, endpoints, deliveries, guard };
  return {
    ...{ endpoints, listDeliveries, replayDeliveries },
    tryEndpoint: createTryEndpoint({ endpoints, send, events, clock }),
    contributes: {
      resolvers: [
        new WebhooksResolver(endpoints, listDeliveries, replayDeliveries),
        ...administrationOf(administered),
      ],
      keepers: [writer.keep],
      listeners: [writer.listen],
      jobs: [webhooksJob(worker)],
      watches: registered === undefined ? [] : [watchRegistered(ground, endpoints)],
      // What the other rooms raise as they forget is written before webhooks-at-rest.room.ts forgets.
      erasers: [flush],
      measures: measureWebhooks(deliveries, endpoints, writer),
      checks: [checkWebhooks(endpoints, deliveries)],
      start: () => endpoints.refresh(),
      stop: async () => {
        await writer.stop();
        await worker.stop();
      },
    },
  };
}

function openRegistered({ connection, randomness, clock, log }: Ground, box: SecretBox): RegisteredWebhooks {
  return createRegisteredWebhooks({
    model: createRegisteredWebhookModel(connection),
    ...{ box, randomness, clock, log },
  });
}

interface Administered {
  readonly ground: Ground;
  readonly stepUp: CredentialsRoom['stepUp'];
  readonly registered: RegisteredWebhooks | undefined;
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  readonly guard: AddressGuard;
}

function administrationOf({ ground, registered, ...needs }: Administered): readonly object[] {
  if (registered === undefined) return [];
  const { config, events, clock } = ground;
  const reserved = (config.webhooks ?? []).map(({ id }) => id);
  return [
    new WebhookAdministrationResolver(
      createManageWebhooks({ ...needs, registered, reserved, events, clock }),
    ),
  ];
}

/** The job looks as well, every other second: where this fails, it is a little later. */
function watchRegistered({ log }: Ground, endpoints: Endpoints) {
  return {
    collection: REGISTERED_WEBHOOKS,
    onChange: () => {
      endpoints.refresh().catch((error: unknown) => {
        log.warn({ err: error }, 'the webhooks of admins could not be read');
      });
    },
    onOpen: () => endpoints.refresh(),
  };
}
