import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Where a request came from. X-Forwarded-For counts only for as many hops as there are proxies in front: what
 * stands further left was written by whoever called (ASVS 4.1.3).
 */
export function clientAddress(request: IncomingMessage, trustedHops: number): string {
  const peer = plain(request.socket.remoteAddress ?? '');
  if (trustedHops === 0) return peer;
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const hops = [...forwarded.map((hop) => plain(hop.trim())).filter((hop) => hop !== ''), peer];
  const client = hops[Math.max(0, hops.length - 1 - trustedHops)] ?? peer;
  return isIP(client) === 0 ? peer : client;
}

/** An IPv4 address as a dual-stack socket shows it, without its prefix. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}
