/** For everything that speaks Fetch: Hono, Next.js, Remix, Bun, Deno. */
import { authorize } from './authorize.js';
import type { AccessTokenClaims } from './claims.js';
import type { Guard } from './guard.js';
import { readRequestToken, type TokenPlaces } from './read-token.js';
import { Refusal, refusalBody, refusalHeaders } from './refusal.js';
import { type AuthRequirement, checkRequirement } from './requirement.js';

export type RequestAuth =
  | { readonly ok: true; readonly claims: AccessTokenClaims }
  /** Ready to be sent: 401, 403 or 503. */
  | { readonly ok: false; readonly response: Response };

export interface RequestRequirement extends Partial<AuthRequirement>, TokenPlaces {}

/** @throws what is no refusal, and TypeError for a requirement that cannot be read. */
export async function authenticateRequest(
  guard: Guard,
  request: GuardableFetchRequest,
  { cookie, ...written }: RequestRequirement = {},
): Promise<RequestAuth> {
  const requirement = checkRequirement(written);
  const places = cookie === undefined ? {} : { cookie };
  const token = readRequestToken(request.method, (name) => request.headers.get(name), places);
  try {
    return { ok: true, claims: await authorize(guard, token, requirement) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status } = error;
    const response = new Response(refusalBody(error), { status, headers: refusalHeaders(error) });
    return { ok: false, response };
  }
}

/** What is read of a request, so that those of frameworks, such as Next's NextRequest, reach the handler as they are. */
type GuardableFetchRequest = Pick<Request, 'headers' | 'method'>;

/** A handler that is called for good requests only, with what their token says. */
export function withAuth<
  Rest extends readonly unknown[],
  FetchRequest extends GuardableFetchRequest = Request,
>(
  guard: Guard,
  requirement: RequestRequirement,
  handle: (request: FetchRequest, claims: AccessTokenClaims, ...rest: Rest) => Response | Promise<Response>,
): (request: FetchRequest, ...rest: Rest) => Promise<Response> {
  const { cookie: _cookie, ...written } = requirement;
  // At start rather than at the first request.
  checkRequirement(written);
  return async (request, ...rest) => {
    const auth = await authenticateRequest(guard, request, requirement);
    return auth.ok ? handle(request, auth.claims, ...rest) : auth.response;
  };
}
