/** A stream of events for subscriptions of an upstream: a test says when each comes, and sees how many listen. */
import { EventEmitter, on } from 'node:events';

export interface Ticks {
  /** Of a subscription's field: each event is `{ n, cost }`. */
  streamOf(name: string): { subscribe(): AsyncIterableIterator<object> };
  ring(n: number): void;
  readonly listening: number;
}

export function createTicks(): Ticks {
  const ticks = new EventEmitter().setMaxListeners(0);
  let listening = 0;
  /** No generator: one that waits for an event cannot be left before it comes. */
  const listen = (name: string): AsyncIterableIterator<object> => {
    listening++;
    const stop = new AbortController();
    const events = on(ticks, 'tick', { signal: stop.signal }) as AsyncIterableIterator<[number]>;
    const over = { done: true, value: undefined } as const;
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: () =>
        events.next().then(
          ({ value: [n] }) => ({ done: false, value: { [name]: { n, cost: n * 7 } } }),
          () => over,
        ),
      return() {
        if (!stop.signal.aborted) listening--;
        stop.abort();
        return Promise.resolve(over);
      },
    };
  };
  return {
    streamOf: (name) => ({ subscribe: () => listen(name) }),
    ring: (n) => void ticks.emit('tick', n),
    get listening() {
      return listening;
    },
  };
}
