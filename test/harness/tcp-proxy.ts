/** A way to a server that can be cut, slowed down, frozen or halved while it is in use. */
import { connect, createServer, type Server, type Socket } from 'node:net';

import { pickPort } from '../../src/database/embedded/free-port.js';

/**
 * What becomes of a connection. Held: nothing is passed on in either direction, and it does not end. Halved: what is asked reaches
 * the server, and no answer comes back. Refused: it ends.
 */
type Fate = 'passed' | 'held' | 'halved' | 'refused';

/** One connection through the proxy. `port` is that from which the client came. */
interface ProxiedConnection {
  readonly port: number;
  readonly near: Socket;
  readonly far: Socket;
}

export interface TcpProxy {
  readonly port: number;
  readonly open: ReadonlySet<ProxiedConnection>;
  /** From now on each answer takes so much longer; 0: as quick as the server. Where it was more, connections end. */
  delay(ms: number): void;
  /** Ends every connection, without a word. New ones are taken. */
  cut(): void;
  /** Of those that are open, and of each that comes. What was held back or swallowed is lost: once passed, such a connection ends. */
  treat(fateOf: (connection: ProxiedConnection) => Fate): void;
  stop(): Promise<void>;
}

interface Treated extends ProxiedConnection {
  fate: Fate;
  isHurt: boolean;
}

/** @param at the port of its own, where somebody was told of one already. */
export async function startTcpProxy(target: number, at?: number): Promise<TcpProxy> {
  const open = new Set<Treated>();
  let delayMs = 0;
  let fateOf: (connection: ProxiedConnection) => Fate = () => 'passed';
  const server = createServer((near) => {
    const pair = { port: near.remotePort ?? 0, near, far: connect(target, '127.0.0.1') };
    const connection: Treated = { ...pair, fate: fateOf(pair), isHurt: false };
    open.add(connection);
    passOn(connection, () => delayMs);
    near.on('close', () => open.delete(connection));
    judge(connection);
  });
  const port = at ?? (await pickPort(undefined));
  await listen(server, port);
  const cut = () => {
    for (const connection of open) end(connection);
  };
  return {
    port,
    open,
    cut,
    delay(ms) {
      // What is still on its way would be overtaken.
      if (ms < delayMs) cut();
      delayMs = ms;
    },
    treat(judgeAnew) {
      fateOf = judgeAnew;
      for (const connection of open) {
        connection.fate = fateOf(connection);
        judge(connection);
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        cut();
      }),
  };
}

function passOn(connection: Treated, delayMs: () => number): void {
  const { near, far } = connection;
  const pass = (from: Socket, to: Socket, isAnswer: boolean) => {
    from.on('data', (chunk) => {
      if (connection.fate === 'held' || (connection.fate === 'halved' && isAnswer)) connection.isHurt = true;
      else if (isAnswer && delayMs() > 0) setTimeout(() => to.writable && to.write(chunk), delayMs());
      else to.write(chunk);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      if (connection.fate === 'held') connection.isHurt = true;
      else to.destroy();
    });
  };
  pass(near, far, false);
  pass(far, near, true);
}

function judge(connection: Treated): void {
  const { fate, isHurt } = connection;
  if (fate === 'refused' || (fate === 'passed' && isHurt)) end(connection);
}

function end({ near, far }: ProxiedConnection): void {
  near.destroy();
  far.destroy();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** The same address by way of a proxy. The replica set would tell the driver where its node really is. */
export function throughProxy(uri: string, port: number): string {
  const through = new URL(uri);
  through.port = String(port);
  through.searchParams.delete('replicaSet');
  through.searchParams.set('directConnection', 'true');
  return through.href;
}
