/** A dry run writes what has to be unique into a collection of its own, which goes when it ends: whoever is there twice is found without memory. */
import type { Connection, mongo } from 'mongoose';

import type { Randomness } from '../foundation/randomness.js';
import type { UserDocument } from '../users/user.model.js';
import { createUserWriter, type PlacedUser, type UserWriterOptions, type WriteUsers } from './user-writer.js';

export interface Rehearsal {
  readonly write: WriteUsers;
  /** Leaves nothing behind. */
  end(): Promise<void>;
}

export async function openRehearsal(
  connection: Connection,
  { users, ...options }: UserWriterOptions,
  randomness: Randomness,
): Promise<Rehearsal> {
  const name = `importRehearsal-${randomness(6).toString('hex')}`;
  const rehearsed = (connection.db as unknown as mongo.Db).collection<UserDocument>(name);
  for (const key of ['emailCanonical', 'usernameCanonical', 'phoneNumber'])
    await rehearsed.createIndex(
      { [key]: 1 },
      { unique: true, partialFilterExpression: { [key]: { $exists: true } } },
    );
  const write = createUserWriter({ ...options, users: rehearsed });
  return {
    async write(batch) {
      const { fresh, unchanged, duplicates } = await besideThere(users, batch);
      const written = await write(fresh.map(({ place, user }) => ({ place, user: uniqueOf(user) })));
      return {
        imported: written.imported,
        unchanged: unchanged + written.unchanged,
        duplicates: [...duplicates, ...written.duplicates],
      };
    },
    async end() {
      await rehearsed.drop();
    },
  };
}

/** Nothing of a credential; nobody in it is an admin. What is absent stays so: null would be a value. */
function uniqueOf(user: UserDocument): UserDocument {
  const values: Partial<UserDocument>[] = unique.flatMap((key) =>
    user[key] === undefined ? [] : [{ [key]: user[key] }],
  );
  return Object.assign({ _id: user._id, roles: [] }, ...values) as UserDocument;
}

const unique = ['emailCanonical', 'usernameCanonical', 'phoneNumber'] as const;
const fieldOf = {
  emailCanonical: 'email',
  usernameCanonical: 'username',
  phoneNumber: 'phoneNumber',
} as const;

/** Those that no account of today stands against. */
async function besideThere(users: mongo.Collection<UserDocument>, batch: readonly PlacedUser[]) {
  const asked = unique.flatMap((key) => {
    const values = batch.flatMap(({ user }) => user[key] ?? []);
    return values.length === 0 ? [] : [{ [key]: { $in: values } }];
  });
  const found = await users
    .find({ $or: [{ _id: { $in: batch.map(({ user }) => user._id) } }, ...asked] })
    .project<Pick<UserDocument, '_id' | (typeof unique)[number]>>({
      emailCanonical: 1,
      usernameCanonical: 1,
      phoneNumber: 1,
    })
    .toArray();
  const ids = new Set(found.map(({ _id }) => _id.toHexString()));
  const values = new Set(found.flatMap((user) => unique.map((key) => `${key} ${user[key] ?? ''}`)));
  const others = batch.filter(({ user }) => !ids.has(user._id.toHexString()));
  const conflicts = others.map(({ place, user }) => {
    const key = unique.find((name) => user[name] !== undefined && values.has(`${name} ${user[name]}`));
    return key && { place, field: fieldOf[key], message: 'is in use already, by an account that is there' };
  });
  return {
    fresh: others.filter((_, index) => conflicts[index] === undefined),
    unchanged: batch.length - others.length,
    duplicates: conflicts.filter((conflict) => conflict !== undefined),
  };
}
