import type { ConfigWarning } from './config-warning.js';
import type { Config } from './config.js';
import { isDomain } from './is-domain.js';
import { offeredMethods } from './offered-methods.js';
import { rpIdOf } from './rp-id.js';

const localPage = 'http://localhost';

/** RP IDs that every browser refuses, or all but those that know Related Origin Requests (WebAuthn 5.1.3, 5.11). */
export function passkeyWarnings(config: Config): readonly ConfigWarning[] {
  if (!offeredMethods(config).includes('passkey')) return [];
  const { publicUrl = localPage } = config;
  const rpId = rpIdOf(config, publicUrl);
  if (!isDomain(rpId)) {
    const says = `PUBLIC_URL is an address, and passkeys are of a domain: no browser makes one for ${rpId}.`;
    return [
      { says, mend: 'Set PUBLIC_URL or WEBAUTHN_RP_ID to a domain, or take passkey out of SIGN_IN_METHODS.' },
    ];
  }
  const isWithin = (page: string) => `.${new URL(page).hostname}`.endsWith(`.${rpId}`);
  if ([publicUrl, ...otherPages(config)].some(isWithin)) return [];
  const says = `No page of PUBLIC_URL and WEBAUTHN_ORIGINS is within the RP ID ${rpId}: browsers take its passkeys only where https://${rpId}/.well-known/webauthn leads here.`;
  return [{ says, mend: 'Set WEBAUTHN_RP_ID to the domain of your pages, or to one above it.' }];
}

/** Without a list, development takes every page of this machine. */
function otherPages({ webauthnOrigins, corsOrigins, isProduction }: Config): readonly string[] {
  const pages = webauthnOrigins ?? corsOrigins ?? (isProduction ? [] : [localPage]);
  return pages.filter((page) => /^https?:/.test(page));
}
