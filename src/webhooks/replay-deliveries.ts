/** Has webhooks sent again that were taken or given up, with the id that they had: a receiver that has seen one may tell. */
import type { Types } from 'mongoose';

import type { StepUp } from '../credentials/step-up.js';
import { parseId } from '../database/id.js';
import { refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Caller } from '../users/caller.js';
import type { Deliveries } from './deliveries.js';
import { conditionOf, type DeliveryQuery } from './delivery-list.js';
import type { DeliveryCondition } from './delivery.model.js';
import type { Endpoints } from './endpoints.js';
import type { WebhookWorker } from './webhook-worker.js';

/** At once; of a longer span the oldest, so that asking again takes the next. */
const MOST_AT_ONCE = 1_000;

/** Either ids, or a span of time; null is as absent. */
export interface ReplayQuery extends DeliveryQuery {
  readonly ids?: readonly string[] | null | undefined;
}

/**
 * @param admin undefined: whoever has the command line.
 * @returns how many will be sent; those that wait, and those of endpoints that are off or in no setting, are left alone.
 * @throws AppError BAD_USER_INPUT, and FORBIDDEN that requires `reauthentication`.
 */
export type ReplayDeliveries = (
  admin: Caller | undefined,
  query: ReplayQuery,
  origin: RequestOrigin,
) => Promise<number>;

export interface ReplayDeliveriesOptions {
  readonly deliveries: Deliveries;
  readonly endpoints: Endpoints;
  readonly worker: Pick<WebhookWorker, 'wake'>;
  readonly stepUp: StepUp;
  readonly events: Events;
}

export function createReplayDeliveries(options: ReplayDeliveriesOptions): ReplayDeliveries {
  const { deliveries, endpoints, worker, stepUp, events } = options;
  return async (admin, query, origin) => {
    const condition = readQuery(query);
    if (admin !== undefined) await stepUp(admin, {}, origin);
    await endpoints.refresh();
    const ids = endpoints.on().map(({ id }) => id);
    const count = await deliveries.replay({ $and: [condition, { endpoint: { $in: ids } }] }, MOST_AT_ONCE);
    if (count === 0) return 0;
    worker.wake(ids);
    events.raise('webhook.replayed', { actorId: admin?.user._id.toHexString(), count }, origin);
    return count;
  };
}

function readQuery({ ids, ...query }: ReplayQuery): DeliveryCondition {
  if (!ids) return readSpan(query);
  const parsed = ids.map(parseId).filter((id): id is Types.ObjectId => id !== undefined);
  if (ids.length > MOST_AT_ONCE) {
    const message = `may hold at most ${MOST_AT_ONCE} ids`;
    refuseProblems([{ path: 'ids', rule: 'too-long', message }]);
  }
  return { $and: [conditionOf(query), { _id: { $in: parsed } }] };
}

/** Nobody replays all there is by leaving something out. */
function readSpan(query: DeliveryQuery): DeliveryCondition {
  if (!query.from) {
    const message = 'must be given where `ids` is not';
    refuseProblems([{ path: 'from', rule: 'required', message }]);
  }
  return conditionOf(query);
}
