import { isIPv4 } from 'node:net';

/** Whether a browser could take it; also where a bracket says that it is an address of IPv6. */
export function isDomain(host: string): boolean {
  // With a colon it is of IPv6, or of nothing; to ask node:net that costs 9 ms, once.
  return !/[:[]/.test(host) && !isIPv4(asBrowsersRead(host));
}

/** They take `127.1` for an address. */
function asBrowsersRead(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host;
}
