/** Fills the collection of accounts past the gateway: a million sign-ups would take a day of hashing. */
import mongoose, { type mongo } from 'mongoose';

import type { UserDocument } from '../src/users/user.model.js';
import { makeAccount } from './user-crowd.js';

const batchSize = 5_000;
/** More make no difference: mongod's cores are shared with the one that makes the documents. */
const batchesAtOnce = 2;

export interface Filling {
  readonly insertSeconds: number;
  readonly indexSeconds: number;
}

type Users = mongo.Collection<UserDocument>;

/**
 * The indexes are taken off and made anew behind the last document, the same ones: that takes a part of the time of
 * keeping all of them at each insert, and leaves what a build on a live collection does.
 */
export async function fillUsers(
  users: Users,
  count: number,
  report: (made: number) => void,
): Promise<Filling> {
  const indexes = (await users.indexes()).filter(({ name }) => name !== '_id_');
  await users.dropIndexes();
  const begin = performance.now();
  await insertAll(users, count, report);
  const inserted = performance.now();
  await users.createIndexes(indexes.map(({ v: _, ...index }) => index as mongo.IndexDescription));
  return {
    insertSeconds: (inserted - begin) / 1_000,
    indexSeconds: (performance.now() - inserted) / 1_000,
  };
}

async function insertAll(users: Users, count: number, report: (made: number) => void): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + batchSize);
      const batch = Array.from({ length: next - from }, (_, offset) => makeAccount(from + offset, count));
      await users.insertMany(batch, { ordered: false });
      report(next);
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, work));
}

export async function openUsers(uri: string): Promise<{ users: Users; close(): Promise<void> }> {
  const client = await new mongoose.mongo.MongoClient(uri).connect();
  return { users: client.db().collection<UserDocument>('users'), close: () => client.close() };
}

/** Makes somebody who has signed up an admin; the gateway hears of it by itself. */
export async function appoint(users: Users, email: string): Promise<void> {
  await users.updateOne(
    { emailCanonical: email },
    { $set: { roles: ['USER', 'ADMIN'] }, $inc: { version: 1 } },
  );
}
