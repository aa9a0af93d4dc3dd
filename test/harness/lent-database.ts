import mongoose from 'mongoose';

import { databaseUri } from './database-uri.js';

export interface LentDatabase {
  readonly uri: string;
  readonly db: mongoose.mongo.Db;
  /** Empties it for whoever is next, and lets go of it. */
  giveBack(): Promise<void>;
  close(): Promise<void>;
}

const lent = new Set<string>();

/**
 * An empty database of which the collections and indexes may be there already: to make some fifty indexes takes
 * longer than all else a gateway does at its start. One that was not given back, by a test that failed, is dropped.
 */
export async function lendDatabase(): Promise<LentDatabase> {
  const name = freeName();
  const uri = databaseUri(name);
  const { connection, db } = await connect(uri);
  const empty = connection.useDb('empty_databases').collection<{ _id: string }>('names');
  if ((await empty.findOneAndDelete({ _id: name })) === null) await connection.dropDatabase();
  return {
    ...{ uri, db },
    async giveBack() {
      const collections = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
      // One that was profiled has a collection that only goes with the whole.
      const isPlain = !collections.some((collection) => collection.name.startsWith('system.'));
      if (isPlain) {
        await Promise.all(collections.map((collection) => db.collection(collection.name).deleteMany({})));
        await empty.insertOne({ _id: name });
      } else {
        await db.command({ profile: 0 });
        await db.dropDatabase();
      }
      await connection.close();
      lent.delete(name);
    },
    close: () => connection.close(),
  };
}

/** Of this worker, which runs one test file at a time. */
function freeName(): string {
  for (let number = 1; ; number++) {
    const name = `t_${process.env['JEST_WORKER_ID'] ?? ''}_${number}`;
    if (lent.has(name)) continue;
    lent.add(name);
    return name;
  }
}

export async function connect(uri: string) {
  // Where it was cut, the driver looks for the server again at once; what Mongoose keeps back meanwhile fails after ten seconds.
  const patience = { bufferCommands: false, serverSelectionTimeoutMS: 120_000 };
  const connection = await mongoose.createConnection(uri, patience).asPromise();
  if (connection.db === undefined) throw new Error('The test is not connected.');
  return { connection, db: connection.db };
}
