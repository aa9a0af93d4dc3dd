/**
 * Tells what other replicas write, within about a tenth of a second, by one change stream. Whoever keeps a copy of
 * something in memory asks `isAlive()` first: a stopped database raises no error on the stream for seconds, so
 * silence is the only sign. Knows no collection's meaning.
 */
import type { Connection, mongo } from 'mongoose';

import type { Logger } from '../foundation/logger.js';

/** How long the server waits for something to tell before it answers with nothing. */
const AWAIT_MS = 100;
/** Two answers may be missed, no more. */
const ALIVE_MS = 200;
const RETRY_DELAY_MS = 250;

/** Whoever keeps copies of the documents of one collection. */
export interface Watch {
  /** Its name in the database. */
  readonly collection: string;
  /** Which of its changes matter, as the $match of a change stream has it; absent: all. */
  readonly match?: mongo.Document;
  /** A document was written or removed. */
  onChange(id: string): void;
  /** From here on changes are told; what was kept before is void. Awaited before the feed counts as alive. */
  onOpen(): Promise<void> | void;
}

/** One stream for all rooms: they contribute a `Watch` and are told by `isFed` whether to believe their copy. */
export interface ChangeFeed {
  /** Whether all that was written up to a fifth of a second ago has been told. */
  isAlive(): boolean;
  /** How long ago the database last answered the stream, in seconds: what others wrote since may not have been told. */
  silentSeconds(): number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ChangeFeedOptions {
  readonly connection: Connection;
  /** Asked when the stream is opened. */
  readonly watches: () => readonly Watch[];
  readonly log: Logger;
}

type Stream = mongo.ChangeStream<mongo.Document, mongo.ChangeStreamDocument>;

/** Opens nothing until `start`, which resolves once every watch has loaded; a stream that is cut opens anew. */
export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const stopping = new AbortController();
  const isStopped = () => stopping.signal.aborted;
  let lastAnswerAt = Number.NEGATIVE_INFINITY;
  // Also while the stream is cut, from where nothing is believed.
  let heardAt = performance.now();
  let stream: Stream | undefined;
  let running: Promise<void> | undefined;

  const follow = async (opened: () => void): Promise<void> => {
    await stream?.close();
    const watches = options.watches();
    stream = openStream(options.connection, watches);
    // The first answer stands before anything is loaded, so that no write falls between the two.
    const first = await stream.tryNext();
    await Promise.all(watches.map(async (watch) => watch.onOpen()));
    tell(watches, first);
    lastAnswerAt = heardAt = performance.now();
    opened();
    while (!isStopped()) {
      tell(watches, await stream.tryNext());
      // Of a database that was dropped: it would answer at once and for ever, and nothing else would have its turn.
      if (stream.closed) throw new Error('The stream has ended: the database was dropped.');
      lastAnswerAt = heardAt = performance.now();
    }
  };

  const followForEver = async (opened: () => void): Promise<void> => {
    while (!isStopped()) {
      try {
        await follow(opened);
      } catch (error) {
        lastAnswerAt = Number.NEGATIVE_INFINITY;
        if (isStopped()) return;
        options.log.warn({ err: error }, 'the change feed was cut; asking the database meanwhile');
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS));
      }
    }
  };

  return {
    isAlive: () => performance.now() - lastAnswerAt < ALIVE_MS,
    silentSeconds: () => (performance.now() - heardAt) / 1_000,
    start: () =>
      new Promise((resolve) => {
        running = followForEver(resolve);
      }),
    async stop() {
      stopping.abort();
      await stream?.close();
      await running;
    },
  };
}

function openStream(connection: Connection, watches: readonly Watch[]): Stream {
  if (connection.db === undefined) throw new Error('The database is not connected.');
  const changes = watches.map(({ collection, match }) => ({ 'ns.coll': collection, ...match }));
  const pipeline = [{ $match: { $or: changes } }, { $project: { ns: 1, documentKey: 1 } }];
  return connection.db.watch<mongo.Document, mongo.ChangeStreamDocument>(pipeline, {
    maxAwaitTimeMS: AWAIT_MS,
  });
}

function tell(watches: readonly Watch[], event: mongo.ChangeStreamDocument | null): void {
  if (event === null || !('documentKey' in event)) return;
  const { ns, documentKey } = event;
  for (const watch of watches) if (watch.collection === ns.coll) watch.onChange(String(documentKey._id));
}
