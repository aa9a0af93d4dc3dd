/** Middleware for Express, Connect and node:http itself; it needs none of them installed. */
import { inspect } from 'node:util';

import { authorize } from './authorize.js';
import type { AccessTokenClaims } from './claims.js';
import type { Guard } from './guard.js';
import { type HeaderSource, readHeader } from './read-header.js';
import { readRequestToken, type TokenPlaces } from './read-token.js';
import { Refusal, refusalBody, refusalHeaders } from './refusal.js';
import { type AuthRequirement, checkRequirement } from './requirement.js';

declare global {
  // The place where Express' types let requests be extended; without them it stands alone.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface Request {
      /** What the access token says, behind `isAuth`. */
      auth?: AccessTokenClaims;
    }
  }
}

export interface GuardableRequest {
  readonly method?: string | undefined;
  readonly headers: HeaderSource;
  auth?: AccessTokenClaims;
}

export interface GuardableResponse {
  statusCode: number;
  readonly headersSent?: boolean;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

export type AuthMiddleware = (
  request: GuardableRequest,
  response: GuardableResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Lets requests with a good token pass, with `request.auth` set; answers the others with 401, 403 or 503.
 * What is no refusal goes to `next`.
 * @throws TypeError for a requirement that cannot be read.
 */
export type IsAuth = (requirement?: Partial<AuthRequirement>) => AuthMiddleware;

export function createIsAuth(guard: Guard, places: TokenPlaces = {}): IsAuth {
  return (written) => {
    const requirement = checkRequirement(written);
    return (request, response, next) => {
      const token = readRequestToken(request.method, (name) => readHeader(request.headers, name), places);
      authorize(guard, token, requirement)
        .then(
          (claims) => {
            request.auth = claims;
            next();
          },
          (error: unknown) => {
            if (error instanceof Refusal) refuse(response, error);
            else next(error);
          },
        )
        .catch((error: unknown) => {
          fail(response, error);
        });
    };
  };
}

/**
 * What the token says, in a handler behind `isAuth`.
 * @throws TypeError where none stands before it.
 */
export function authOf(request: object): AccessTokenClaims {
  const { auth } = request as Pick<GuardableRequest, 'auth'>;
  if (auth === undefined) throw new TypeError('No isAuth() stands before this handler.');
  return auth;
}

function refuse(response: GuardableResponse, refusal: Refusal): void {
  // Somebody else has answered meanwhile, such as a time-out.
  if (response.headersSent === true) return;
  response.statusCode = refusal.status;
  for (const [name, value] of Object.entries(refusalHeaders(refusal))) response.setHeader(name, value);
  response.end(refusalBody(refusal));
}

/** What a handler threw that nobody catches, as on node:http itself, must not end the process for everybody. */
function fail(response: GuardableResponse, error: unknown): void {
  process.emitWarning(inspect(error));
  if (response.headersSent !== true) response.statusCode = 500;
  response.end('');
}
