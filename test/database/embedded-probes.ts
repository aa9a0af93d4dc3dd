import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { mongo } from 'mongoose';

/** A client for as long as `use` takes. */
export async function withClient<T>(uri: string, use: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 3000 });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** Writes one document to the database that the address names. */
export const insertNote = (uri: string, text: string): Promise<unknown> =>
  withClient(uri, (client) => client.db().collection('notes').insertOne({ text }));

/** The texts of all documents written so. */
export const readNotes = (uri: string): Promise<unknown[]> =>
  withClient(uri, (client) =>
    client
      .db()
      .collection('notes')
      .find()
      .map((note): unknown => note['text'])
      .toArray(),
  );

/** How many watchers this process has started that are still there. */
export async function countWatchers(): Promise<number> {
  const ps = spawn('ps', ['-A', '-o', 'ppid=,args='], { stdio: ['ignore', 'pipe', 'inherit'] });
  let found = 0;
  for await (const line of createInterface(ps.stdout)) {
    if (line.trim().startsWith(`${process.pid} `) && line.includes('portcullis-mongod-watch')) found += 1;
  }
  return found;
}
