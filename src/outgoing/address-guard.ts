/**
 * Which addresses may be called (OWASP ASVS 13.2.4; server-side request forgery): public ones, and those that the operator allows. Judges addresses and not names, since a name may mean another one a moment later.
 */
import { BlockList, isIP } from 'node:net';

import type { Network } from '../config/outgoing-kinds.js';

/** Special-purpose IPv4 (RFC 6890 and its successors), and the host agent of Azure, which has a public address. */
const innerV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '168.63.129.16/32', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
/**
 * Of IPv6 only 2000::/3 is public, which leaves out IPv4-mapped addresses, NAT64 and the metadata of clouds (fd00:ec2::254) too;
 * in it Teredo, 6to4 and documentation lead elsewhere.
 */
const innerV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** One for each list of allowed networks; asked again for every address that is connected to. */
export interface AddressGuard {
  /** @param isEncrypted whether it is asked by https; by http only this machine is, and only where it is allowed. */
  allows(address: string, isEncrypted: boolean): boolean;
}

/** @param allowedNetworks inner ones that may be called all the same, as settings have them; none: public addresses alone. */
export function createAddressGuard(allowedNetworks: readonly Network[]): AddressGuard {
  const allowed = blockList(allowedNetworks);
  const inner = blockList([...innerV4.map(network), ...innerV6.map(network)]);
  const publicV6 = blockList([network('2000::/3')]);
  const loopback = blockList([network('127.0.0.0/8'), network('::1/128')]);
  const isPublic = (address: string, family: Family) =>
    !inner.check(address, family) && (family === 'ipv4' || publicV6.check(address, family));
  return {
    allows(address, isEncrypted) {
      const family = familyOf(address);
      if (family === undefined) return false;
      const isAllowed = allowed.check(address, family);
      if (!isEncrypted) return isAllowed && loopback.check(address, family);
      return isAllowed || isPublic(address, family);
    },
  };
}

/** @returns the address that stands in a URL's `hostname`; undefined for a name. */
export function literalAddress(hostname: string): string | undefined {
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) === 0 ? undefined : literal;
}

type Family = Network['family'];

/** One with a zone names a place on this machine's own links. */
function familyOf(address: string): Family | undefined {
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

function network(written: string): Network {
  const [address = '', prefix = ''] = written.split('/');
  return { address, prefix: Number(prefix), family: address.includes(':') ? 'ipv6' : 'ipv4' };
}

function blockList(networks: readonly Network[]): BlockList {
  const blocked = new BlockList();
  for (const { address, prefix, family } of networks) blocked.addSubnet(address, prefix, family);
  return blocked;
}
