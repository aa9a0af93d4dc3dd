/** Log lines for a person at a terminal: a request is one short line, everything else as pino-pretty writes it. */
import { styleText } from 'node:util';
import type { DestinationStream } from 'pino';
import { prettyFactory } from 'pino-pretty';

interface RequestLine {
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  readonly status: number;
  readonly code?: string;
  readonly ms: number;
  readonly requestId: string;
}

/** Nobody's at a terminal, and what the line of an event says already: its name, which tells the outcome, and its time. */
const ignore = 'pid,hostname,event,at,outcome';

export function createReadableLog(write: (text: string) => void): DestinationStream {
  const prettify = prettyFactory({ translateTime: 'SYS:HH:MM:ss', ignore, singleLine: true });
  return {
    write(line) {
      const entry = JSON.parse(line) as { readonly msg?: unknown };
      write(entry.msg === 'request' ? `${requestLine(entry as unknown as RequestLine)}\n` : prettify(line));
    },
  };
}

/** `21:05:13 401 POST /graphql signIn INVALID_CREDENTIALS 12 ms`; the id, by which more is found, where it was refused. */
function requestLine({ time, method, path, operation, status, code, ms, requestId }: RequestLine): string {
  const at = new Date(time).toTimeString().slice(0, 8);
  const isRefused = code !== undefined || status >= 400;
  const parts = [
    `[${at}]`,
    styleText(colourOf(status, isRefused), String(status)),
    method,
    path,
    operation,
    code && styleText('yellow', code),
    styleText('dim', isRefused ? `${ms} ms ${requestId}` : `${ms} ms`),
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

function colourOf(status: number, isRefused: boolean): 'red' | 'yellow' | 'green' {
  if (status >= 500) return 'red';
  return isRefused ? 'yellow' : 'green';
}
