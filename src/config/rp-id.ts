import { isIPv4 } from 'node:net';

import type { Config } from './config.js';

/**
 * The domain that passkeys are of. By default the gateway's own; an address is no domain (WebAuthn 5.1.3): on this machine
 * `localhost` takes its place. @param publicUrl where others reach the gateway.
 */
export function rpIdOf({ webauthnRpId }: Pick<Config, 'webauthnRpId'>, publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  const isLoopback = hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));
  return webauthnRpId ?? (isLoopback ? 'localhost' : hostname);
}

/** Whether a page may use the passkeys of that domain because of where it is (WebAuthn 5.1.3). */
export function isWithin(rpId: string, page: string): boolean {
  return `.${new URL(page).hostname}`.endsWith(`.${rpId}`);
}
