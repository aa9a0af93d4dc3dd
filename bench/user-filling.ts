/** Fills the collection of accounts past the gateway: a million sign-ups would take a day of hashing. */
import mongoose, { type mongo } from 'mongoose';

import type { UserDocument } from '../src/users/user.model.js';
import { type Filling, fillWithoutIndexes, inBatches } from './fill.js';
import { makeAccount } from './user-crowd.js';

type Users = mongo.Collection<UserDocument>;

export async function fillUsers(
  users: Users,
  count: number,
  report: (made: number) => void,
): Promise<Filling> {
  const insert = async (from: number, to: number) => {
    const batch = Array.from({ length: to - from }, (_, offset) => makeAccount(from + offset, count));
    await users.insertMany(batch, { ordered: false });
  };
  return fillWithoutIndexes([users], () => inBatches(count, insert, report));
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
