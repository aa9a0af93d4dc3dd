/**
 * How fresh what was told is, and when to ask anew: as soon as somebody wants to know and the last answer has aged, and else now and
 * then. Knows nothing of what is told.
 */

/** An answer tells how things were when it was asked for, and is believed for so long from then on. */
const ALIVE_MS = 200;
/** Whoever wants to know then has it asked for again, so that the next is there before this one is too old. */
const ASK_AFTER_MS = 100;
/** While nobody wants to know: for the copies that are read without asking, and to see that the database answers. */
const IDLE_MS = 400;

export interface Liveness {
  /** At once where that is known; else the next answer is waited for, for as long as one is believed at most. */
  isFed(): boolean | Promise<boolean>;
  /** Until it is time to ask again. */
  pause(): Promise<void>;
  /** @param at when it was asked, by performance.now(). @param term of the primary that answered. */
  answered(at: number, term: AbortSignal): void;
  /** What was told is void, and nobody is to wait. */
  cut(): void;
}

export function createLiveness(): Liveness {
  /** Whoever waited last did so in vain, and nothing has been answered since. */
  let isSilent = false;
  const pause = createTimed();
  const waiting = createTimed(() => (isSilent = true));
  let known: { readonly at: number; readonly term: AbortSignal } | undefined;
  const isAlive = () => known !== undefined && !known.term.aborted && performance.now() - known.at < ALIVE_MS;
  return {
    isFed() {
      if (known === undefined || known.term.aborted) return false;
      const ageMs = performance.now() - known.at;
      if (ageMs > ASK_AFTER_MS) pause.end();
      if (ageMs < ALIVE_MS) return true;
      // A database that does not answer is not waited for by each request anew.
      return !isSilent && waiting.begin(ALIVE_MS).then(isAlive);
    },
    pause: () => pause.begin(IDLE_MS),
    answered(at, term) {
      known = { at, term };
      isSilent = false;
      waiting.end();
    },
    cut() {
      known = undefined;
      waiting.end();
      pause.end();
    },
  };
}

/** A wait that ends by itself: one promise and one timer for all who begin it meanwhile. */
function createTimed(onTimeout?: () => void) {
  let current: { readonly over: Promise<void>; readonly end: () => void } | undefined;
  const end = () => {
    current?.end();
    current = undefined;
  };
  const runOut = () => {
    onTimeout?.();
    end();
  };
  return {
    end,
    begin(ms: number): Promise<void> {
      current ??= timed(ms, runOut);
      return current.over;
    },
  };
}

function timed(ms: number, onTimeout: () => void) {
  let resolveOver: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (resolveOver = resolve));
  const timer = setTimeout(onTimeout, ms);
  const end = () => {
    clearTimeout(timer);
    resolveOver();
  };
  return { over, end };
}
