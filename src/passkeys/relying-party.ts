import type { Config } from '../config/config.js';
import { rpIdOf } from '../config/rp-id.js';
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

/** By default the gateway's own domain, and the pages that it serves and lets read its answers. */
export function relyingPartyOf(settings: Settings, publicUrl: string): RelyingParty {
  const { origin } = new URL(publicUrl);
  const pages = settings.webauthnOrigins ?? settings.corsOrigins ?? (settings.isProduction ? [] : undefined);
  return {
    id: rpIdOf(settings, publicUrl),
    name: settings.brandName,
    isOwnOrigin: createOriginPolicy(publicUrl, pages),
    origins: [...new Set([origin, ...(pages ?? [])])].filter(
      (page) => URL.canParse(page) && /^https?:/.test(page),
    ),
  };
}
