import { createServer } from 'node:net';

/** Listens for a moment; the port that was got, or nothing when it is taken. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    // exclusive: a cluster worker would otherwise ask its primary, and share.
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : undefined);
      });
    });
  });
}

/** The preferred loopback port if it is free, else any free one. Somebody may still take it before mongod does. */
export async function pickPort(preferred: number | undefined): Promise<number> {
  const port = (preferred === undefined ? undefined : await tryPort(preferred)) ?? (await tryPort(0));
  if (port === undefined) throw new Error('no loopback port is free');
  return port;
}
