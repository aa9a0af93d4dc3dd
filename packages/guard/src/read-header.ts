/** Headers as servers and runtimes hand them over; `rawHeaders` are names and values in turn. */
export type HeaderSource =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [name: string, value: string | readonly string[]]>
  | readonly string[];

/**
 * One header, by its name in lower case; names match in any case of the letters (RFC 9110 section 5.1).
 * @returns undefined where it is not there; all its values in one text where it is there more than once.
 */
export function readHeader(headers: HeaderSource, name: string): string | undefined {
  if ('get' in headers && typeof headers.get === 'function' && !(headers instanceof Map))
    return (headers as Headers).get(name) ?? undefined;
  const values = pairsOf(headers)
    .filter(([key]) => typeof key === 'string' && key.toLowerCase() === name)
    .flatMap(([, value]) => value)
    .filter((value) => typeof value === 'string');
  return values.length === 0 ? undefined : values.join(name === 'cookie' ? '; ' : ', ');
}

/** Whatever the caller's server has put there: names and values are not yet known to be texts. */
function pairsOf(headers: Exclude<HeaderSource, Headers>): (readonly [name: unknown, value: unknown])[] {
  if (!(Symbol.iterator in headers)) return Object.entries(headers);
  const entries: readonly unknown[] = [...headers];
  if (typeof entries[0] !== 'string') return entries.filter(Array.isArray) as [unknown, unknown][];
  return entries.flatMap((key, index) => (index % 2 === 0 ? [[key, entries[index + 1]] as const] : []));
}
