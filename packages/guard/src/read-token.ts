import { readBearerToken } from './bearer.js';

export interface TokenPlaces {
  /** A cookie that may hold the token as well, such as the gateway's `accessToken`; default: the header alone. */
  readonly cookie?: string;
}

/** Reads one header by its lower-case name. */
export type ReadHeader = (name: string) => string | null | undefined;

/**
 * The token of a request, from its Authorization header, else from a cookie where that is asked for. Never from the URL,
 * which ends up in logs and histories (RFC 6750 section 2.3).
 */
export function readRequestToken(
  method: string | undefined,
  header: ReadHeader,
  { cookie }: TokenPlaces,
): string | undefined {
  const bearer = readBearerToken(header('authorization') ?? undefined);
  if (bearer !== undefined || cookie === undefined) return bearer;
  const token = readCookie(header('cookie') ?? '', cookie);
  return token !== undefined && mayUseCookie(method, header('sec-fetch-site')) ? token : undefined;
}

const safeMethods: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A browser sends cookies along with what another page makes it send: nothing is changed on their strength (ASVS 3.5.1). */
function mayUseCookie(method: string | undefined, fetchSite: string | null | undefined): boolean {
  return safeMethods.has(method) || fetchSite === 'same-origin';
}

function readCookie(header: string, name: string): string | undefined {
  const found = header.split(';').find((pair) => pair.trimStart().startsWith(`${name}=`));
  const value = found?.slice(found.indexOf('=') + 1).trim();
  return value === '' ? undefined : value;
}
