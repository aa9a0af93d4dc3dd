import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';

/** Whoever tries links is seen in the log (ASVS 16.3.1). */
export async function reportRefusal<Result>(
  events: Events,
  page: string,
  origin: RequestOrigin,
  work: Promise<Result>,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === 'LINK_INVALID')
      events.raise('mail-link.refused', { purpose: page }, origin);
    throw error;
  }
}
