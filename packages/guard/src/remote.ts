/** What a guard needs that asks the gateway: its keys, and whether sessions were ended. Asks nothing before a token comes. */
import { createDiscovery, discoveryUrl } from './discovery.js';
import { checkUrl, GatewayClient } from './gateway-client.js';
import { checkRange, type RemoteGuardOptions } from './guard-options.js';
import { createIntrospectionCheck } from './introspection.js';
import type { FindKey } from './public-key.js';
import { createRemoteKeys } from './remote-keys.js';
import { createRevocationListCheck } from './revocation-list.js';
import type { CheckRevocation, RevocationOptions } from './revocation.js';

interface Remote {
  readonly findKey: FindKey;
  readonly checkRevocation: CheckRevocation | undefined;
}

/** @throws TypeError for options that cannot be meant. */
export function openRemote(
  options: RemoteGuardOptions,
  algorithms: ReadonlySet<string>,
  now: () => Date,
  clockToleranceSeconds: number,
): Remote {
  const { issuer, jwksUri, allowHttp = false, revocation } = options;
  checkUrls(options);
  const client = new GatewayClient({ fetch: options.fetch ?? fetch, allowHttp });
  const shared = {
    client,
    discovery: createDiscovery(issuer, client, now),
    ...{ issuer, algorithms, now, clockToleranceSeconds },
    timeoutMs: readMs(options, 'timeoutSeconds', 3, 0.01, 60),
    warn: createWarn(options),
  };
  const findKey = createRemoteKeys({
    ...shared,
    jwksUri,
    pollMs: readMs(options, 'keyPollSeconds', 30, 1, 3_600),
    maxStaleMs: readMs(options, 'maxStaleSeconds', 86_400, 0, 2_592_000),
  });
  return { findKey, checkRevocation: revocation && openRevocation(revocation, { ...shared, findKey }) };
}

/** Now rather than at the first token: a mistake in the options shows at start. */
function checkUrls({ issuer, jwksUri, allowHttp = false, revocation }: RemoteGuardOptions): void {
  const discovery = discoveryUrl(issuer);
  const urls = [jwksUri ?? discovery, revocation && (ownUrl(revocation) ?? discovery)];
  for (const url of urls) if (url !== undefined) checkUrl(url, allowHttp);
}

function readMs<Name extends string>(
  options: Readonly<Partial<Record<Name, number>>>,
  name: Name,
  usual: number,
  least: number,
  most: number,
): number {
  return checkRange(name, options[name] ?? usual, least, most) * 1_000;
}

type Shared = Omit<Parameters<typeof createRevocationListCheck>[0], 'pollMs' | 'whenUnreachable' | 'uri'>;

function ownUrl(revocation: RevocationOptions): string | undefined {
  return 'introspection' in revocation ? revocation.introspection.endpoint : revocation.uri;
}

function openRevocation(revocation: RevocationOptions, shared: Shared): CheckRevocation {
  if ('introspection' in revocation) {
    const { introspection } = revocation;
    if (!introspection.clientId || !introspection.clientSecret)
      throw new TypeError('Introspection needs a clientId and a clientSecret.');
    checkRange('cacheSeconds', introspection.cacheSeconds ?? 0, 0, 3_600);
    return createIntrospectionCheck({ ...shared, ...introspection });
  }
  const { list, uri, pollSeconds = 5, whenUnreachable = 'accept' } = revocation;
  // JavaScript callers may write anything; an option that is not understood must not read as "no revocation".
  if ((list as unknown) !== true) throw new TypeError('revocation is { list: true } or { introspection }.');
  const pollMs = checkRange('pollSeconds', pollSeconds, 1, 60) * 1_000;
  return createRevocationListCheck({ ...shared, uri, pollMs, whenUnreachable });
}

/** A logger that fails, at once or later, must not decide who gets in, nor end the process. */
function createWarn({ onWarning }: RemoteGuardOptions) {
  const tell = async (message: string, error: unknown) => {
    await onWarning?.(message, error);
  };
  return (message: string, error: unknown) => {
    // Nobody is left to tell.
    tell(message, error).catch(() => undefined);
  };
}
