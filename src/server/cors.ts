import type { IncomingMessage, ServerResponse } from 'node:http';

import cors from 'cors';
import QuickLRU from 'quick-lru';

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

/** Of a request that is no preflight: names and values in turn, as writeHead takes them fastest. */
export type HeadOf = (origin: string | undefined) => readonly string[];

/** Origins are few where they are our own, and anybody's where they are not. */
const MOST_ORIGINS = 1_000;

/** @param headers what every answer has. Together with what `cors` adds they are worked out once for each origin. */
export function createHeadOf(cors: Cors, headers: ReadonlyMap<string, string>): HeadOf {
  const kept = new QuickLRU<string | undefined, readonly string[]>({ maxSize: MOST_ORIGINS });
  return (origin) => {
    const known = kept.get(origin);
    if (known !== undefined) return known;
    const lines = recordHead(cors, headers, origin);
    kept.set(origin, lines);
    return lines;
  };
}

function recordHead(cors: Cors, headers: ReadonlyMap<string, string>, origin: string | undefined): string[] {
  const recorded = new Map([...headers].map(([name, value]) => [name.toLowerCase(), [name, value]] as const));
  const request = { method: 'POST', headers: origin === undefined ? {} : { origin } };
  const response = {
    getHeader: (name: string) => recorded.get(name.toLowerCase())?.[1],
    setHeader: (name: string, value: string) => recorded.set(name.toLowerCase(), [name, value]),
  };
  cors(request as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  return [...recorded.values()].flat();
}
