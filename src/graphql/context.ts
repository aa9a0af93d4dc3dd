import type { ErrorCode } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Authenticate } from '../sessions/authenticate.js';
import type { Caller, CallerContext } from '../users/caller.js';

/** What one GraphQL request knows of itself. */
export interface RequestContext extends CallerContext {
  /** Something that is no refusal: for the log, under the request's id. */
  logFailure(error: unknown): void;
  /** The root fields asked for, once they are known to exist; for the log. */
  noteOperation(fields: string | undefined): void;
  /** A code that the answer holds; for the log. */
  noteRefusal(code: ErrorCode): void;
}

/** What the server reads off one HTTP request, and how it is told what goes into its answer and its log line. */
export interface RequestFacts {
  readonly origin: RequestOrigin;
  readonly accessToken: string | undefined;
  readonly refreshCookie: string | undefined;
  setCookies(lines: readonly string[]): void;
  logFailure(error: unknown): void;
  noteOperation(fields: string | undefined): void;
  noteRefusal(code: ErrorCode): void;
}

/** The token is judged when a resolver first asks who calls: `caller()` throws what `authenticate` does. */
export function createRequestContext(facts: RequestFacts, authenticate: Authenticate): RequestContext {
  let caller: Promise<Caller | undefined> | undefined;
  const { accessToken: token } = facts;
  return {
    ...facts,
    // Only when asked for: a wrong token must not stop a public field.
    caller: () => (caller ??= token === undefined ? Promise.resolve(undefined) : authenticate(token)),
    becomeCaller: (found) => {
      caller = Promise.resolve(found);
    },
  };
}
