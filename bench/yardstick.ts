/** The processes behind the yardsticks, from the side of the one that measures. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { type Cleanup, endProcess } from './cleanup.js';
import type { Message, Task } from './yardstick-process.js';

export interface Yardsticks {
  /** The bare node:http server. */
  readonly hello: { readonly pid: number; readonly port: number };
  /** CPU of a fixed piece of work in graphql-js and JSON: how fast this machine is just now. */
  measureGraphql(): Promise<number>;
  /** CPU of one bare hash, while as many run at once as the gateway lets. */
  measureHash(cost: number, seconds: number): Promise<number>;
}

const stopLimitMs = 2_000;

export async function startYardsticks(hashers: number, cleanup: Cleanup): Promise<Yardsticks> {
  const processes = Array.from({ length: hashers }, () => startProcess(cleanup));
  const ports = await Promise.all(processes.map(receive));
  const [first] = processes;
  const [greeting] = ports;
  if (first?.pid === undefined || !greeting || !('port' in greeting)) {
    throw new Error('The yardstick process did not start.');
  }
  return {
    hello: { pid: first.pid, port: greeting.port },
    measureGraphql: () => give(first, { kind: 'graphql' }),
    async measureHash(cost, seconds) {
      // At once: two hashes on the two halves of a core cost more than one after the other, and sign-ins run so.
      const each = await Promise.all(processes.map((child) => give(child, { kind: 'hash', cost, seconds })));
      return each.reduce((sum, ms) => sum + ms, 0) / each.length;
    },
  };
}

function startProcess(cleanup: Cleanup): ChildProcess {
  const child = fork(fileURLToPath(new URL('yardstick-process.ts', import.meta.url)));
  cleanup.add(() => endProcess(child, stopLimitMs));
  return child;
}

async function give(child: ChildProcess, task: Task): Promise<number> {
  const answer = receive(child);
  child.send(task);
  const message = await answer;
  if ('cpuMs' in message) return message.cpuMs;
  throw new Error('The yardstick process gave no figure.');
}

async function receive(child: ChildProcess): Promise<Message> {
  const giveUp = new AbortController();
  const ended = once(child, 'exit', { signal: giveUp.signal }).then(() => {
    throw new Error('A yardstick process ended.');
  });
  try {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [Message];
    return message;
  } finally {
    ended.catch(() => undefined);
    giveUp.abort();
  }
}
