/** What admins read of webhooks: what was told to whom, how often it was tried, and what is to come. */
import type { Types } from 'mongoose';

import { parseId } from '../database/id.js';
import { rawCollection } from '../database/raw-collection.js';
import {
  type CursorPosition,
  type Cursors,
  cutPage,
  type ListedPage,
  MAX_COUNT,
  type PageArguments,
  readPage,
} from '../foundation/cursors.js';
import type { DeliveryCondition, DeliveryDocument, DeliveryModel, DeliveryState } from './delivery.model.js';

/** Absent and null ask for nothing. */
export interface DeliveryQuery {
  /** The id of an endpoint, of today or before. */
  readonly endpoint?: string | null | undefined;
  readonly state?: DeliveryState | null | undefined;
  /** A name of docs/events.md. */
  readonly event?: string | null | undefined;
  /** When it happened: from this moment on. */
  readonly from?: Date | null | undefined;
  /** Before this moment. */
  readonly to?: Date | null | undefined;
}

/** Newest first. */
export type DeliveryPage = ListedPage<DeliveryDocument>;

/** @throws AppError BAD_USER_INPUT for a page that cannot be. */
export type ListDeliveries = (query: DeliveryQuery, page: PageArguments) => Promise<DeliveryPage>;

export interface ListDeliveriesOptions {
  readonly model: DeliveryModel;
  readonly cursors: Cursors;
  /** Writes what was raised before. */
  readonly flush: () => Promise<void>;
}

export function createListDeliveries({ model, cursors, flush }: ListDeliveriesOptions): ListDeliveries {
  const deliveries = rawCollection(model);
  return async (query, args) => {
    const key = keyOf(query);
    const page = readPage(cursors, key, args);
    await flush();
    const condition = conditionOf(query);
    const [found, totalCount] = await Promise.all([
      deliveries
        .find({ $and: [condition, beyond(page.after)] })
        .sort({ at: -1, _id: -1 })
        .limit(page.size + 1)
        .toArray(),
      deliveries.countDocuments(condition, { limit: MAX_COUNT }),
    ]);
    const positionOf = ({ _id, at }: DeliveryDocument) => ({ id: _id.toHexString(), key: at.getTime() });
    return cutPage(cursors, key, page, { found, totalCount, positionOf });
  };
}

/** What is in the list, and what a replay of a span takes. */
export function conditionOf({ endpoint, state, event, from, to }: DeliveryQuery): DeliveryCondition {
  return {
    ...(typeof endpoint === 'string' && { endpoint }),
    ...(state && { state }),
    ...(typeof event === 'string' && { event }),
    // Also where nothing is asked for: a condition is what lets the count use an index.
    at: { $gte: from ?? new Date(0), ...(to && { $lt: to }) },
  };
}

/** What a cursor belongs to. */
function keyOf({ endpoint, state, event, from, to }: DeliveryQuery): string {
  const asked = [endpoint ?? null, state ?? null, event ?? null, from ?? null, to ?? null];
  return `webhooks ${JSON.stringify(asked)}`;
}

function beyond(after: CursorPosition | undefined): DeliveryCondition {
  const id: Types.ObjectId | undefined = after && parseId(after.id);
  if (after === undefined || id === undefined) return {};
  const at = new Date(after.key ?? 0);
  // The first condition is what the index can start from.
  return { at: { $lte: at }, $or: [{ at: { $lt: at } }, { _id: { $lt: id } }] };
}
