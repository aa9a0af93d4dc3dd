/**
 * Which services are given the access token: those that are named, and nobody else.
 * @param origins such as `https://api.example.com`. @throws TypeError where one is no URL.
 */
export function createOriginList(origins: readonly string[]): (url: string) => boolean {
  const listed = new Set(origins.map((origin) => new URL(origin).origin));
  return (url) => {
    try {
      // As fetch reads it, by the page's base.
      return listed.has(new URL(new Request(url).url).origin);
    } catch {
      return false;
    }
  };
}
