import { sourceOf } from '../abuse/source.js';
import { AppError } from '../foundation/errors.js';

/** For whoever holds too many. */
export function tooManyLasting(): AppError {
  return new AppError('RATE_LIMITED', {
    message: 'Too many subscriptions, or answers in parts, run from where you are.',
  });
}

/** Of places that are kept for as long as whoever has one likes, one source holds half at most: nobody shuts out all others alone. */
export class Shares {
  readonly #held = new Map<string, number>();
  readonly #most: number;

  constructor(places: number) {
    this.#most = Math.ceil(places / 2);
  }

  /** @param ip of whoever asks. @returns what gives the place back, to be called once; undefined where they hold too many. */
  enter(ip: string): (() => void) | undefined {
    const source = sourceOf(ip);
    const held = this.#held.get(source) ?? 0;
    if (held >= this.#most) return undefined;
    this.#held.set(source, held + 1);
    return () => {
      const left = (this.#held.get(source) ?? 1) - 1;
      if (left === 0) this.#held.delete(source);
      else this.#held.set(source, left);
    };
  }
}
