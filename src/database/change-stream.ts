/**
 * What was written to some collections, asked for answer by answer. The driver's plain cursor and not its ChangeStream, which hands
 * out one event at a time and not what belongs to one answer, and opens itself anew where whoever keeps copies has to hear of it.
 */
import type { Connection, mongo } from 'mongoose';

/** The server may wait for something to tell for so long, which is the least that it takes; 0 were a second. */
const AWAIT_MS = 1;

const followed: mongo.AggregateOptions & mongo.AbstractCursorOptions = {
  tailable: true,
  awaitData: true,
  maxAwaitTimeMS: AWAIT_MS,
};

/** Names the document that was written or removed, and its collection. */
export interface Change {
  readonly ns: { readonly coll: string };
  readonly documentKey: { readonly _id: unknown };
}

interface Answer {
  /** When it was asked for, by performance.now(): an answer tells how things were then. */
  readonly at: number;
  readonly changes: readonly Change[];
}

export interface ChangeStream {
  /** All that was written since the answer before. @throws where the stream was cut, has ended, or the term is over. */
  ask(): Promise<Answer>;
  close(): Promise<void>;
}

/** @param changes which ones, as the $match of a change stream has it. @param term of the primary that is asked. */
export function openChangeStream(
  { db }: Connection,
  changes: readonly mongo.Document[],
  term: AbortSignal,
): ChangeStream {
  if (db === undefined) throw new Error('The database is not connected.');
  const pipeline = [
    { $changeStream: {} },
    { $match: { $or: changes } },
    { $project: { ns: 1, documentKey: 1 } },
  ];
  const cursor = db.aggregate(pipeline, followed);
  const within = createWithin(term);
  return {
    async ask() {
      const at = performance.now();
      const first = await within.race(cursor.tryNext());
      // Of a database that was dropped: it would answer at once and for ever.
      if (cursor.closed) throw new Error('The stream has ended: the database was dropped.');
      const told = first === null ? [] : [first, ...cursor.readBufferedDocuments()];
      return { at, changes: told.filter(isOfDocument) };
    },
    close() {
      within.stop();
      return cursor.close();
    },
  };
}

/** Others are of a whole collection. */
function isOfDocument(change: mongo.Document): change is Change {
  return 'documentKey' in change;
}

/**
 * A stream goes on with its server when that is primary no more, and hears nothing where it is cut off from the others; so whoever
 * follows it lets go of it (mongod 6.0, driver 7.2).
 */
function createWithin(term: AbortSignal) {
  let fail: ((error: Error) => void) | undefined;
  const end = () => fail?.(new Error('The primary is another one, or has gone.'));
  term.addEventListener('abort', end, { once: true });
  return {
    /** One at a time: a listener for each would cost as much as the asking. */
    race: <Result>(work: Promise<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        fail = reject;
        if (term.aborted) end();
        work.then(resolve, reject);
      }),
    stop: () => {
      term.removeEventListener('abort', end);
    },
  };
}
