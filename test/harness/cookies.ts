/** The Set-Cookie headers of an answer, by name: what a browser would keep. */
export interface SetCookie {
  readonly value: string;
  /** Lower case, such as `path=/graphql` and `httponly`. */
  readonly attributes: readonly string[];
}

export function cookiesOf(headers: Headers): Readonly<Record<string, SetCookie>> {
  return Object.fromEntries(
    headers.getSetCookie().map((line) => {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const mark = pair.indexOf('=');
      const value = decodeURIComponent(pair.slice(mark + 1));
      return [
        pair.slice(0, mark),
        { value, attributes: attributes.map((text) => text.toLowerCase()).sort() },
      ];
    }),
  );
}
