/** The workers of a primary: starts them, starts another for one that ends, and stops them all. */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

import type { Logger } from '../foundation/logger.js';
import { StartupError } from '../foundation/startup-error.js';
import { Gatherings, send } from './gathering.js';
import type { Place, ToPrimary } from './messages.js';
import { closeUntaken } from './untaken-connections.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** One that has lived so long did not fail at its start. */
const SETTLED_MS = 60_000;

export interface CrowdOptions {
  readonly count: number;
  readonly log: Logger;
}

/** The first is started alone: what stops a start is said once, and by one. */
export class Crowd {
  readonly #ready = new Set<Worker>();
  readonly #toReload = new WeakSet<Worker>();
  /** Since a reload, until one of them has read: until then what is remembered is of before. */
  #isMemoryOld = false;
  readonly #pauses = new Set<NodeJS.Timeout>();
  readonly #gatherings = new Gatherings();
  readonly #whole: Promise<Place>;
  #settle: { resolve: (place: Place) => void; reject: (reason: Error) => void } | undefined;
  /** Of workers, for those that take their places. */
  readonly #memories = new Map<string, string>();
  #hasBegun = false;
  #isStopping = false;
  #databaseStands = false;

  constructor(private readonly options: CrowdOptions) {
    this.#whole = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.#whole.catch(() => undefined);
    this.#fork(0);
  }

  /** All of them are ready. @throws StartupError where the first ended before. */
  get whole(): Promise<Place> {
    return this.#whole;
  }

  databaseStands(): void {
    this.#databaseStands = true;
    for (const worker of alive()) this.#tellDatabase(worker);
  }

  /**
   * Each reads anew what it keeps; one that is starting does so once it is ready, since it may go on with what was read before, and so does
   * one that is started before the others have told what they have read.
   */
  reload(): void {
    this.#isMemoryOld = true;
    for (const worker of alive())
      if (this.#ready.has(worker)) worker.process.kill('SIGHUP');
      else this.#toReload.add(worker);
  }

  /** As each stops when it is told to; those that have not within so long are killed. */
  async stop(timeoutMs: number): Promise<void> {
    this.#isStopping = true;
    for (const pause of this.#pauses) clearTimeout(pause);
    const workers = alive();
    const kill = setTimeout(() => {
      for (const worker of alive()) worker.process.kill('SIGKILL');
    }, timeoutMs);
    const ended = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.process.kill('SIGTERM');
    await Promise.all(ended);
    clearTimeout(kill);
  }

  #fork(failures: number): void {
    const worker = cluster.fork();
    closeUntaken(worker);
    const forkedAt = performance.now();
    worker.on('message', (message: ToPrimary) => {
      this.#hear(worker, message);
    });
    worker.once('exit', (code: number | null, signal: string | null) => {
      this.#ready.delete(worker);
      this.#gatherings.forget(worker);
      if (this.#isStopping) return;
      const reason = { worker: worker.id, code, signal };
      if (this.#hasBegun) this.#replace(reason, performance.now() - forkedAt < SETTLED_MS ? failures : 0);
      else this.#settle?.reject(neverReady(reason));
    });
  }

  #replace(reason: object, failures: number): void {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    this.options.log.error({ ...reason, pauseMs }, 'a worker ended, another takes its place');
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      this.#fork(failures + 1);
    }, pauseMs);
    this.#pauses.add(pause);
  }

  #hear(worker: Worker, message: ToPrimary): void {
    if (message.kind === 'ready') this.#welcome(worker, message.place);
    else if (message.kind === 'awaits-database') {
      if (this.#databaseStands) this.#tellDatabase(worker);
    } else if (message.kind === 'remember') this.#memories.set(...message.memory);
    else if (message.kind === 'reloaded') this.#isMemoryOld = false;
    else if (message.kind === 'gather') this.#gatherings.begin(worker, message.asked, [...this.#ready]);
    else this.#gatherings.told(worker, message.gathering, message.value);
  }

  #tellDatabase(worker: Worker): void {
    if (this.#isMemoryOld) this.#toReload.add(worker);
    send(worker, { kind: 'database-stands', remembered: [...this.#memories] });
  }

  #welcome(worker: Worker, place: Place): void {
    this.#ready.add(worker);
    if (this.#toReload.delete(worker)) worker.process.kill('SIGHUP');
    const { count } = this.options;
    if (!this.#hasBegun) for (let other = 1; other < count && !this.#isStopping; other++) this.#fork(0);
    this.#hasBegun = true;
    if (this.#ready.size === count) this.#settle?.resolve(place);
  }
}

function alive(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

function neverReady({ code, signal }: { readonly code: number | null; readonly signal: string | null }) {
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
  return new StartupError(`Its first worker ended before it was ready, ${how}.`);
}
