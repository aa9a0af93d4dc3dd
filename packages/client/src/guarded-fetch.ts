/** `fetch` with the access token, for services that are named, and for nobody else. */
import type { Ports } from './ports.js';
import type { SessionKeeper } from './session-keeper.js';

export interface GuardedFetchOptions {
  readonly isListed: (url: string) => boolean;
  readonly keeper: SessionKeeper;
  readonly ports: Pick<Ports, 'fetch'>;
}

export function createGuardedFetch({ isListed, keeper, ports }: GuardedFetchOptions): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    if (!isListed(request.url)) return ports.fetch(request);
    const accessToken = await keeper.accessToken();
    if (!accessToken) return ports.fetch(request);
    const response = await ports.fetch(authorize(request.clone(), accessToken));
    if (response.status !== 401) return response;
    const renewed = await keeper.accessTokenAfter(accessToken).catch(() => undefined);
    return renewed ? ports.fetch(authorize(request, renewed)) : response;
  };
}

/**
 * A redirect could lead anywhere, browsers do not tell where, and not all of them take the token off on the way
 * (RFC 9700, section 4.11): none is followed.
 */
function authorize(request: Request, accessToken: string): Request {
  const authorized = new Request(request, { redirect: request.redirect === 'manual' ? 'manual' : 'error' });
  authorized.headers.set('authorization', `Bearer ${accessToken}`);
  return authorized;
}
