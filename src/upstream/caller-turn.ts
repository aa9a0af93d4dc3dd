/**
 * Requests that are sent before the answer to the one before is out (HTTP pipelining) are taken one after the other: their answers would
 * wait in memory for a caller who need not read any of them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { whenGone } from './caller-gone.js';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * @param patienceMs how long the answer before may take; what comes after one that does not end is cut off with it.
 * @returns undefined where it is its turn already, as it nearly always is; else what resolves then, or when the caller has gone.
 */
export function takeTurn(exchange: Exchange, patienceMs: number): Promise<void> | undefined {
  // Node hands an answer its connection once those before are out.
  return exchange.response.socket === null ? waitForConnection(exchange, patienceMs) : undefined;
}

function waitForConnection(exchange: Exchange, patienceMs: number): Promise<void> {
  const { request, response } = exchange;
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      request.socket.destroy();
    }, patienceMs);
    const go = () => {
      clearTimeout(timer);
      response.off('socket', go);
      stay();
      resolve();
    };
    response.once('socket', go);
    const stay = whenGone(exchange, () => {
      // Which may tell before it has returned.
      queueMicrotask(go);
    });
  });
}
