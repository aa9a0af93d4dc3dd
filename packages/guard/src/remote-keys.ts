/** The gateway's key set: fetched when it is first needed, confirmed within each poll, asked again for a kid it lacks. */
import type { Discovery } from './discovery.js';
import { type GatewayClient, parseObject } from './gateway-client.js';
import { type KeySet, readKeySet } from './key-set.js';
import { Polled, type PolledOptions } from './polled.js';
import { type FindKey, isPending } from './public-key.js';
import { UnavailableError } from './unavailable-error.js';

export interface RemoteKeysOptions extends Pick<
  PolledOptions<unknown>,
  'pollMs' | 'timeoutMs' | 'now' | 'warn'
> {
  readonly client: GatewayClient;
  readonly discovery: Discovery;
  readonly jwksUri: string | undefined;
  readonly algorithms: ReadonlySet<string>;
  readonly maxStaleMs: number;
}

/** A kid that nobody knows costs the gateway one request in this time, however many tokens carry one. */
const COOLDOWN_MS = 5_000;
/** Ours have 43 characters; longer ones are not asked for. */
const MAX_KID_LENGTH = 256;

interface Fetched {
  readonly keys: KeySet;
  readonly url: string;
  readonly etag: string | null;
}

export function createRemoteKeys(options: RemoteKeysOptions): FindKey {
  const polled = new Polled<Fetched>({
    ...options,
    name: 'the key set',
    load: (before, signal) => fetchKeys(options, before, signal),
    maxStaleMs: () => options.maxStaleMs,
  });
  const pick = ({ keys }: Fetched, kid: string, algorithm: string) => {
    const found = keys.get(kid);
    return found?.algorithm === algorithm ? found.key : undefined;
  };
  const findIn = (fetched: Fetched, kid: string, algorithm: string) => {
    if (fetched.keys.has(kid)) return pick(fetched, kid, algorithm);
    const newer = polled.again(COOLDOWN_MS);
    if (newer !== undefined) return newer.then((next) => pick(next, kid, algorithm));
    // It may be a new key: who holds its token must not be told that the token is bad.
    if (polled.isUnreachable) throw new UnavailableError('The gateway does not tell of its new keys.');
    return undefined;
  };
  return (kid, algorithm) => {
    if (kid.length > MAX_KID_LENGTH) return undefined;
    const fetched = polled.current();
    return isPending(fetched)
      ? fetched.then((set) => findIn(set, kid, algorithm))
      : findIn(fetched, kid, algorithm);
  };
}

const accept = ['application/jwk-set+json', 'application/json'];

async function fetchKeys(
  { client, discovery, jwksUri, algorithms }: RemoteKeysOptions,
  before: Fetched | undefined,
  signal: AbortSignal,
): Promise<Fetched> {
  const url = jwksUri ?? (await discovery.find(signal)).jwks_uri;
  try {
    const etag = before?.url === url ? before.etag : undefined;
    const answer = await client.ask(url, { accept, signal, etag });
    if (answer === undefined && before !== undefined) return before;
    const { text, etag: newEtag } = answer ?? { text: '', etag: null };
    const keys = await readKeySet(parseObject(text, url), algorithms, before?.keys ?? new Map());
    return { keys, url, etag: newEtag };
  } catch (error) {
    discovery.forget();
    throw error;
  }
}
