import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Of an entry, in the log. */
const MAX_TOLD_LENGTH = 60;

export interface ClientAddressOptions {
  /** How many proxies stand in front. */
  readonly trustedHops: number;
  /** Told the first entry that is no address; who asks counts as the proxy as long as there are such. */
  readonly onUnreadable: (entry: string) => void;
}

export type ClientAddress = (request: IncomingMessage) => string;

/**
 * Where a request came from. X-Forwarded-For counts only for as many hops as there are proxies in front: what
 * stands further left was written by whoever called (ASVS 4.1.3).
 */
export function createClientAddress({ trustedHops, onUnreadable }: ClientAddressOptions): ClientAddress {
  let isTold = false;
  return (request) => {
    const peer = plain(request.socket.remoteAddress ?? '');
    if (trustedHops === 0) return peer;
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const hops = [...forwarded.map((hop) => hop.trim()).filter((hop) => hop !== ''), peer];
    const written = hops[Math.max(0, hops.length - 1 - trustedHops)] ?? peer;
    const client = plain(withoutPort(written));
    if (isIP(client) !== 0 || written === peer) return client;
    if (!isTold) onUnreadable(written.slice(0, MAX_TOLD_LENGTH));
    isTold = true;
    return peer;
  };
}

/** Some balancers write `203.0.113.7:51234` and `[2001:db8::1]:443`; the brackets may stand alone as well. */
function withoutPort(entry: string): string {
  const [, bracketed, plainOne] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d{1,5})?$/.exec(entry) ?? [];
  return bracketed ?? plainOne ?? entry;
}

/** An IPv4 address as a dual-stack socket shows it, without its prefix. */
function plain(address: string): string {
  return /^::ffff:(?=\d+\.)/i.test(address) ? address.slice(7) : address;
}
