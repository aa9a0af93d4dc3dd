/** What settings of services that the gateway calls have in common: where they may be, and what signs. */
import { isIP } from 'node:net';

import { z } from 'zod';

import { list } from './kinds.js';

const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;

/** By https; http only where it names this machine. Whether it may be asked is judged by its address, when it is asked. */
export function isOutgoingUrl(written: string): boolean {
  if (!URL.canParse(written)) return false;
  const { protocol, hostname, username, password, hash } = new URL(written);
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  return (
    (protocol === 'https:' || (protocol === 'http:' && isLocal)) && `${username}${password}${hash}` === ''
  );
}

/**
 * `whsec_` and 24 to 64 bytes, in standard base64 with padding to the letter: libraries of other languages read another key, or none,
 * of anything else.
 */
export function isSigningSecret(written: string): boolean {
  if (!written.startsWith('whsec_')) return false;
  const encoded = written.slice('whsec_'.length);
  const bytes = Buffer.from(encoded, 'base64');
  const isWhole = bytes.toString('base64') === encoded;
  return isWhole && bytes.length >= MIN_SECRET_BYTES && bytes.length <= MAX_SECRET_BYTES;
}

/** In CIDR notation `address/prefix`, without a zone. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** A list in CIDR notation. */
export const networks = list.transform((entries, context): readonly Network[] => {
  const parsed = entries.map(readNetwork);
  const whole = parsed.filter((network) => network !== undefined);
  if (whole.length === parsed.length) return whole;
  context.addIssue('must be a list of networks in CIDR notation such as 10.1.0.0/16 or fd12:3456::/32');
  return z.NEVER;
});

function readNetwork(entry: string): Network | undefined {
  const [address = '', prefix = '', ...more] = entry.split('/');
  const version = isIP(address);
  const isWhole = version !== 0 && !address.includes('%') && more.length === 0 && /^\d{1,3}$/.test(prefix);
  if (!isWhole || Number(prefix) > (version === 4 ? 32 : 128)) return undefined;
  return { address, prefix: Number(prefix), family: version === 4 ? 'ipv4' : 'ipv6' };
}
