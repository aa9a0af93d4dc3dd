/** The ports of the demo: the usual ones, so that its addresses stay what they were, and others where these are taken. */
import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

export interface DemoPorts {
  readonly gateway: number;
  readonly provider: number;
  readonly notes: number;
  readonly frontend: number;
}

const usual: DemoPorts = { gateway: 4000, provider: 4010, notes: 4020, frontend: 5173 };

/** @param tell a sentence for each port that somebody else has. */
export async function chooseDemoPorts(tell: (sentence: string) => void): Promise<DemoPorts> {
  const chosen: Record<string, number> = {};
  for (const [name, port] of Object.entries(usual) as [keyof DemoPorts, number][]) {
    chosen[name] = (await isFree(port)) ? port : await findFreePort();
    if (chosen[name] !== port) tell(`Port ${port} is taken, so the ${name} is at ${chosen[name]} this time.`);
  }
  return chosen as unknown as DemoPorts;
}

/** `localhost` is either address to a browser, and whoever has one of them would be asked in our place. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1']) {
    const server = await tryListening(port, host).catch(
      (error: unknown) => (error as NodeJS.ErrnoException).code,
    );
    if (server === 'EADDRINUSE' || server === 'EACCES') return false;
    // A machine without IPv6 has nobody there either.
    if (typeof server === 'object') await close(server);
  }
  return true;
}

/**
 * Below those that systems give to connections (Linux from 32,768), so that it is still free when somebody listens there.
 * @exportedFor the tests, which start the services of the demo by themselves.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function tryListening(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
