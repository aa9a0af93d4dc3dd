import { setTimeout } from 'node:timers/promises';

import mongoose, { type Connection, type mongo } from 'mongoose';

import { CommandError, exitCodes } from '../terminal/exit-code.js';
import { listCollectionNames } from './own-collections.js';

/** All collections as they were at one moment, whatever is written meanwhile. */
export interface Snapshot {
  /** About how many documents there are, for a progress bar. */
  readonly about: number;
  /** Collection after collection. @throws CommandError where the server has let go of that moment. */
  documents(): AsyncGenerator<StoredDocument>;
  close(): Promise<void>;
}

export interface StoredDocument {
  readonly collection: string;
  /** Numbers as the types they are stored as (`Int32`, `Double`, `Long`), so that none is lost. */
  readonly document: mongo.Document;
}

/** The server's words for a moment that it keeps no more, or cannot show since a collection has just been changed. */
const SNAPSHOT_TOO_OLD = 239;
const SNAPSHOT_UNAVAILABLE = 246;
/** A collection or an index was made in the moment before. */
const ATTEMPTS = 20;
const RETRY_DELAY_MS = 500;
const PATIENCE_MS = 60_000;

type Cursors = ReadonlyMap<string, mongo.FindCursor>;

/** Opens a cursor on each collection at once, so that what changes their indexes later finds all of them open. */
export async function openSnapshot(connection: Connection, signal: AbortSignal): Promise<Snapshot> {
  const { db } = connection;
  if (db === undefined) throw new Error('The database is not connected.');
  const names = await listCollectionNames(db);
  const counts = await Promise.all(names.map((name) => db.collection(name).estimatedDocumentCount()));
  const { session, cursors } = await openCursors(connection, db, names, signal);
  const close = async () => {
    for (const cursor of cursors.values()) await cursor.close();
    await session.endSession();
  };
  return { about: counts.reduce((sum, count) => sum + count, 0), documents: () => readAll(cursors), close };
}

async function openCursors(
  connection: Connection,
  db: mongo.Db,
  names: readonly string[],
  signal: AbortSignal,
): Promise<{ session: mongo.ClientSession; cursors: Cursors }> {
  for (let attempt = 1; ; attempt += 1) {
    const session = await connection.startSession({ snapshot: true, causalConsistency: false });
    const cursors = new Map(names.map((name) => [name, findAll(db, name, session)]));
    try {
      // The first that is read fixes the moment for all.
      for (const cursor of cursors.values()) await cursor.hasNext();
      return { session, cursors };
    } catch (error) {
      for (const cursor of cursors.values()) await cursor.close();
      await session.endSession();
      if (codeOf(error) !== SNAPSHOT_UNAVAILABLE || attempt === ATTEMPTS) throw error;
      await setTimeout(RETRY_DELAY_MS, undefined, { signal });
    }
  }
}

function findAll(db: mongo.Db, name: string, session: mongo.ClientSession): mongo.FindCursor {
  return db.collection(name).find(
    {},
    {
      session,
      batchSize: 500,
      noCursorTimeout: true,
      // Of each batch: all of them take as long as they take.
      ...{ timeoutMode: 'iteration' as const, timeoutMS: PATIENCE_MS },
      ...{ promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true },
    },
  );
}

async function* readAll(cursors: Cursors): AsyncGenerator<StoredDocument> {
  try {
    for (const [collection, cursor] of cursors)
      for await (const document of cursor as AsyncIterable<mongo.Document>) yield { collection, document };
  } catch (error) {
    throw isGone(error) ? new CommandError(goneMessage, exitCodes.failed) : error;
  }
}

/** As a number: where numbers are read as they are stored, that of an error is too. */
const codeOf = (error: unknown) =>
  error instanceof mongoose.mongo.MongoServerError ? Number(error.code) : undefined;

function isGone(error: unknown): boolean {
  const code = codeOf(error);
  return code === SNAPSHOT_TOO_OLD || code === SNAPSHOT_UNAVAILABLE;
}

const goneMessage = [
  'The server no longer keeps the moment of which the backup is: it took longer than the snapshot window, or an index was made meanwhile.',
  'Have the server keep it for longer (here an hour), and begin again:',
  '',
  '  mongosh --eval "db.adminCommand({ setParameter: 1, minSnapshotHistoryWindowInSeconds: 3600 })"',
].join('\n');
