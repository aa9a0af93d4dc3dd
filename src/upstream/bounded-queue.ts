import { type Departure, reasonOf } from './departure.js';

/** How many ask one upstream at once, and how many wait for a place: a slow one must not fill the memory, nor be run over. */
export interface BoundedQueue {
  /**
   * @returns what gives the place back, to be called once; undefined where too many wait.
   * @throws what `departure` was ended with, meanwhile.
   */
  enter(departure: Departure): Promise<(() => void) | undefined>;
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
  const wait = (departure: Departure) =>
    new Promise<() => void>((resolve, reject) => {
      const begin = () => {
        departure.removeEventListener('abort', giveUp);
        resolve(leave);
      };
      const giveUp = () => {
        waiting.delete(begin);
        reject(reasonOf(departure));
      };
      waiting.add(begin);
      departure.addEventListener('abort', giveUp);
    });
  return {
    get waiting() {
      return waiting.size;
    },
    async enter(departure) {
      if (taken < places) {
        taken++;
        return leave;
      }
      if (waiting.size >= room) return undefined;
      if (departure.aborted) throw reasonOf(departure);
      return wait(departure);
    },
  };
}
