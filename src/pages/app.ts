/** The frontends that the pages belong to (APP_URL): which of them a page leads back to, and how a link says so. */

/** What a link to our own pages says of the frontend that it was asked for by: a name of the list, never an address. */
const APP_PARAMETER = 'app';

/** The frontend that the pages lead back to. */
export interface App {
  readonly url: string;
  /** With its question mark; empty for the first. */
  readonly query: string;
}

/** @param name as in the query; whatever is not in the list is the first of it (OWASP ASVS 5.0 3.7.2). */
export function findApp(appUrls: readonly string[] | undefined, name: unknown): App | undefined {
  const [first] = appUrls ?? [];
  const url = appUrls?.find((candidate) => new URL(candidate).host === name) ?? first;
  return url === undefined ? undefined : { url, query: appQuery(appUrls, new URL(url).origin) };
}

export function readAppName(query: Readonly<Record<string, unknown>>): unknown {
  return query[APP_PARAMETER];
}

/** What a link to a page of ours has behind its path; empty for the first. */
export function appQuery(appUrls: readonly string[] = [], webOrigin: string | undefined): string {
  const index = appUrls.findIndex((url) => new URL(url).origin === webOrigin);
  const url = index > 0 ? appUrls[index] : undefined;
  return url === undefined ? '' : `?${APP_PARAMETER}=${encodeURIComponent(new URL(url).host)}`;
}
