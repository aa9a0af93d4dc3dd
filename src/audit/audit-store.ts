/** The audit trail as it lies in the database: entries are added and read. There is no way to change or remove one. */
import mongoose, { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { CursorPosition } from '../foundation/cursors.js';
import type { AuditEntryDocument, AuditEntryModel } from './audit-entry.model.js';

const DUPLICATE_KEY = 11_000;

export type AuditCondition = mongo.Filter<AuditEntryDocument>;

export interface AuditStore {
  /**
   * Adds what is not there yet, so that it may be tried again with the same entries.
   * @returns how many the database refused for what they are; to try those again would be in vain.
   */
  add(entries: readonly AuditEntryDocument[]): Promise<number>;
  /** Newest first. */
  read(
    condition: AuditCondition,
    after: CursorPosition | undefined,
    limit: number,
  ): Promise<AuditEntryDocument[]>;
  count(condition: AuditCondition, limit: number): Promise<number>;
}

export function createAuditStore(model: AuditEntryModel): AuditStore {
  const collection = rawCollection(model);
  return {
    async add(entries) {
      try {
        await collection.insertMany([...entries], { ordered: false });
        return 0;
      } catch (error) {
        return countRefused(error);
      }
    },
    read: (condition, after, limit) =>
      collection
        .find({ $and: [condition, beyond(after)] })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray(),
    count: (condition, limit) => collection.countDocuments(condition, { limit }),
  };
}

/** @throws the error itself where it is about the database and not about entries. */
function countRefused(error: unknown): number {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error;
  const failures = [error.writeErrors].flat();
  if (failures.length === 0) throw error;
  return failures.filter(({ code }) => code !== DUPLICATE_KEY).length;
}

function beyond(after: CursorPosition | undefined): AuditCondition {
  if (after === undefined) return {};
  const at = new Date(after.key ?? 0);
  // The first condition is what the index can start from.
  return { at: { $lte: at }, $or: [{ at: { $lt: at } }, { _id: { $lt: new Types.ObjectId(after.id) } }] };
}
