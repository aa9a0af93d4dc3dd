/**
 * The outbox of webhooks. An event is written here for each endpoint that wants it, and sent by whoever claims its lane first: those of
 * one user go one after the other, and each replica may send. Knows neither HTTP nor when an attempt is worth another.
 */
import { bulkCollection } from '../database/bulk-collection.js';
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import { mayBeLost } from '../database/write-concern.js';
import { GIVE_UP_AFTER_MS } from '../foundation/back-off.js';
import type { Clock } from '../foundation/clock.js';
import type { DeliveryCondition, DeliveryDocument, DeliveryModel } from './delivery.model.js';
import type { LaneDocument, LaneModel } from './lane.model.js';
import type { WebhookAnswer } from './send-webhook.js';

/** Longer than any attempt (webhooks.room.ts), so that no delivery is in two hands. */
const LEASE_MS = 60_000;

/** At least once: a webhook may come twice where a replica ends between sending and `finish`, and is never lost. */
export interface Deliveries {
  /** It does no harm to write the same ones again. @param within in a transaction that is under way; absent: in one of their own. */
  write(deliveries: readonly DeliveryDocument[], within?: Transaction): Promise<void>;
  /** The first delivery of the lane that has been due for longest; for a minute the lane is nobody else's. */
  claim(endpoint: string): Promise<ClaimedDelivery | undefined>;
  /** It is over with it, for now: what stands behind it is due. */
  finish(claimed: ClaimedDelivery, state: 'delivered' | 'parked', answer: WebhookAnswer): Promise<void>;
  /** Another attempt is due at that time; what stands behind it waits as well. */
  postpone(claimed: ClaimedDelivery, until: Date, answer: WebhookAnswer): Promise<void>;
  /** Whatever waits for an endpoint. @returns how many. */
  parkAll(endpoint: string, fault: string): Promise<number>;
  /** Makes what is over due again, oldest first, up to `limit`. @returns how many. */
  replay(condition: DeliveryCondition, limit: number): Promise<number>;
  /** How many there are by state: those that wait, and those that were given up. */
  count(): Promise<Readonly<Record<'waiting' | 'parked', number>>>;
  /** How long the oldest of those that wait for one of these has waited, since it happened or was replayed; 0 where none does. */
  oldestWaitingSeconds(endpoints: readonly string[]): Promise<number>;
}

export interface ClaimedDelivery {
  readonly delivery: DeliveryDocument;
  readonly lane: LaneDocument;
  /** Whether another one of the lane waits behind it. */
  readonly isFollowed: boolean;
}

export interface DeliveriesOptions {
  readonly deliveries: DeliveryModel;
  readonly lanes: LaneModel;
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}

type Collections = ReturnType<typeof collectionsOf>;

const collectionsOf = ({ deliveries, lanes }: DeliveriesOptions) => ({
  deliveries: rawCollection(deliveries),
  lanes: rawCollection(lanes),
});

export function createDeliveryOutbox(options: DeliveriesOptions): Deliveries {
  const { inTransaction, clock } = options;
  const collections = collectionsOf(options);
  const { deliveries, lanes } = collections;
  return {
    write(added, within) {
      const writeIn = (transaction: Transaction) => add(options, added, transaction);
      return within === undefined ? inTransaction(writeIn) : writeIn(within);
    },
    claim: (endpoint) => claimFirst(collections, endpoint, clock),
    async finish({ delivery, lane, isFollowed }, state, answer) {
      const set = { ...tell(answer, clock.now()), state, finishedAt: clock.now() };
      await deliveries.updateOne(
        { _id: delivery._id, state: 'waiting' },
        { $set: set, $inc: { attempts: 1 }, $unset: { nextAttemptAt: '' } },
      );
      await release(collections, lane, isFollowed, clock.now());
    },
    async postpone({ delivery, lane }, until, answer) {
      await deliveries.updateOne(
        { _id: delivery._id, state: 'waiting' },
        { $set: { ...tell(answer, clock.now()), nextAttemptAt: until }, $inc: { attempts: 1 } },
      );
      await lanes.updateOne({ _id: lane._id, claims: lane.claims }, { $set: { dueAt: until } });
    },
    async parkAll(endpoint, fault) {
      const parked = { state: 'parked', finishedAt: clock.now(), lastFault: fault } as const;
      const { modifiedCount } = await deliveries.updateMany(
        { lane: lanesOf(endpoint), state: 'waiting' },
        { $set: parked, $unset: { nextAttemptAt: '' } },
      );
      return modifiedCount;
    },
    replay: (condition, limit) =>
      inTransaction((transaction) => revive(options, condition, limit, transaction)),
    async count() {
      const [waiting, parked] = await Promise.all(
        (['waiting', 'parked'] as const).map((state) => deliveries.countDocuments({ state })),
      );
      return { waiting: waiting ?? 0, parked: parked ?? 0 };
    },
    async oldestWaitingSeconds(endpoints) {
      const oldest = await deliveries.findOne(
        { endpoint: { $in: [...endpoints] }, state: 'waiting' },
        { sort: { giveUpAt: 1 }, projection: { giveUpAt: 1 } },
      );
      if (oldest === null) return 0;
      const since = oldest.giveUpAt.getTime() - GIVE_UP_AFTER_MS;
      return Math.max(0, (clock.now().getTime() - since) / 1_000);
    },
  };
}

/** Ids hold letters, digits and `-`: by the index of what waits, which is small. */
const lanesOf = (endpoint: string) => ({ $gte: `${endpoint}:`, $lt: `${endpoint};` });

function insertOnce({ _id, ...rest }: DeliveryDocument) {
  return { updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true } };
}

async function add(
  { deliveries, lanes, clock }: DeliveriesOptions,
  added: readonly DeliveryDocument[],
  transaction: Transaction,
): Promise<void> {
  const bulk = bulkCollection(deliveries);
  await bulk.bulkWrite(added.map(insertOnce), { session: transaction, ordered: false });
  await enterLanes(lanes, added, clock.now(), transaction);
}

/** In the transaction of what enters: a lane that is let go of as empty in between is not, by its count. */
async function enterLanes(
  lanes: LaneModel,
  entering: readonly Pick<DeliveryDocument, 'lane' | 'endpoint'>[],
  now: Date,
  transaction: Transaction,
): Promise<void> {
  const byLane = new Map(entering.map(({ lane, endpoint }) => [lane, endpoint]));
  const updates = [...byLane].map(([_id, endpoint]) => ({
    updateOne: {
      filter: { _id },
      update: { $setOnInsert: { endpoint, dueAt: now, claims: 0 }, $inc: { entered: 1 } },
      upsert: true,
    },
  }));
  if (updates.length > 0)
    await bulkCollection(lanes).bulkWrite(updates, { session: transaction, ordered: false });
}

async function claimFirst(
  collections: Collections,
  endpoint: string,
  clock: Clock,
): Promise<ClaimedDelivery | undefined> {
  const { deliveries, lanes } = collections;
  for (;;) {
    const now = clock.now();
    const lane = await lanes.findOneAndUpdate(
      { endpoint, dueAt: { $lte: now } },
      { $set: { dueAt: new Date(now.getTime() + LEASE_MS) }, $inc: { claims: 1 } },
      // What is lost of a claim is a lane that is claimed again.
      { sort: { dueAt: 1 }, returnDocument: 'after', ...mayBeLost },
    );
    if (lane === null) return undefined;
    const [delivery, next] = await deliveries
      .find({ lane: lane._id, state: 'waiting' })
      .sort({ at: 1, _id: 1 })
      .limit(2)
      .toArray();
    if (delivery !== undefined) return { delivery, lane, isFollowed: next !== undefined };
    await release(collections, lane, false, now);
  }
}

/** An empty lane goes, unless something has entered since; a claim that has lost its lease to another one changes nothing. */
async function release(
  { lanes }: Collections,
  { _id, claims, entered }: LaneDocument,
  isFollowed: boolean,
  now: Date,
): Promise<void> {
  if (!isFollowed) {
    const { deletedCount } = await lanes.deleteOne({ _id, claims, entered });
    if (deletedCount === 1) return;
  }
  await lanes.updateOne({ _id, claims }, { $set: { dueAt: now } });
}

async function revive(
  options: DeliveriesOptions,
  condition: DeliveryCondition,
  limit: number,
  transaction: Transaction,
): Promise<number> {
  const { deliveries } = collectionsOf(options);
  const now = options.clock.now();
  const over = await deliveries
    .find({ $and: [condition, { state: { $ne: 'waiting' } }] }, { session: transaction })
    .sort({ at: 1, _id: 1 })
    .limit(limit)
    .project<Pick<DeliveryDocument, '_id' | 'lane' | 'endpoint'>>({ lane: 1, endpoint: 1 })
    .toArray();
  const { modifiedCount } = await deliveries.updateMany(
    { _id: { $in: over.map(({ _id }) => _id) }, state: { $ne: 'waiting' } },
    {
      $set: { state: 'waiting', attempts: 0, giveUpAt: new Date(now.getTime() + GIVE_UP_AFTER_MS) },
      $unset: { finishedAt: '', nextAttemptAt: '' },
    },
    { session: transaction },
  );
  await enterLanes(options.lanes, over, now, transaction);
  return modifiedCount;
}

function tell({ status, fault }: WebhookAnswer, now: Date) {
  return {
    lastAttemptAt: now,
    ...(status !== undefined && { lastStatus: status }),
    ...(fault !== undefined && { lastFault: fault }),
  };
}
