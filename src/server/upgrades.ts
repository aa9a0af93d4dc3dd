/**
 * Requests that ask for another protocol on their connection. WebSockets go to the room whose path it is; whoever asks for anything
 * else, as Java's client does with h2c, is answered as if he had not asked (RFC 9110 section 7.8).
 */
import { randomUUID } from 'node:crypto';
import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { endSoon } from '../http/end-soon.js';
import type { HotRoute } from '../http/hot-route.js';
import type { ClientAddress } from './client-address.js';

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface UpgradeOptions {
  readonly addressOf: ClientAddress;
  /** How long the rest of a request may take to arrive. */
  readonly requestTimeoutMs: number;
  readonly answer: RequestListener;
}

/** @returns undefined where no path has WebSockets: then Node itself answers as if nobody had asked. */
export function createUpgradeListener(
  hotRoutes: readonly HotRoute[],
  { addressOf, requestTimeoutMs, answer }: UpgradeOptions,
): UpgradeListener | undefined {
  if (hotRoutes.length === 0) return undefined;
  const routes = new Map(hotRoutes.map((route) => [route.path, route]));
  return (request, socket, head) => {
    // Whoever goes away meanwhile must not end the process.
    socket.on('error', () => socket.destroy());
    // What comes now would be taken for the answer to what was asked before (RFC 9112 section 9.3.2).
    if (isAnswering(request, socket as Socket)) {
      socket.destroy();
      return;
    }
    const [path = ''] = (request.url ?? '').split('?', 1);
    const route = routes.get(path);
    const isWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
    if (isWebSocket && route !== undefined)
      route.upgrade({ request, socket, head, requestId: randomUUID(), ip: addressOf(request) });
    else answerPlainly({ request, socket: socket as Socket, head, requestTimeoutMs, answer });
  };
}

/** Whether a request before this one is not answered yet, which Node says in no other way. */
function isAnswering(request: IncomingMessage, socket: Socket): boolean {
  const probe = new ServerResponse(request);
  try {
    probe.assignSocket(socket);
  } catch {
    return true;
  }
  probe.detachSocket(socket);
  return false;
}

interface PlainRequest {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
  readonly requestTimeoutMs: number;
  readonly answer: RequestListener;
}

/** Node has let go of the connection: what is left of the body is read here, and the connection ends with the answer. */
function answerPlainly(asked: PlainRequest): void {
  const { request, socket, requestTimeoutMs, answer } = asked;
  const length = Number(request.headers['content-length'] ?? 0);
  if (request.headers['transfer-encoding'] !== undefined || !Number.isSafeInteger(length)) {
    endSoon(socket, 'HTTP/1.1 411 Length Required\r\nConnection: close\r\n\r\n');
    return;
  }
  const plain = copyHead(request, socket);
  const response = new ServerResponse(plain);
  const giveUp = () => {
    // What comes after this is no part of it any more.
    socket.pause();
    if (response.headersSent) socket.destroy();
    else endSoon(socket, 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
  };
  const timer = setTimeout(giveUp, requestTimeoutMs).unref();
  const stopClock = () => {
    clearTimeout(timer);
  };
  socket.once('close', stopClock);
  feedBody(plain, asked, length, stopClock);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  // Node ends no connection that it has let go of: whoever has closed it from his side waits for no answer.
  const leave = () => socket.destroy();
  socket.once('end', leave);
  response.once('finish', () => {
    socket.off('end', leave);
    response.detachSocket(socket);
    // As Node does with those that it answers itself: whoever counts what is under way goes by it.
    response.destroyed = true;
    response.emit('close');
    endSoon(socket);
  });
  if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
  answer(plain, response);
}

/** Node has ended the body of the first one already. */
function copyHead(request: IncomingMessage, socket: Socket): IncomingMessage {
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  const head = { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor };
  return Object.assign(new IncomingMessage(socket), head, { complete: true });
}

/** @param whole called once all of it is there. */
function feedBody(
  request: IncomingMessage,
  { socket, head }: PlainRequest,
  length: number,
  whole: () => void,
): void {
  let rest = length;
  const take = (chunk: Buffer) => {
    const part = chunk.subarray(0, rest);
    rest -= part.length;
    const isWanted = part.length === 0 || request.push(part);
    if (rest > 0) {
      // Read on once somebody takes it, as with any other request.
      if (!isWanted) socket.pause();
      return;
    }
    whole();
    socket.off('data', take);
    request.push(null);
  };
  socket.on('data', take);
  socket.once('close', () => {
    if (rest > 0) request.destroy();
  });
  take(head);
}
