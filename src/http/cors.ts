import type { IncomingMessage, ServerResponse } from 'node:http';

import cors from 'cors';

const localOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** Connect-style: answers a preflight itself, else sets its headers and calls `next`. */
export type Cors = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** @param origins whose pages may call; undefined: those of this machine, for development. */
export function createCors(origins: readonly string[] | undefined): Cors {
  return cors({
    origin: origins === undefined ? localOrigin : [...origins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['retry-after', 'www-authenticate', 'x-request-id'],
    maxAge: 600,
  });
}
