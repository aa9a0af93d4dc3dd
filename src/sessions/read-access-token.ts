import type { IncomingHttpHeaders } from 'node:http';
import { readBearerToken } from '@portcullis/guard';

import { type OriginPolicy, refuseForeignPage } from '../http/origin-policy.js';
import type { SessionCookies } from './session-cookies.js';

/**
 * The access token of a request: of its Authorization header, else of the cookie where that is switched on.
 * @throws AppError FORBIDDEN for a cookie that the page of a stranger made the browser send.
 */
export type ReadAccessToken = (headers: IncomingHttpHeaders) => string | undefined;

export function createReadAccessToken(cookies: SessionCookies, isOwnOrigin: OriginPolicy): ReadAccessToken {
  return ({ authorization, cookie, origin }) => {
    const bearer = readBearerToken(authorization);
    if (bearer !== undefined) return bearer;
    const { accessToken } = cookies.read(cookie);
    if (accessToken !== undefined) refuseForeignPage(isOwnOrigin, origin);
    return accessToken;
  };
}
