import { connect, type Socket } from 'node:net';

/** A connection of its own, which no client keeps for another. @throws ECONNREFUSED where nobody listens. */
export function openConnection(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      resolve(socket);
    }).once('error', reject);
  });
}
