import type { Connection, mongo } from 'mongoose';

import { renewRestore } from '../database/restore-mark.js';
import { CommandError, exitCodes } from '../terminal/exit-code.js';
import type { StoredDocument } from './snapshot.js';

/** Writes what it is given, many at once. */
export interface Filler {
  add(entry: StoredDocument, characters: number): Promise<void>;
  /** The rest. @returns how many went into which collection. */
  end(): Promise<Readonly<Record<string, number>>>;
}

const BATCH_DOCUMENTS = 1_000;
/** Of their text, which is about twice what they take. */
const BATCH_CHARACTERS = 8_000_000;

/**
 * Each batch stands only if the mark is still the owner's, in one transaction with it: a restore that slept for a minute and was
 * replaced writes nothing into what the other one made.
 */
export function createFiller(connection: Connection, owner: string): Filler {
  const counts: Record<string, number> = {};
  let batch: mongo.Document[] = [];
  let collection = '';
  let characters = 0;

  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const documents = batch;
    await inOneTransaction(connection, async (session) => {
      if (!(await renewRestore(connection, owner, session))) throw replaced();
      await connection.collection(collection).insertMany(documents, { session });
    });
    counts[collection] = (counts[collection] ?? 0) + documents.length;
    batch = [];
    characters = 0;
  };

  return {
    async add(entry, length) {
      const isFull = batch.length === BATCH_DOCUMENTS || characters + length > BATCH_CHARACTERS;
      if (isFull || entry.collection !== collection) await flush();
      if (entry.collection !== collection) {
        collection = entry.collection;
        // A transaction that makes one itself keeps others from it.
        if (counts[collection] === undefined) await connection.createCollection(collection);
      }
      batch.push(entry.document);
      characters += length;
    },
    async end() {
      await flush();
      return counts;
    },
  };
}

/**
 * Once: a restore that is broken off by a fail-over is run again. Not by withTransaction, in which driver 7.2 refuses an
 * insertMany where the client has a time limit.
 */
async function inOneTransaction(
  connection: Connection,
  work: (session: mongo.ClientSession) => Promise<void>,
): Promise<void> {
  const session = await connection.startSession();
  try {
    session.startTransaction();
    await work(session);
    await session.commitTransaction();
  } finally {
    // What was not committed is aborted.
    await session.endSession();
  }
}

/** Another restore has taken the mark over. */
export function replaced(): CommandError {
  return new CommandError(
    'Another restore has taken this one’s place, since nothing was heard of it.',
    exitCodes.failed,
  );
}
