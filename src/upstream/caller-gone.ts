/**
 * Whether whoever asked has gone. An answer that waits behind another one on its connection (HTTP pipelining) hears nothing of that
 * connection's end (Node 20), so that is listened to as well: once for each, however many wait.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const waiting = new WeakMap<Socket, Set<() => void>>();

/** @param tell called once at least where the caller goes before the answer is out, and may be called after that. @returns how to stop. */
export function whenGone(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  tell: () => void,
): () => void {
  const { socket } = request;
  const all = waiting.get(socket) ?? listenTo(socket);
  all.add(tell);
  response.once('close', tell);
  if (response.destroyed || socket.destroyed) tell();
  return () => {
    all.delete(tell);
    response.off('close', tell);
  };
}

function listenTo(socket: Socket): Set<() => void> {
  const all = new Set<() => void>();
  waiting.set(socket, all);
  socket.once('close', () => {
    for (const tell of [...all]) tell();
  });
  return all;
}
