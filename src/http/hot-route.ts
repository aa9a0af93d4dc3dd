/**
 * What a room answers on node:http itself, ahead of Express, which would cost more than the answer. Knows no other route, and of a
 * request what every path through the server knows.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import type { ErrorCode } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Logger } from '../foundation/logger.js';
import type { HeadLines } from './graphql-answer.js';
import type { DescribedPaths } from './route.js';

/** One request and its answer. */
export interface HotExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** With its question mark, or empty. */
  readonly search: string;
  readonly origin: RequestOrigin;
  /** Bears the request's id. */
  readonly log: Logger;
  /** A code that the answer holds, for the log's line of the request. */
  noteRefusal(code: ErrorCode): void;
}

/** GraphQL at a path of its own: asked for POST, and for GET with a query; the server sees to CORS and to other methods. */
export interface HotRoute extends DescribedPaths {
  readonly path: string;
  /** @param head what the answer's head has beside what the answer is. What it throws is answered as a failure of ours. */
  answer(exchange: HotExchange, head: HeadLines): Promise<void>;
  /** Of a WebSocket. */
  readonly upgrade: (upgrade: HotUpgrade) => void;
  /** Answers under way that last for as long as their callers like: whoever bounds requests at a time counts them not. */
  readonly lasting: number;
  /** Ends what would go on for as long as its caller likes: the gateway is about to stop. */
  readonly hangUp: () => void;
}

/** A request that asks for a WebSocket (RFC 6455 section 4.2.1), before it has one. */
export interface HotUpgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** The first bytes after it. */
  readonly head: Buffer;
  readonly requestId: string;
  /** Whoever asks, as far as proxies in front are trusted to say. */
  readonly ip: string;
}
