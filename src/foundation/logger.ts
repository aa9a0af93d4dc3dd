import { type DestinationStream, type Logger, pino } from 'pino';

import { createReadableLog } from './readable-log.js';

export type { Logger };

export interface LoggerOptions {
  readonly level: string;
  /** Lines for people instead of JSON. */
  readonly readable: boolean;
  /** Which of several processes writes: their lines go to the same output. */
  readonly worker?: number | undefined;
  /** What each line has beside what is logged. */
  readonly fields?: (() => object) | undefined;
  /** Where lines go; standard output where absent. */
  readonly destination?: DestinationStream;
}

const toTerminal = (text: string) => {
  process.stdout.write(text);
};

/** How long a line may wait for others. */
const FLUSH_MS = 50;

/** Where nobody reads, what is logged waits up to here; what comes then is dropped, and told of once there is room. In bytes. */
const MOST_WAITING = 16 * 2 ** 20;

/** In bytes. */
const alone = { minLength: 32_768, maxWrite: 65_536 };
/** A pipe takes so much in one piece (POSIX, PIPE_BUF): else lines of two processes would lie in one another. */
const amongWorkers = { minLength: 2_048, maxWrite: 4_096 };

/**
 * Standard output in pieces: a write for each line would cost a request for the key set as much as its answer, and each is a
 * wake-up of another thread. sonic-boom's own `periodicFlush` also writes when there is nothing to write, twenty times a second.
 * What waits at exit is written then. It takes bytes, since with strings sonic-boom 4.2 measures all that waits anew with each
 * line, which was a third of what a guarded read allocates.
 */
function openStandardOutput(pieces: typeof alone): DestinationStream {
  const room = { ...pieces, maxLength: MOST_WAITING };
  const output = pino.destination({ dest: 1, sync: false, contentMode: 'buffer', ...room });
  // Its types know strings alone. pino puts another `write` in its place once nobody reads any more.
  const destination = output as unknown as { write: (bytes: Buffer) => boolean };
  let isDue = false;
  const flush = () => {
    isDue = false;
    output.flush();
  };
  const flushSoon = () => {
    if (!isDue) setTimeout(flush, FLUSH_MS).unref();
    isDue = true;
  };
  /** In bytes. */
  let waiting = 0;
  let dropped = 0;
  const write = (line: string) => {
    const bytes = Buffer.from(line);
    waiting += bytes.length;
    destination.write(bytes);
    flushSoon();
  };
  output.on('write', (written) => {
    waiting -= written;
  });
  output.on('drop', ({ length }) => {
    waiting -= length;
    dropped++;
  });
  output.on('drain', () => {
    // A flush does nothing while a piece is being written, and then writes one of them: without this the last lines would wait for the next.
    if (waiting > 0) flushSoon();
    if (dropped === 0) return;
    const told = {
      level: 'warn',
      time: new Date().toISOString(),
      dropped,
      msg: 'lines of the log were dropped',
    };
    dropped = 0;
    write(`${JSON.stringify(told)}\n`);
  });
  const stream = { write, flush: () => output.flush() };
  return stream;
}

/**
 * One logger for the process. Callers log fields by name, never whole requests, inputs or errors' inputs, so
 * nothing has to be filtered out; `redact` is the second net under that.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level,
      base: options.worker === undefined ? null : { worker: options.worker },
      timestamp: createTimestamp(),
      ...(options.fields && { mixin: options.fields }),
      formatters: { level: (level) => ({ level }) },
      redact: {
        paths: ['password', 'token', 'authorization', 'cookie', '*.password', '*.token'],
        remove: true,
      },
    },
    options.destination ?? chooseDestination(options),
  );
}

function chooseDestination({ readable, worker }: LoggerOptions): DestinationStream {
  if (readable) return createReadableLog(toTerminal);
  return openStandardOutput(worker === undefined ? alone : amongWorkers);
}

/**
 * A child for lines that are written so often that it matters what each costs: of members that JSON knows as they are, none of which is
 * redacted. It writes what its parent would, in half the time.
 */
export function plainLines(log: Logger): Logger {
  const { asJsonSym, chindingsSym } = pino.symbols;
  const lines = log.child({}, { redact: [] });
  const bindings = (lines as unknown as Record<typeof chindingsSym, string>)[chindingsSym];
  const { labels } = pino.levels;
  const asJson = (members: object, message: string, level: number, time: string) =>
    `{"level":"${labels[level] ?? level}"${time}${bindings},${JSON.stringify(members).slice(1, -1)},"msg":${JSON.stringify(message)}}\n`;
  return Object.assign(lines, { [asJsonSym]: asJson });
}

/** ISO 8601; the lines of one millisecond share it. */
function createTimestamp(): () => string {
  let at = Number.NaN;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== at) text = `,"time":"${new Date(now).toISOString()}"`;
    at = now;
    return text;
  };
}
