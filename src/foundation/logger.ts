import { type DestinationStream, type Logger, pino } from 'pino';

import { createReadableLog } from './readable-log.js';

export type { Logger };

export interface LoggerOptions {
  readonly level: string;
  /** Lines for people instead of JSON. */
  readonly readable: boolean;
  /** Which of several processes writes: their lines go to the same output. */
  readonly worker?: number | undefined;
  /** Where lines go; standard output where absent. */
  readonly destination?: DestinationStream;
}

const toTerminal = (text: string) => {
  process.stdout.write(text);
};

/** A write for each line would cost a request for the key set as much as its answer. The rest goes out at exit. */
const gathered = { dest: 1, sync: false, minLength: 4_096, periodicFlush: 50 };
/** A pipe takes so much in one piece (POSIX, PIPE_BUF): else lines of two processes would lie in one another. */
const shared = { ...gathered, minLength: 2_048, maxWrite: 4_096 };

/**
 * One logger for the process. Callers log fields by name, never whole requests, inputs or errors' inputs, so
 * nothing has to be filtered out; `redact` is the second net under that.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level,
      base: options.worker === undefined ? null : { worker: options.worker },
      timestamp: pino.stdTimeFunctions.isoTime,
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
  return pino.destination(worker === undefined ? gathered : shared);
}
