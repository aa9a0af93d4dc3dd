/** A way to a server that can be cut, slowed down, frozen or halved while it is in use. */
import { connect, createServer, type Server, type Socket } from 'node:net';

import { pickPort } from '../../src/database/embedded/free-port.js';

/** One connection through the proxy. `port` is that from which the client came. */
export interface ProxiedConnection {
  readonly port: number;
  readonly near: Socket;
  readonly far: Socket;
}

export interface TcpProxy {
  readonly port: number;
  readonly open: ReadonlySet<ProxiedConnection>;
  /** From now on each answer takes so much longer; 0: as quick as the server. */
  delay(ms: number): void;
  /** Ends every connection, without a word. New ones are taken. */
  cut(): void;
  /** Nothing is passed on any more, in either direction, and no connection ends. New ones are taken. */
  freeze(): void;
  /** What is asked reaches the server, and no answer comes back. */
  halve(): void;
  /** Of what was swallowed or held back, the connections end; what comes after is passed on. */
  mend(): void;
  /** Asked of each connection again and again: one that is refused ends. */
  refuse(isRefused: ((connection: ProxiedConnection) => boolean) | undefined): void;
  stop(): Promise<void>;
}

type State = 'whole' | 'frozen' | 'halved';

/** @param at the port of its own, where somebody was told of one already. */
export async function startTcpProxy(target: number, at?: number): Promise<TcpProxy> {
  const port = at ?? (await pickPort(undefined));
  const open = new Set<ProxiedConnection>();
  const hurt = new Set<ProxiedConnection>();
  let state: State = 'whole';
  let delayMs = 0;
  let isRefused: ((connection: ProxiedConnection) => boolean) | undefined;
  const server = createServer((near) => {
    const connection = { port: near.remotePort ?? 0, near, far: connect(target, '127.0.0.1') };
    const { far } = connection;
    open.add(connection);
    if (isRefused?.(connection) === true) end(connection);
    const pass = (from: Socket, to: Socket, isAnswer: boolean) => {
      from.on('data', (chunk) => {
        if (state === 'frozen' || (state === 'halved' && isAnswer)) hurt.add(connection);
        else if (isAnswer && delayMs > 0) setTimeout(() => to.writable && to.write(chunk), delayMs);
        else to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(connection);
        if (state !== 'frozen') to.destroy();
      });
    };
    pass(near, far, false);
    pass(far, near, true);
  });
  await listen(server, port);
  const cut = () => {
    for (const connection of open) end(connection);
  };
  return {
    port,
    open,
    delay: (ms) => void (delayMs = ms),
    cut,
    freeze: () => void (state = 'frozen'),
    halve: () => void (state = 'halved'),
    mend() {
      state = 'whole';
      for (const connection of hurt) end(connection);
      hurt.clear();
    },
    refuse(test) {
      isRefused = test;
      for (const connection of open) if (test?.(connection) === true) end(connection);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        state = 'whole';
        cut();
      }),
  };
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
