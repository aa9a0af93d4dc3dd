import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections that have not sent anything yet, such as browsers open in advance: Node does not count them among the idle ones. */
export interface Silent {
  close(): void;
}

export function createSilent(server: Server): Silent {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    // It comes again where it is taken back.
    if (sockets.has(socket)) return;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    close() {
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    },
  };
}
