/** How many ask one upstream at once, and how many wait for a place: a slow one must not fill the memory, nor be run over. */
export interface BoundedQueue {
  /**
   * @returns what gives the place back, to be called once; undefined where too many wait.
   * @throws what the signal was aborted with, meanwhile.
   */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
  readonly waiting: number;
}

export function createBoundedQueue(places: number, room: number): BoundedQueue {
  let taken = 0;
  const waiting = new Set<() => void>();
  const leave = () => {
    const [next] = waiting;
    if (next === undefined) taken--;
    else {
      waiting.delete(next);
      next();
    }
  };
  const wait = (signal: AbortSignal) =>
    new Promise<() => void>((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(leave);
      };
      const giveUp = () => {
        waiting.delete(begin);
        reject(signal.reason as Error);
      };
      waiting.add(begin);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  return {
    get waiting() {
      return waiting.size;
    },
    async enter(signal) {
      if (taken < places) {
        taken++;
        return leave;
      }
      if (waiting.size >= room) return undefined;
      signal.throwIfAborted();
      return wait(signal);
    },
  };
}
