import { type DestinationStream, type Logger, pino } from 'pino';

import { createLogOutput } from './log-output.js';
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
/** Of a terminal that was closed: SIGHUP has the process stopped in good order. */
const ignoreClosed = () => undefined;

const alone = { pieceBytes: 65_536, flushBytes: 32_768 };
const amongWorkers = { pieceBytes: 4_096, flushBytes: 2_048 };

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
  if (readable) {
    process.stdout.on('error', ignoreClosed);
    return createReadableLog(toTerminal);
  }
  return createLogOutput({ fd: 1, ...(worker === undefined ? alone : amongWorkers) });
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
