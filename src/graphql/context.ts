import type { ErrorCode } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Authenticate } from '../sessions/authenticate.js';
import type { Caller, CallerContext } from '../users/caller.js';

/** What is told of a request while it is answered: for the log, and for the answer's head. */
export interface RequestNotes {
  /** Something that is no refusal, under the request's id. */
  logFailure(error: unknown): void;
  /** The root fields asked for, once they are known to exist. */
  noteOperation(fields: string | undefined): void;
  /** A code that the answer holds. */
  noteRefusal(code: ErrorCode): void;
  /** Set-Cookie headers of the answer. */
  setCookies(lines: readonly string[]): void;
}

/** What the server reads off one HTTP request. */
export interface RequestFacts {
  readonly origin: RequestOrigin;
  /** The header, as it came. */
  readonly authorization: string | undefined;
  readonly accessToken: string | undefined;
  readonly refreshCookie: string | undefined;
  readonly idempotencyKey: string | undefined;
}

/**
 * What one GraphQL request knows of itself. A class, since every request makes one: closures would be made anew with it.
 * Apollo's pipeline works with a copy, so that what is to come out of it is told to `notes`.
 */
export class RequestContext implements CallerContext {
  readonly origin: RequestOrigin;
  readonly authorization: string | undefined;
  readonly accessToken: string | undefined;
  readonly refreshCookie: string | undefined;
  readonly idempotencyKey: string | undefined;
  private judged: Promise<Caller | undefined> | undefined;

  constructor(
    facts: RequestFacts,
    readonly notes: RequestNotes,
    private readonly authenticate: Authenticate,
  ) {
    this.origin = facts.origin;
    this.authorization = facts.authorization;
    this.accessToken = facts.accessToken;
    this.refreshCookie = facts.refreshCookie;
    this.idempotencyKey = facts.idempotencyKey;
  }

  /** The token is judged only now: a wrong one must not stop a public field. @throws what `authenticate` does. */
  caller(): Promise<Caller | undefined> {
    const token = this.accessToken;
    return (this.judged ??= token === undefined ? Promise.resolve(undefined) : this.authenticate(token));
  }

  becomeCaller(caller: Caller): void {
    this.judged = Promise.resolve(caller);
  }

  setCookies(lines: readonly string[]): void {
    this.notes.setCookies(lines);
  }
}
