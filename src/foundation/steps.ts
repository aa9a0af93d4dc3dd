import { setImmediate as turn } from 'node:timers/promises';

/** Work that pauses every few milliseconds, so that a process that answers others can do it beside. */
export type Steps<Result> = Generator<void, Result, void>;

export interface Stepwise<Result> {
  /** What comes of it; what is left of the work is done at once. @throws what the work throws; it begins anew when asked again. */
  get(): Result;
  /** Does the work, a step in each turn of the event loop. @throws what the work throws. */
  prepare(): Promise<void>;
}

/** @param begin called at once, and again after a failure: a generator, which does nothing before its first step. */
export function createStepwise<Result>(begin: () => Steps<Result>): Stepwise<Result> {
  let steps = begin();
  let done: { readonly result: Result } | undefined;
  const step = () => {
    try {
      const next = steps.next();
      if (next.done === true) done = { result: next.value };
    } catch (error) {
      // A generator that has thrown would end without a result at the next look.
      steps = begin();
      throw error;
    }
  };
  return {
    get() {
      while (done === undefined) step();
      return done.result;
    },
    async prepare() {
      while (done === undefined) {
        step();
        await turn();
      }
    },
  };
}
