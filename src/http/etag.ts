/** Whether an If-None-Match header names this very state (RFC 9110 section 13.1.2; compared weakly, as it says). */
export function isKnownState(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = (ifNoneMatch ?? '').split(/\s*,\s*/);
  return known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
}
