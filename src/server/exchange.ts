import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ErrorCode } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Logger } from '../foundation/logger.js';
import type { RequestNotes } from '../graphql/context.js';
import { GRAPHQL_PATH } from '../http/graphql-path.js';
import { noteRefusal } from '../http/problem.js';
import type { ClientAddress } from './client-address.js';

/** One request and its answer, with what every path through the server needs of them. */
export class Exchange implements RequestNotes {
  readonly path: string;
  /** With its question mark, or empty. It may hold tokens of mail links: never logged. */
  readonly search: string;
  readonly origin: RequestOrigin;
  /** What was asked for, in the log's line of the request. */
  operation: string | undefined;
  /** Set-Cookie headers of the answer. */
  cookieLines: readonly string[] = [];
  #log: Logger | undefined;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    private readonly parentLog: Logger,
    addressOf: ClientAddress,
  ) {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    this.path = mark === -1 ? url : url.slice(0, mark);
    this.search = mark === -1 ? '' : url.slice(mark);
    const { origin: webOrigin, 'accept-language': acceptLanguage } = request.headers;
    this.origin = {
      requestId: randomUUID(),
      ip: addressOf(request),
      userAgent: request.headers['user-agent']?.slice(0, MAX_USER_AGENT_LENGTH),
      webOrigin,
      acceptLanguage,
    };
  }

  /** Whether it is for our own GraphQL to answer, and not for a page there or for CORS. */
  get isOperation(): boolean {
    return this.path === GRAPHQL_PATH && this.asksOperation;
  }

  /** By its method, where GraphQL is served at its path. */
  get asksOperation(): boolean {
    const { method } = this.request;
    return method === 'POST' || (method === 'GET' && this.search.length > 1);
  }

  logFailure(error: unknown): void {
    this.log.error({ err: error }, 'a resolver failed');
  }

  noteOperation(fields: string | undefined): void {
    this.operation = fields;
  }

  noteRefusal(code: ErrorCode): void {
    noteRefusal(this.response, code);
  }

  setCookies(lines: readonly string[]): void {
    this.cookieLines = lines;
  }

  /** Bears the request's id. Made when first asked for: most requests log nothing but their one line. */
  get log(): Logger {
    return (this.#log ??= this.parentLog.child({ requestId: this.origin.requestId }));
  }
}

const MAX_USER_AGENT_LENGTH = 512;
