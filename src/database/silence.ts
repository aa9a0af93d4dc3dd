import type { Clock } from '../foundation/clock.js';

/** A time in which nobody could tell what the database holds. */
export interface Silence {
  readonly since: Date;
  /** Now, where it lasts. */
  readonly until: Date;
}

/** Shorter ones are none: a busy process has them. */
const SILENCE_MS = 1_000;
/** Two with less than that between are one: an election often comes with a second one. */
const BETWEEN_MS = 10_000;

export interface Hearing {
  /** Something was told. */
  hear(): void;
  /** How long ago something was told, in seconds; before the first time: since this was made. */
  silentSeconds(): number;
  /** The last one since the first `hear`. */
  lastSilence(): Silence | undefined;
}

export function createHearing(clock: Clock): Hearing {
  const madeAt = performance.now();
  let last: Silence | undefined;
  let heard: { readonly at: Date; readonly monotonicMs: number } | undefined;
  const silenceUntil = (until: Date): Silence | undefined => {
    if (heard === undefined || performance.now() - heard.monotonicMs < SILENCE_MS) return last;
    const isSame = last !== undefined && heard.at.getTime() - last.until.getTime() < BETWEEN_MS;
    return { since: isSame && last !== undefined ? last.since : heard.at, until };
  };
  return {
    hear() {
      const at = clock.now();
      last = silenceUntil(at);
      heard = { at, monotonicMs: performance.now() };
    },
    silentSeconds: () => (performance.now() - (heard?.monotonicMs ?? madeAt)) / 1_000,
    lastSilence: () => silenceUntil(clock.now()),
  };
}
