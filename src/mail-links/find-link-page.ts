/**
 * Where mail links lead: the gateway's own pages, or those of the frontends that are configured. Never to what a
 * request says of itself: its Origin only chooses from that list (OWASP, Forgot Password Cheat Sheet).
 */
import { appQuery } from '../pages/app.js';

/** Also the path of the gateway's own page. Several purposes share one: an invitation opens `reset-password`. */
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
    const own = `${options.publicUrl}/${page}${appQuery(options.appUrls, webOrigin)}`;
    return choosePage(configured[page], webOrigin) ?? own;
  };
}

/** Of pages that are configured, that of the frontend that asks; the first for whoever else does. */
export function choosePage(urls: readonly string[] = [], webOrigin: string | undefined): string | undefined {
  return urls.find((url) => new URL(url).origin === webOrigin) ?? urls[0];
}

/** @param page perhaps with a query, which comes after the token. */
export function linkUrl(page: string, token: string): string {
  const [path = '', query] = page.split('?');
  return `${path}?token=${token}${query === undefined ? '' : `&${query}`}`;
}
