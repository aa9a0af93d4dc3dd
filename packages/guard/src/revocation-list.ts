/** The gateway's signed list of sessions that were ended while an access token of theirs may be alive. */
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';

import type { Discovery } from './discovery.js';
import type { GatewayClient } from './gateway-client.js';
import { Polled, type PolledOptions } from './polled.js';
import { type FindKey, isPending } from './public-key.js';
import type { CheckRevocation, WhenUnreachable } from './revocation.js';
import { TokenError } from './token-error.js';
import { UnavailableError } from './unavailable-error.js';

export interface RevocationListParts extends Pick<
  PolledOptions<unknown>,
  'pollMs' | 'timeoutMs' | 'now' | 'warn'
> {
  readonly client: GatewayClient;
  readonly discovery: Discovery;
  readonly findKey: FindKey;
  readonly algorithms: ReadonlySet<string>;
  readonly issuer: string;
  readonly clockToleranceSeconds: number;
  readonly uri: string | undefined;
  readonly whenUnreachable: WhenUnreachable;
}

interface RevokedSessions {
  readonly sids: ReadonlySet<string>;
  /** For so long it may be believed once the gateway has said that it is the list of that moment. */
  readonly lifetimeMs: number;
  readonly url: string;
  readonly etag: string | null;
}

const MEDIA_TYPE = 'application/jwt';
const TYP = 'revoked-sessions+jwt';

export function createRevocationListCheck(parts: RevocationListParts): CheckRevocation {
  let last: RevokedSessions | undefined;
  const polled = new Polled<RevokedSessions>({
    ...parts,
    name: 'the list of revoked sessions',
    load: async (before, signal) => (last = await fetchList(parts, before, signal)),
    maxStaleMs: ({ lifetimeMs }) => lifetimeMs,
  });
  const judge = (list: RevokedSessions | undefined, sid: string) => {
    if (list?.sids.has(sid)) throw new TokenError('TOKEN_INVALID', { cause: 'revoked' });
  };
  const judgeUnreachable = (error: unknown, sid: string) => {
    // Ended sessions never come back, however old the list is.
    judge(last, sid);
    if (parts.whenUnreachable === 'refuse' || !(error instanceof UnavailableError)) throw error;
  };
  return async ({ sid }) => {
    let list: RevokedSessions;
    try {
      const answer = polled.current();
      list = isPending(answer) ? await answer : answer;
    } catch (error) {
      judgeUnreachable(error, sid);
      return;
    }
    judge(list, sid);
  };
}

async function fetchList(
  parts: RevocationListParts,
  before: RevokedSessions | undefined,
  signal: AbortSignal,
): Promise<RevokedSessions> {
  const { client, discovery } = parts;
  const url = parts.uri ?? (await discovery.find(signal)).revoked_sessions_uri;
  if (url === undefined) throw new Error('The gateway has no list of revoked sessions.');
  const etag = before?.url === url ? before.etag : undefined;
  const answer = await client.ask(url, { accept: [MEDIA_TYPE], signal, etag });
  if (answer === undefined && before !== undefined) return before;
  const { text, etag: newEtag } = answer ?? { text: '', etag: null };
  return { ...(await readList(text, parts)), url, etag: newEtag };
}

async function readList(
  text: string,
  parts: RevocationListParts,
): Promise<Pick<RevokedSessions, 'sids' | 'lifetimeMs'>> {
  const { payload } = await verifyList(text, parts);
  const { iat = 0, exp = 0, sids } = payload;
  if (!isTextList(sids) || exp <= iat) throw new Error('The list of revoked sessions is malformed.');
  return { sids: new Set(sids), lifetimeMs: (exp - iat) * 1_000 };
}

/** Signed by a key of the key set, so that whoever stands between cannot leave a session out; recent, so that it is no old one. */
async function verifyList(text: string, parts: RevocationListParts) {
  try {
    const { kid = '', alg = '' } = decodeProtectedHeader(text);
    const key = parts.algorithms.has(alg) ? await parts.findKey(kid, alg) : undefined;
    if (key === undefined) throw new Error('The list of revoked sessions is signed by no known key.');
    return await jwtVerify(text, key, {
      issuer: parts.issuer,
      algorithms: [alg],
      // An access token must not pass for a list, nor a list for a token (RFC 8725 section 3.12).
      typ: TYP,
      clockTolerance: parts.clockToleranceSeconds,
      requiredClaims: ['iat', 'exp', 'sids'],
      currentDate: parts.now(),
    });
  } catch (error) {
    const isRefused = error instanceof errors.JOSEError || error instanceof TypeError;
    throw isRefused ? new Error(`The list of revoked sessions is not valid: ${error.message}`) : error;
  }
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
