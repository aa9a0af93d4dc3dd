/** Middleware for Express, Connect and node:http itself; it needs none of them installed. */
import { authorize } from './authorize.js';
import type { AccessTokenClaims } from './claims.js';
import type { Guard } from './guard.js';
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
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  auth?: AccessTokenClaims;
}

export interface GuardableResponse {
  statusCode: number;
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
      const token = readRequestToken(request.method, (name) => readHeader(request, name), places);
      authorize(guard, token, requirement).then(
        (claims) => {
          request.auth = claims;
          next();
        },
        (error: unknown) => {
          if (error instanceof Refusal) refuse(response, error);
          else next(error);
        },
      );
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

function readHeader({ headers }: GuardableRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join('; ') : value;
}

function refuse(response: GuardableResponse, refusal: Refusal): void {
  response.statusCode = refusal.status;
  for (const [name, value] of Object.entries(refusalHeaders(refusal))) response.setHeader(name, value);
  response.end(refusalBody(refusal));
}
