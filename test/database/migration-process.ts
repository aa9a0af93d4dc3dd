/** Stands for a gateway that starts: migrates with a made-up migration of three hundred batches, and tells of each. */
import { setTimeout } from 'node:timers/promises';

import mongoose, { type mongo } from 'mongoose';

import { createLogger } from '../../src/foundation/logger.js';
import { systemRandomness } from '../../src/foundation/randomness.js';
import { createMigrations } from '../../src/migrations/migrations.js';

const [uri = '', pauseMs = '0'] = process.argv.slice(2);
const connection = await mongoose.createConnection(uri).asPromise();

/** Adds one to what a batch has: to do it twice shows. */
async function step(db: mongo.Db, position = '0'): Promise<string | undefined> {
  const number = Number(position);
  if (number === 300) return undefined;
  process.stdout.write(`${position}\n`);
  await db
    .collection<{ _id: number }>('batches')
    .updateOne({ _id: number }, { $inc: { times: 1 } }, { upsert: true });
  await setTimeout(Number(pauseMs));
  return String(number + 1);
}

const migrations = createMigrations({
  connection,
  migrations: [{ name: '0001-count', does: 'counts', step }],
  randomness: systemRandomness,
  log: createLogger({ level: 'silent', readable: false }),
  signal: new AbortController().signal,
});
process.stdout.write(`ready\n`);
const finished = await migrations.apply();
process.stdout.write(`finished ${finished.length}\n`);
await connection.close();
