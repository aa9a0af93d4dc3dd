/**
 * Requests that ask for another protocol on their connection. WebSockets go to the room whose path it is; whoever asks for anything
 * else, as Java's client does with h2c, is answered as if he had not asked (RFC 9110 section 7.8).
 */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { HotRoute } from '../http/hot-route.js';
import type { ClientAddress } from './client-address.js';

export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Has Node read a connection that it has let go of, as one that has only just begun. */
export type TakeBack = (socket: Duplex) => void;

/** @returns undefined where no path has WebSockets: then Node itself answers as if nobody had asked. */
export function createUpgradeListener(
  hotRoutes: readonly HotRoute[],
  addressOf: ClientAddress,
  takeBack: TakeBack,
): UpgradeListener | undefined {
  if (hotRoutes.length === 0) return undefined;
  const routes = new Map(hotRoutes.map((route) => [route.path, route]));
  return (request, socket, head) => {
    // What comes now would be taken for the answer to what was asked before (RFC 9112 section 9.3.2).
    if (isAnswering(request, socket as Socket)) {
      socket.destroy();
      return;
    }
    const [path = ''] = (request.url ?? '').split('?', 1);
    const route = routes.get(path);
    const isWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket';
    if (isWebSocket && route !== undefined) {
      route.upgrade({ request, socket, head, requestId: randomUUID(), ip: addressOf(request) });
      return;
    }
    socket.unshift(Buffer.concat([writePlainHead(request), head]));
    takeBack(socket);
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

const ofUpgrade = new Set(['upgrade', 'http2-settings']);

/** As it was sent, but for the wish. */
function writePlainHead({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    const kept = name.toLowerCase() === 'connection' ? withoutWish(value) : value;
    if (!ofUpgrade.has(name.toLowerCase())) lines.push(`${name}: ${kept}`);
  }
  // Which is how Node has read it.
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function withoutWish(connection: string): string {
  const names = connection.split(',').filter((name) => !ofUpgrade.has(name.trim().toLowerCase()));
  return names.join(',');
}
