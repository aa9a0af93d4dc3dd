import type { IncomingMessage, ServerResponse } from 'node:http';

import cors from 'cors';

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

/** Connect-style: answers a preflight itself, else sets its headers and calls `next`. */
export type Cors = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** @param onForeign told of each request from a page that is not this service's own. */
export function createCors(isOwnOrigin: OriginPolicy, onForeign: (origin: string) => void): Cors {
  return cors({
    origin: (origin, answer) => {
      const isOwn = origin !== undefined && isOwnOrigin(origin);
      if (origin !== undefined && !isOwn) onForeign(origin);
      answer(null, isOwn);
    },
    credentials: true,
    methods: ['GET', 'POST'],
    exposedHeaders: ['retry-after', 'www-authenticate', 'x-request-id'],
    maxAge: 600,
  });
}
