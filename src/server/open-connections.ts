import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface OpenConnections {
  /** Those that have not sent anything yet, such as browsers open in advance: Node does not count them among the idle ones. */
  closeSilent(): void;
  /** Those too that have become WebSockets, which Node no longer counts among its connections, and yet waits for. */
  closeAll(): void;
}

/**
 * @param most one more is closed at once. By `maxConnections` of the server, a worker of node:cluster would hand it back, and the primary
 * round and round among them for as long as all are full (Node 20.20.2).
 */
export function watchConnections(server: Server, most: number): OpenConnections {
  const sockets = new Set<Socket>();
  server.prependListener('connection', (socket: Socket) => {
    // It comes again where it is taken back.
    if (sockets.has(socket)) return;
    if (sockets.size >= most) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    closeSilent() {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    },
    closeAll() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
