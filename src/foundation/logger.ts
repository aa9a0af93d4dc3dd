import { type DestinationStream, type Logger, pino } from 'pino';

import { createReadableLog } from './readable-log.js';

export type { Logger };

export interface LoggerOptions {
  readonly level: string;
  /** Lines for people instead of JSON. */
  readonly readable: boolean;
  /** Where lines go; standard output where absent. */
  readonly destination?: DestinationStream;
}

const toTerminal = (text: string) => {
  process.stdout.write(text);
};

/**
 * A write for each line would cost a request for the key set as much as its answer, and each write is a wake-up of another thread.
 * What is there goes out every 50 ms, and the rest at exit.
 */
const gathered = { dest: 1, sync: false, minLength: 32_768, maxWrite: 65_536, periodicFlush: 50 };

/**
 * One logger for the process. Callers log fields by name, never whole requests, inputs or errors' inputs, so
 * nothing has to be filtered out; `redact` is the second net under that.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: createTimestamp(),
      formatters: { level: (level) => ({ level }) },
      redact: {
        paths: ['password', 'token', 'authorization', 'cookie', '*.password', '*.token'],
        remove: true,
      },
    },
    options.destination ?? (options.readable ? createReadableLog(toTerminal) : pino.destination(gathered)),
  );
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
