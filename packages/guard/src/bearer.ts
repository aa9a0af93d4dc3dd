const USUAL = 'Bearer ';

/**
 * The token of an `Authorization: Bearer …` header (RFC 6750 section 2.1); the scheme is case-free.
 * @returns undefined where there is no header or another scheme; what follows the scheme otherwise, well formed or not.
 */
export function readBearerToken(authorization: string | undefined): string | undefined {
  // As nearly all send it.
  if (authorization?.startsWith(USUAL) === true && !/\s/.test(authorization.slice(USUAL.length)))
    return authorization.slice(USUAL.length);
  const [scheme, ...rest] = (authorization ?? '').trim().split(/\s+/, 3);
  return scheme?.toLowerCase() === 'bearer' ? rest.join(' ') : undefined;
}
