/**
 * Requests that are sent before the answer to the one before is out (HTTP pipelining) are taken one after the other: their answers would
 * wait in memory for a caller who need not read any of them.
 */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { whenGone } from './caller-gone.js';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const latest = new WeakMap<Socket, ServerResponse>();

/** @returns undefined where it is its turn already, as it nearly always is; else what resolves then, or when the caller has gone. */
export function takeTurn(exchange: Exchange): Promise<void> | undefined {
  const { request, response } = exchange;
  const before = latest.get(request.socket);
  latest.set(request.socket, response);
  return before === undefined || before.writableFinished ? undefined : waitFor(before, exchange);
}

async function waitFor(before: ServerResponse, exchange: Exchange): Promise<void> {
  let stay: (() => void) | undefined;
  const gone = new Promise<void>((resolve) => {
    stay = whenGone(exchange, resolve);
  });
  await Promise.race([once(before, 'close'), gone]);
  stay?.();
}
