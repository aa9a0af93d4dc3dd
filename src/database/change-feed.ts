/**
 * Tells what other replicas write by one change stream, within about a tenth of a second where anybody wants to know. Whoever keeps a copy of
 * something in memory asks `isFed()` first: a stopped database raises no error on the stream for seconds, so
 * silence is the only sign. Asking ten times a second was most of what a gateway took that
 * nobody asked anything; so the stream is asked when somebody wants to know, and now and then. Knows no collection's meaning.
 */
import type { Connection, mongo } from 'mongoose';

import type { Clock } from '../foundation/clock.js';
import type { Logger } from '../foundation/logger.js';
import { type Change, type ChangeStream, openChangeStream } from './change-stream.js';
import { createLiveness } from './liveness.js';
import { type PrimaryWatch, watchPrimary } from './primary-watch.js';
import { createHearing, type Silence } from './silence.js';

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
  /**
   * Whether all that was written up to a fifth of a second ago has been told: at once where that is known. Else the database is
   * asked, for a fifth of a second at most.
   */
  isFed(): boolean | Promise<boolean>;
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

/** Opens nothing until `start`, which resolves once every watch has loaded; a stream that is cut opens anew. */
export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const stopping = new AbortController();
  const isStopped = () => stopping.signal.aborted;
  const hearing = createHearing(options.clock);
  const liveness = createLiveness();
  let primary: PrimaryWatch | undefined;
  let stream: ChangeStream | undefined;
  let running: Promise<void> | undefined;

  const follow = async (term: AbortSignal, opened: () => void): Promise<void> => {
    abandon(stream);
    const watches = options.watches();
    const followed = (stream = openChangeStream(options.connection, watches.map(changesOf), term));
    // The first answer stands before anything is loaded, so that no write falls between the two.
    let answer = await followed.ask();
    await Promise.all(watches.map(async (watch) => watch.onOpen()));
    for (let isOpened = false; !isStopped(); answer = await followed.ask()) {
      for (const change of answer.changes) tell(watches, change);
      liveness.answered(answer.at, term);
      hearing.hear();
      if (!isOpened) opened();
      isOpened = true;
      await liveness.pause();
    }
  };

  const followForEver = async (watch: PrimaryWatch, opened: () => void): Promise<void> => {
    const told = createTeller(options.log, opened);
    while (!isStopped()) {
      const term = watch.term();
      try {
        await follow(term, told.opened);
      } catch (error) {
        liveness.cut();
        if (isStopped()) return;
        told.cut(error);
        if (!term.aborted) await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS));
      }
    }
  };

  return {
    isFed: () => liveness.isFed(),
    lastSilence: () => hearing.lastSilence(),
    silentSeconds: () => hearing.silentSeconds(),
    start: () =>
      new Promise((resolve) => {
        primary = watchPrimary(options.connection);
        running = followForEver(primary, resolve);
      }),
    async stop() {
      stopping.abort();
      liveness.cut();
      primary?.stop();
      await stream?.close();
      await running;
    },
  };
}

/** Its server may answer no more, so nobody waits for that. */
function abandon(stream: ChangeStream | undefined): void {
  stream?.close().catch(() => undefined);
}

const changesOf = ({ collection, match }: Watch): mongo.Document => ({ 'ns.coll': collection, ...match });

function tell(watches: readonly Watch[], { ns, documentKey }: Change): void {
  for (const watch of watches) if (watch.collection === ns.coll) watch.onChange(String(documentKey._id));
}

/** Says that it is back as it said that it was cut: a log whose last word is a failure looks like one that goes on. */
function createTeller(log: Logger, opened: () => void) {
  let wasCut = false;
  return {
    cut(error: unknown) {
      wasCut = true;
      log.warn({ err: error }, 'the change feed was cut; asking the database meanwhile');
    },
    opened: () => {
      opened();
      if (wasCut) log.info('the change feed is back');
      wasCut = false;
    },
  };
}
