/** A worker's side of the channel to its primary. */
import cluster from 'node:cluster';
import { once } from 'node:events';

import type { Siblings } from '../foundation/siblings.js';
import type { Place, ToPrimary, ToWorker } from './messages.js';

/** Of the process that it is made in, for as long as that lives: it ends when its primary does. */
export interface WorkerLink extends Siblings {
  /** Counts from 1; one that takes the place of another has a new one. */
  readonly id: number;
  /** @throws AbortError */
  databaseStands(signal: AbortSignal): Promise<void>;
  announce(place: Place): void;
}

/** @returns undefined in a process that is nobody's worker. */
export function linkToPrimary(): WorkerLink | undefined {
  const { worker } = cluster;
  if (worker === undefined) return undefined;
  const send = (message: ToPrimary) => {
    // A primary that is gone ends this process by itself.
    if (worker.isConnected()) worker.send(message);
  };
  const database = new AbortController();
  const waiting = new Map<number, (values: readonly unknown[]) => void>();
  let read: () => Promise<unknown> = () => Promise.resolve(undefined);
  let memories: ReadonlyMap<string, string> = new Map();
  let asked = 0;
  worker.on('message', (message: ToWorker) => {
    if (message.kind === 'database-stands') {
      memories = new Map(message.remembered);
      database.abort();
    } else if (message.kind === 'tell')
      void read().then((value) => {
        send({ kind: 'told', gathering: message.gathering, value });
      });
    else {
      waiting.get(message.asked)?.(message.values);
      waiting.delete(message.asked);
    }
  });
  return {
    id: worker.id,
    hasElders: worker.id > 1,
    async databaseStands(signal) {
      send({ kind: 'awaits-database' });
      if (!database.signal.aborted) await once(database.signal, 'abort', { signal });
    },
    announce: (place) => {
      send({ kind: 'ready', place });
    },
    answer: (tell) => {
      read = tell;
    },
    remember: (...memory) => {
      send({ kind: 'remember', memory });
    },
    remembered: (name) => memories.get(name),
    reloaded: () => {
      send({ kind: 'reloaded' });
    },
    gather: () =>
      new Promise((resolve) => {
        asked++;
        waiting.set(asked, resolve);
        send({ kind: 'gather', asked });
      }),
  };
}
