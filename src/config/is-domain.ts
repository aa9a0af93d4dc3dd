import { isIP } from 'node:net';

/** Whether a browser could take it; also where a bracket says that it is an address of IPv6. */
export function isDomain(host: string): boolean {
  return isIP(host) === 0 && !host.startsWith('[');
}
