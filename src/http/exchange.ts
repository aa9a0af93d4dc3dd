import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Logger } from '../foundation/logger.js';
import { clientAddress } from './client-address.js';

/** One request and its answer, with what every path through the server needs of them. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  /** With its question mark, or empty. It may hold tokens of mail links: never logged. */
  readonly search: string;
  readonly origin: RequestOrigin;
  readonly log: Logger;
  /** What was asked for, in the log's line of the request. */
  operation: string | undefined;
}

const MAX_USER_AGENT_LENGTH = 512;

export function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  log: Logger,
  trustedHops: number,
): Exchange {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const requestId = randomUUID();
  const ip = clientAddress(request, trustedHops);
  response.setHeader('x-request-id', requestId);
  return {
    request,
    response,
    path: mark === -1 ? url : url.slice(0, mark),
    search: mark === -1 ? '' : url.slice(mark),
    origin: { requestId, ip, userAgent: request.headers['user-agent']?.slice(0, MAX_USER_AGENT_LENGTH) },
    log: log.child({ requestId }),
    operation: undefined,
  };
}
