/** What a provider says of itself: found out lazily, kept, and asked for anew where the provider may have moved. */
import type { Clock } from '../foundation/clock.js';
import { unavailable } from './provider-trouble.js';

/** So long it is not asked again because something failed: a stranger's token must not make us ask at will. */
const COOL_DOWN_MS = 60_000;
/** Where the browser is sent fails nowhere that we can see, so it is asked for anew now and then. */
const MAX_AGE_MS = 3_600_000;

export interface KeepDiscoveredOptions<Found> {
  readonly discover: () => Promise<Found>;
  /** Whether an attempt failed as one does with what a provider said before it moved. */
  readonly mayHaveMoved: (error: unknown) => boolean;
  readonly clock: Clock;
}

/**
 * Attempts something with what is known of the provider, and once more where that may be out of date and it says
 * something else now. @throws AppError UNAVAILABLE where nothing is known, and what the attempt throws.
 */
export type UseDiscovered<Found> = <Result>(attempt: (found: Found) => Promise<Result>) => Promise<Result>;

/** Discovery happens when first needed, so that a provider that is away stops no start. */
export function keepDiscovered<Found>(options: KeepDiscoveredOptions<Found>): UseDiscovered<Found> {
  const { discover, mayHaveMoved, clock } = options;
  let kept: { readonly found: Promise<Found>; readonly readAt: number } | undefined;

  const now = () => clock.now().getTime();
  const findOlderThan = async (ageMs: number): Promise<Found> => {
    const before = kept;
    if (before !== undefined && now() - before.readAt < ageMs) return before.found;
    // Whoever does not answer now keeps what it said before.
    const found = before === undefined ? discover() : discover().catch(() => before.found);
    const current = { found, readAt: now() };
    kept = current;
    try {
      return await found;
    } catch (error) {
      if (kept === current) kept = undefined;
      throw error;
    }
  };
  const find = async (ageMs: number) => {
    try {
      return await findOlderThan(ageMs);
    } catch (error) {
      throw unavailable('discovery', error);
    }
  };
  return async (attempt) => {
    const first = await find(MAX_AGE_MS);
    try {
      return await attempt(first);
    } catch (error) {
      if (!mayHaveMoved(error)) throw error;
      const second = await find(COOL_DOWN_MS);
      if (second === first) throw error;
      return attempt(second);
    }
  };
}

/** Of an error that no library made. A TypeError of fetch has a cause; one for a text that cannot be read has none. */
export function isOfNetwork(error: unknown): boolean {
  return !(error instanceof TypeError) || error.cause !== undefined;
}
