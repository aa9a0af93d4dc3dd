import mongoose, { type Connection, type mongo } from 'mongoose';

/** The collection, also for whoever asks what was done to a database. */
export const MIGRATION_RECORDS = 'migrations';

/** What was done of one migration. All times are the database's own. */
export interface MigrationRecord {
  /** The name of the migration. */
  readonly _id: string;
  readonly schemaVersion: 1;
  /** Where its next batch begins. */
  readonly position?: string;
  /** Random, of the process that is at it. */
  readonly owner?: string;
  /** Until when nobody else may be at it. */
  readonly leaseUntil?: Date;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
}

/** One process at a time is at a migration, by a lease that it renews; each change of that is one conditional update. */
export interface MigrationRecords {
  list(): Promise<readonly MigrationRecord[]>;
  /** @returns undefined where it is finished, or another has it. */
  claim(name: string): Promise<MigrationRecord | undefined>;
  /** As if it had never been finished. Of several at once, one does it; whoever has it by then keeps it. */
  reopen(name: string): Promise<void>;
  /** Stores the position, and renews the lease. @returns whether this process still has it. */
  advance(name: string, position: string | undefined): Promise<boolean>;
  renew(name: string): Promise<boolean>;
  finish(name: string): Promise<boolean>;
  /** For whoever comes next, without waiting. */
  release(name: string): Promise<void>;
}

/** A process that is silent for so long is taken for dead. */
const LEASE_MS = 30_000;
const lease = { $add: ['$$NOW', LEASE_MS] };

/** @param owner random, of this process. */
export function createMigrationRecords(connection: Connection, owner: string): MigrationRecords {
  const records = connection.collection(MIGRATION_RECORDS) as unknown as mongo.Collection<MigrationRecord>;
  const update = async (name: string, pipeline: mongo.Document[]) =>
    (await records.updateOne({ _id: name, owner }, pipeline)).matchedCount === 1;
  return {
    list: () => records.find().sort({ _id: 1 }).toArray(),
    async claim(name) {
      await makeRecord(records, name);
      const isFree = { $lte: [{ $ifNull: ['$leaseUntil', new Date(0)] }, '$$NOW'] };
      const claimed = await records.findOneAndUpdate(
        { _id: name, finishedAt: { $exists: false }, $expr: isFree },
        [{ $set: { owner, leaseUntil: lease, startedAt: { $ifNull: ['$startedAt', '$$NOW'] } } }],
        { returnDocument: 'after' },
      );
      return claimed ?? undefined;
    },
    async reopen(name) {
      await records.updateOne({ _id: name, finishedAt: { $exists: true } }, { $unset: { finishedAt: '' } });
    },
    advance: (name, position) =>
      update(name, [{ $set: { position: { $literal: position }, leaseUntil: lease } }]),
    renew: (name) => update(name, [{ $set: { leaseUntil: lease } }]),
    finish: (name) =>
      update(name, [{ $set: { finishedAt: '$$NOW' } }, { $unset: ['owner', 'leaseUntil', 'position'] }]),
    async release(name) {
      await update(name, [{ $unset: ['owner', 'leaseUntil'] }]);
    },
  };
}

async function makeRecord(records: mongo.Collection<MigrationRecord>, name: string): Promise<void> {
  try {
    await records.updateOne({ _id: name }, { $setOnInsert: { schemaVersion: 1 } }, { upsert: true });
  } catch (error) {
    // Of two at once.
    if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== 11_000) throw error;
  }
}
