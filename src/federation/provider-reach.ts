/** A provider that cannot be reached: found out lazily, told in one way. */
import { AppError } from '../foundation/errors.js';

const RETRY_AFTER_SECONDS = 5;

/** Discovery happens once, when first needed, so that a provider that is away stops no start. */
export function keepDiscovered<Found>(discover: () => Promise<Found>): () => Promise<Found> {
  let found: Promise<Found> | undefined;
  return async () => {
    try {
      return await (found ??= discover());
    } catch (error) {
      found = undefined;
      throw unavailable(error);
    }
  };
}

/** Of an error that no library made. A TypeError of fetch has a cause; one for a text that cannot be read has none. */
export function isOfNetwork(error: unknown): boolean {
  return !(error instanceof TypeError) || error.cause !== undefined;
}

/** What went wrong between us and the provider is nobody else's business: it stays in the cause. */
export function unavailable(cause: unknown): AppError {
  return new AppError('UNAVAILABLE', { details: { retryAfter: RETRY_AFTER_SECONDS }, cause });
}
