import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that one connection may send before they are answered. */
const MOST_PIPELINED = 100;

/**
 * Answers that wait behind another one on their connection (HTTP pipelining): they hear nothing of its end from Node (20.20.2), and would be
 * under way for ever. The one that is being sent, which nearly always is the only one, is told by Node, and costs nothing here.
 */
export function createWaitingAnswers() {
  const all = new WeakMap<Socket, Set<ServerResponse>>();
  const listenTo = (socket: Socket): Set<ServerResponse> => {
    const waiting = new Set<ServerResponse>();
    all.set(socket, waiting);
    socket.once('close', () => {
      for (const response of waiting)
        if (response.socket === null && !response.writableFinished) closeIt(response);
    });
    return waiting;
  };
  return {
    /** @returns whether it is one too many. */
    add(socket: Socket, response: ServerResponse): boolean {
      if (response.socket !== null) return true;
      const waiting = all.get(socket) ?? listenTo(socket);
      if (waiting.size >= MOST_PIPELINED) return false;
      waiting.add(response);
      response.once('close', () => waiting.delete(response));
      return true;
    },
  };
}

/** As Node does with the one that is being sent. */
function closeIt(response: ServerResponse): void {
  response.destroyed = true;
  response.emit('close');
}
