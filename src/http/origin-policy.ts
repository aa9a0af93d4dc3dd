import { AppError } from '../foundation/errors.js';

const localOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** Whether the pages of an origin are this service's own: they may call from a browser, and with cookies. */
export type OriginPolicy = (origin: string) => boolean;

/** @param origins beside PUBLIC_URL's; undefined: those of this machine, for development. */
export function createOriginPolicy(publicUrl: string, origins: readonly string[] | undefined): OriginPolicy {
  const own = new Set([new URL(publicUrl).origin, ...(origins ?? [])]);
  return (origin) => own.has(origin) || (origins === undefined && localOrigin.test(origin));
}

/**
 * Refuses what the page of a stranger made a browser send; SameSite alone lets pages of sibling hosts through (ASVS
 * 3.5.1). A request without an Origin comes from no page.
 * @throws AppError FORBIDDEN.
 */
export function refuseForeignPage(isOwnOrigin: OriginPolicy, origin: string | undefined): void {
  if (origin !== undefined && !isOwnOrigin(origin))
    throw new AppError('FORBIDDEN', { details: { requires: 'origin' } });
}
