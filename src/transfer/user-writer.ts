/** Writes accounts by the hundred, and tells which were there already and which cannot be. */
import type { mongo } from 'mongoose';
import mongoose from 'mongoose';

import type { InTransaction } from '../database/transaction.js';
import { type AdminSet, isAdmin } from '../users/admin-set.js';
import type { UserDocument } from '../users/user.model.js';
import type { RowProblem } from './row-problem.js';

/** An account, and where it stands in the file. */
export interface PlacedUser {
  readonly place: string;
  readonly user: UserDocument;
}

interface Written {
  readonly imported: number;
  /** Brought by an earlier run. */
  readonly unchanged: number;
  readonly duplicates: readonly RowProblem[];
}

export type WriteUsers = (batch: readonly PlacedUser[]) => Promise<Written>;

export interface UserWriterOptions {
  readonly users: mongo.Collection<UserDocument>;
  readonly adminSet: Pick<AdminSet, 'enter'>;
  readonly inTransaction: InTransaction;
}

export function createUserWriter({ users, adminSet, inTransaction }: UserWriterOptions): WriteUsers {
  return async (batch) => {
    const fresh = await withoutKnown(users, batch);
    const admins = fresh.filter(({ user }) => isAdmin(user));
    const others = fresh.filter(({ user }) => !isAdmin(user));
    const refused = [...(await insert(users, others))];
    for (const placed of admins) refused.push(...(await insertAdmin(placed)));
    const again = refused.filter(({ field }) => field === '_id').length;
    const duplicates = refused.filter(({ field }) => field !== '_id');
    return {
      imported: fresh.length - refused.length,
      unchanged: batch.length - fresh.length + again,
      duplicates,
    };
  };

  async function insertAdmin(placed: PlacedUser): Promise<readonly RowProblem[]> {
    try {
      await inTransaction(async (transaction) => {
        await adminSet.enter(transaction);
        await users.insertOne(placed.user, { session: transaction });
      });
      return [];
    } catch (error) {
      return conflictsOf(error, [placed]);
    }
  }
}

async function withoutKnown(
  users: mongo.Collection<UserDocument>,
  batch: readonly PlacedUser[],
): Promise<readonly PlacedUser[]> {
  const ids = batch.map(({ user }) => user._id);
  const found = await users.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
  const known = new Set(found.map(({ _id }) => _id.toHexString()));
  return batch.filter(({ user }) => !known.has(user._id.toHexString()));
}

/** Unordered: one that is refused holds none of the others back. @returns those that were. */
async function insert(
  users: mongo.Collection<UserDocument>,
  batch: readonly PlacedUser[],
): Promise<readonly RowProblem[]> {
  if (batch.length === 0) return [];
  try {
    await users.insertMany(
      batch.map(({ user }) => user),
      { ordered: false },
    );
    return [];
  } catch (error) {
    return conflictsOf(error, batch);
  }
}

/** By the first member of the key of a unique index. */
const fieldNames: Readonly<Record<string, string>> = {
  _id: '_id',
  emailCanonical: 'email',
  usernameCanonical: 'username',
  phoneNumber: 'phoneNumber',
  'identities.issuer': 'identities',
};

const TAKEN = 'is in use already, by an account that was there or by one above';
const DUPLICATE_KEY = 11000;

/** @throws what is anything else than a value that somebody has. */
function conflictsOf(error: unknown, batch: readonly PlacedUser[]): readonly RowProblem[] {
  const { MongoBulkWriteError, MongoServerError } = mongoose.mongo;
  if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error;
  if (!(error instanceof MongoBulkWriteError)) return [problemOf(batch[0], error.message)];
  return [error.writeErrors].flat().map(({ code, index, errmsg = '' }) => {
    if (code !== DUPLICATE_KEY) throw error;
    return problemOf(batch[index], errmsg);
  });
}

/** Of many writes at once the driver hands on the sentence alone, and not the pattern of the key. */
function problemOf(placed: PlacedUser | undefined, sentence: string): RowProblem {
  const key = /dup key: \{ "?([\w.]+)"?:/.exec(sentence)?.[1] ?? '';
  return { place: placed?.place ?? '', field: fieldNames[key] ?? key, message: TAKEN };
}
