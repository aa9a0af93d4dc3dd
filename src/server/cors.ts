import type { IncomingMessage, ServerResponse } from 'node:http';

import cors from 'cors';

import type { OriginPolicy } from '../http/origin-policy.js';

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
