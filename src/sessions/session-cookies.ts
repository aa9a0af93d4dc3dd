/**
 * The cookies of a session: the refresh token, which only /graphql is sent, and, where it is switched on, the
 * access token, so that page loads can be guarded. No script can read either (ASVS 3.3).
 */
import { parseCookie, type SerializeOptions, stringifySetCookie } from 'cookie';

import type { Clock } from '../foundation/clock.js';
import { expiryOf } from './session.model.js';
import type { SignedIn } from './signed-in.js';

const REFRESH_COOKIE = 'refreshToken';
const ACCESS_COOKIE = 'accessToken';

interface SentCookies {
  readonly refreshToken: string | undefined;
  /** Undefined too where access tokens are not taken from cookies. */
  readonly accessToken: string | undefined;
}

/** As header lines, so that HTTP and GraphQL set the same ones. */
export interface SessionCookies {
  /** @param header the Cookie header. */
  read(header: string | undefined): SentCookies;
  /** The Set-Cookie headers for a session that was begun or refreshed. */
  write(signedIn: SignedIn): readonly string[];
  /** Those that make a browser forget it. */
  clear(): readonly string[];
}

export interface SessionCookiesOptions {
  readonly isSecure: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
  /** Of the GraphQL endpoint as browsers see it. */
  readonly graphqlPath: string;
  /** Whether the access token is a cookie as well. */
  readonly hasAccessCookie: boolean;
  readonly clock: Clock;
}

export function createSessionCookies(options: SessionCookiesOptions): SessionCookies {
  const { sameSite, graphqlPath, hasAccessCookie, clock } = options;
  const secure = options.isSecure || sameSite === 'None';
  const attributes = { httpOnly: true, secure } as const;
  const refresh = { ...attributes, sameSite: lower(sameSite), path: graphqlPath };
  const access = { ...attributes, sameSite: 'strict', path: '/' } as const;
  const until = (end: Date) => Math.max(0, Math.floor((end.getTime() - clock.now().getTime()) / 1_000));
  const setCookie = (name: string, value: string, more: SerializeOptions, maxAge: number) =>
    stringifySetCookie({ name, value, ...more, maxAge, expires: expiresAt(maxAge) });
  /** Beside Max-Age, which wins where both are known: the JDK's CookieManager sends a cookie without it back in quotes. */
  const expiresAt = (maxAge: number) => new Date(maxAge === 0 ? 0 : clock.now().getTime() + maxAge * 1_000);

  return {
    read(header) {
      if (header === undefined) return { refreshToken: undefined, accessToken: undefined };
      const cookies = parseCookie(header);
      return {
        refreshToken: cookies[REFRESH_COOKIE],
        accessToken: hasAccessCookie ? cookies[ACCESS_COOKIE] : undefined,
      };
    },
    write({ session, accessToken, refreshToken }) {
      return [
        ...(refreshToken === undefined
          ? []
          : [setCookie(REFRESH_COOKIE, refreshToken, refresh, until(expiryOf(session)))]),
        ...(hasAccessCookie
          ? [setCookie(ACCESS_COOKIE, accessToken.text, access, until(accessToken.expiresAt))]
          : []),
      ];
    },
    clear: () => [
      setCookie(REFRESH_COOKIE, '', refresh, 0),
      ...(hasAccessCookie ? [setCookie(ACCESS_COOKIE, '', access, 0)] : []),
    ],
  };
}

function lower(sameSite: SessionCookiesOptions['sameSite']): 'strict' | 'lax' | 'none' {
  if (sameSite === 'Strict') return 'strict';
  return sameSite === 'Lax' ? 'lax' : 'none';
}
