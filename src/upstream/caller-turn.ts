/**
 * Requests that are sent before the answer to the one before is out (HTTP pipelining) are taken one after the other: their answers would
 * wait in memory for a caller who need not read any of them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { whenGone } from './caller-gone.js';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const latest = new WeakMap<Socket, ServerResponse>();

/**
 * @param patienceMs how long the answer before may take; what comes after one that does not end is cut off with it.
 * @returns undefined where it is its turn already, as it nearly always is; else what resolves then, or when the caller has gone.
 */
export function takeTurn(exchange: Exchange, patienceMs: number): Promise<void> | undefined {
  const { request, response } = exchange;
  const before = latest.get(request.socket);
  latest.set(request.socket, response);
  return before === undefined || before.writableFinished || before.destroyed
    ? undefined
    : waitFor(before, exchange, patienceMs);
}

function waitFor(before: ServerResponse, exchange: Exchange, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      exchange.request.socket.destroy();
    }, patienceMs);
    const go = () => {
      clearTimeout(timer);
      before.off('close', go);
      stay();
      resolve();
    };
    before.once('close', go);
    const stay = whenGone(exchange, () => {
      // Which may tell before it has returned.
      queueMicrotask(go);
    });
  });
}
