import { connect, createServer, type Socket } from 'node:net';

import { pickPort } from '../../src/database/embedded/free-port.js';

/** A way to a database that can be made slow, or cut, while it is in use. */
export interface SlowDatabase {
  readonly uri: string;
  /** From now on each answer takes so much longer; 0: as quick as the database. */
  delay(ms: number): void;
  /** Ends every connection. New ones are taken. */
  cut(): void;
  stop(): Promise<void>;
}

/** A pipe to the database of `uri`. */
export async function startSlowDatabase(uri: string): Promise<SlowDatabase> {
  const [target, slow] = [new URL(uri), new URL(uri)];
  slow.port = String(await pickPort(undefined));
  // The replica set would tell the driver where its node really is.
  slow.searchParams.delete('replicaSet');
  slow.searchParams.set('directConnection', 'true');
  const open = new Set<Socket>();
  let delayMs = 0;
  const pipe = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    open.add(near);
    near
      .on('error', () => far.destroy())
      .on('close', () => {
        far.destroy();
        open.delete(near);
      });
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.pipe(far);
    far.on('data', (chunk) => {
      if (delayMs === 0) near.write(chunk);
      else setTimeout(() => near.writable && near.write(chunk), delayMs);
    });
  });
  await new Promise<void>((resolve) => pipe.listen(Number(slow.port), '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    uri: slow.href,
    delay: (ms) => void (delayMs = ms),
    cut,
    stop: () =>
      new Promise((resolve, reject) => {
        pipe.close((error) => (error ? reject(error) : resolve()));
        cut();
      }),
  };
}
