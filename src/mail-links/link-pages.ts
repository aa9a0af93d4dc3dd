/**
 * Where mail links lead: the gateway's own pages, or those of the frontends that are configured. Never to what a
 * request says of itself: its Origin only chooses from that list (OWASP, Forgot Password Cheat Sheet).
 */
export type LinkPage = 'verify-email' | 'reset-password';

export type FindLinkPage = (page: LinkPage, webOrigin: string | undefined) => string;

export interface LinkPagesOptions {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly verifyEmailUrls: readonly string[] | undefined;
  readonly resetPasswordUrls: readonly string[] | undefined;
  /** APP_URL. */
  readonly appUrls: readonly string[] | undefined;
}

export function createFindLinkPage(options: LinkPagesOptions): FindLinkPage {
  const configured: Readonly<Record<LinkPage, readonly string[] | undefined>> = {
    'verify-email': options.verifyEmailUrls,
    'reset-password': options.resetPasswordUrls,
  };
  return (page, webOrigin) => {
    const urls = configured[page] ?? [];
    const own = urls.find((url) => new URL(url).origin === webOrigin);
    return own ?? urls[0] ?? `${options.publicUrl}/${page}${appQuery(options.appUrls, webOrigin)}`;
  };
}

/** @param page perhaps with a query, which comes after the token. */
export function linkUrl(page: string, token: string): string {
  const [path = '', query] = page.split('?');
  return `${path}?token=${token}${query === undefined ? '' : `&${query}`}`;
}

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

function appQuery(appUrls: readonly string[] = [], webOrigin: string | undefined): string {
  const index = appUrls.findIndex((url) => new URL(url).origin === webOrigin);
  const url = index > 0 ? appUrls[index] : undefined;
  return url === undefined ? '' : `?${APP_PARAMETER}=${encodeURIComponent(new URL(url).host)}`;
}
