import { Types } from 'mongoose';

import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { Events } from '../foundation/events.js';
import type { Endpoint, Endpoints } from './endpoints.js';
import type { SendWebhook, WebhookAnswer } from './send-webhook.js';

/** By the id of an endpoint. @throws AppError NOT_FOUND. */
export interface TryEndpoint {
  /** Sends a `webhook.test` at once, past the outbox: whoever asks sees what the endpoint answers. */
  test(id: string): Promise<WebhookAnswer>;
  /** Tells an endpoint again that had answered 410. @returns whether it was off. */
  enable(id: string): Promise<boolean>;
}

export interface TryEndpointOptions {
  readonly endpoints: Endpoints;
  readonly send: SendWebhook;
  readonly events: Events;
  readonly clock: Clock;
}

export function createTryEndpoint({ endpoints, send, events, clock }: TryEndpointOptions): TryEndpoint {
  const find = async (id: string): Promise<Endpoint> => {
    await endpoints.refresh();
    const endpoint = endpoints.find(id);
    if (endpoint === undefined) throw new AppError('NOT_FOUND', { message: `There is no webhook ${id}.` });
    return endpoint;
  };
  return {
    async test(id) {
      const timestamp = clock.now().toISOString();
      const body = JSON.stringify({ type: 'webhook.test', timestamp, data: { version: 1 } });
      return send(await find(id), { id: `msg_${new Types.ObjectId().toHexString()}`, body });
    },
    async enable(id) {
      const wasOff = await endpoints.switchOn(await find(id));
      if (wasOff) events.raise('webhook.enabled', { endpoint: id });
      return wasOff;
    },
  };
}
