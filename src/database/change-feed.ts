/**
 * Tells what other replicas write, within about a tenth of a second, by one change stream. Whoever keeps a copy of
 * something in memory asks `isAlive()` first: a stopped database raises no error on the stream for seconds, so
 * silence is the only sign. Knows no collection's meaning.
 */
import { once } from 'node:events';

import type { Connection, mongo } from 'mongoose';

import type { Clock } from '../foundation/clock.js';
import type { Logger } from '../foundation/logger.js';
import { type PrimaryWatch, watchPrimary } from './primary-watch.js';
import { createHearing, type Silence } from './silence.js';

/** How long the server waits for something to tell before it answers with nothing. */
const AWAIT_MS = 75;
/** An answer tells how things were when it was asked for: it is that old when it comes, and there are two or three in this time. */
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
  /** When nothing was told, for a second or longer. */
  lastSilence(): Silence | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ChangeFeedOptions {
  readonly connection: Connection;
  /** Asked when the stream is opened. */
  readonly watches: () => readonly Watch[];
  readonly log: Logger;
  readonly clock: Clock;
}

type Stream = mongo.ChangeStream<mongo.Document, mongo.ChangeStreamDocument>;

/** Opens nothing until `start`, which resolves once every watch has loaded; a stream that is cut opens anew. */
export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const stopping = new AbortController();
  const isStopped = () => stopping.signal.aborted;
  const hearing = createHearing(options.clock);
  /** How things were then is known, and what has been told by whom. */
  let known: { readonly at: number; readonly term: AbortSignal } | undefined;
  let primary: PrimaryWatch | undefined;
  let stream: Stream | undefined;
  let running: Promise<void> | undefined;

  const follow = async (term: AbortSignal, opened: () => void): Promise<void> => {
    abandon(stream);
    const watches = options.watches();
    const followed = (stream = openStream(options.connection, watches));
    const ask = createAsk(followed, term);
    // The first answer stands before anything is loaded, so that no write falls between the two.
    const first = await ask();
    await Promise.all(watches.map(async (watch) => watch.onOpen()));
    const take = ({ at, event }: typeof first) => {
      tell(watches, event);
      known = { at, term };
      hearing.hear();
    };
    take(first);
    opened();
    while (!isStopped()) {
      take(await ask());
      // Of a database that was dropped: it would answer at once and for ever, and nothing else would have its turn.
      if (followed.closed) throw new Error('The stream has ended: the database was dropped.');
    }
  };

  const followForEver = async (watch: PrimaryWatch, opened: () => void): Promise<void> => {
    while (!isStopped()) {
      const term = watch.term();
      try {
        await follow(term, opened);
      } catch (error) {
        known = undefined;
        if (isStopped()) return;
        options.log.warn({ err: error }, 'the change feed was cut; asking the database meanwhile');
        if (!term.aborted) await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS));
      }
    }
  };

  return {
    isAlive: () => known !== undefined && !known.term.aborted && performance.now() - known.at < ALIVE_MS,
    lastSilence: () => hearing.lastSilence(),
    silentSeconds: () => hearing.silentSeconds(),
    start: () =>
      new Promise((resolve) => {
        primary = watchPrimary(options.connection);
        running = followForEver(primary, resolve);
      }),
    async stop() {
      stopping.abort();
      primary?.stop();
      await stream?.close();
      await running;
    },
  };
}

/** Its server may answer no more, so nobody waits for that. */
function abandon(stream: Stream | undefined): void {
  stream?.close().catch(() => undefined);
}

/**
 * A stream goes on with its server when that is primary no more, and hears nothing where it is cut off from the others; so whoever
 * follows it lets go of it (mongod 6.0, driver 7.2).
 */
async function unlessAborted<Result>(term: AbortSignal, work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  const settled = new AbortController();
  const ended = once(term, 'abort', { signal: settled.signal }).catch(() => undefined);
  try {
    if (!term.aborted) await Promise.race([work, ended]);
    if (term.aborted) throw new Error('The primary is another one, or has gone.');
    return await work;
  } finally {
    settled.abort();
  }
}

/** @returns when it was asked, and what was told. */
function createAsk(followed: Stream, term: AbortSignal) {
  return async () => {
    const at = performance.now();
    return { at, event: await unlessAborted(term, followed.tryNext()) };
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
