/** Makes deliveries of events. Knows no event by its name: what it tells is its payload, and never where its request came from. */
import { Types } from 'mongoose';

import { parseId } from '../database/id.js';
import { GIVE_UP_AFTER_MS } from '../foundation/back-off.js';
import type { AppEvent } from '../foundation/events.js';
import type { DeliveryDocument } from './delivery.model.js';
import type { Endpoint } from './endpoints.js';

/** Grows where a member of a payload is taken away or comes to mean something else; that one is added is no new version. */
const PAYLOAD_VERSION = 1;

/** One for each endpoint that wants the event, all with one `webhook-id`; ids are given at once, so that each is added only once. */
export function createDeliveries(event: AppEvent, endpoints: readonly Endpoint[]): DeliveryDocument[] {
  const wanting = endpoints.filter(({ wanted }) => wanted.has(event.name));
  if (wanting.length === 0) return [];
  const messageId = `msg_${new Types.ObjectId().toHexString()}`;
  const named = subjectOf(event);
  const userId = named === undefined ? undefined : parseId(named);
  const body = writeBody(event);
  return wanting.map(({ id: endpoint }) => {
    const _id = new Types.ObjectId();
    return {
      ...{ _id, schemaVersion: 1, messageId, endpoint, event: event.name, at: event.at, body },
      lane: `${endpoint}:${(userId ?? _id).toHexString()}`,
      ...(userId !== undefined && { userId }),
      ...{ state: 'waiting', attempts: 0, createdAt: event.at },
      giveUpAt: new Date(event.at.getTime() + GIVE_UP_AFTER_MS),
    };
  });
}

function subjectOf({ payload }: AppEvent): string | undefined {
  return 'userId' in payload ? payload.userId : undefined;
}

/** Docs/webhooks.md has the shape; packages/client types it. */
function writeBody({ name: type, at, payload, origin }: AppEvent): string {
  const cause = origin && { requestId: origin.requestId };
  return JSON.stringify({
    type,
    timestamp: at.toISOString(),
    data: { version: PAYLOAD_VERSION, ...cause, ...payload },
  });
}
