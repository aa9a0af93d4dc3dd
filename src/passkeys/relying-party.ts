import { isIP } from 'node:net';

import type { Config } from '../config/config.js';
import { createOriginPolicy, type OriginPolicy } from '../http/origin-policy.js';

/** Whose passkeys they are (WebAuthn 4): a domain, the pages that may ask for them, and the name that people are shown. */
export interface RelyingParty {
  readonly id: string;
  readonly name: string;
  readonly isOwnOrigin: OriginPolicy;
  /** Those of them that can be named, for browsers that ask (WebAuthn 5.11). */
  readonly origins: readonly string[];
}

type Settings = Pick<
  Config,
  'webauthnRpId' | 'webauthnOrigins' | 'corsOrigins' | 'brandName' | 'isProduction'
>;

/**
 * By default the gateway's own domain, and the pages that it serves and lets read its answers. An address is no domain
 * (WebAuthn 5.1.3): on this machine `localhost` takes its place.
 */
export function relyingPartyOf(settings: Settings, publicUrl: string): RelyingParty {
  const { hostname, origin } = new URL(publicUrl);
  const isLoopback = hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
  const pages = settings.webauthnOrigins ?? settings.corsOrigins ?? (settings.isProduction ? [] : undefined);
  return {
    id: settings.webauthnRpId ?? (isLoopback ? 'localhost' : hostname),
    name: settings.brandName,
    isOwnOrigin: createOriginPolicy(publicUrl, pages),
    origins: [...new Set([origin, ...(pages ?? [])])].filter(
      (page) => URL.canParse(page) && /^https?:/.test(page),
    ),
  };
}
