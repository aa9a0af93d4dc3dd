/**
 * The sessions that were ended while an access token of theirs may still be alive, as a signed list for resource servers
 * that want to know at once. Made from memory; it holds session ids and nothing about people.
 */
import { createHash } from 'node:crypto';

import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { KeyRing } from '../keys/key-ring.js';
import { writeJwt } from '../keys/write-jwt.js';
import type { RevocationFeed } from '../sessions/revocation-feed.js';

const REVOCATION_LIST_TYP = 'revoked-sessions+jwt';
/** So long a list may be believed; it is signed anew after half of it, though nothing has changed. */
const LIFETIME_SECONDS = 60;

export interface RevocationListOptions {
  readonly revocations: RevocationFeed;
  readonly keyRing: KeyRing;
  /** `iss`, as of access tokens. */
  readonly issuer: string;
  readonly clock: Clock;
}

interface SignedRevocationList {
  /** A compact JWS (RFC 7515): iss, iat, exp, and `sids`. */
  readonly text: string;
  /** Of what it tells and who signed; another `iat` does not change it. */
  readonly etag: string;
}

/** @throws AppError UNAVAILABLE while this replica does not know what others end. */
export type ReadRevocationList = () => Promise<SignedRevocationList>;

interface Kept extends SignedRevocationList {
  readonly sids: readonly string[];
  readonly kid: string;
  readonly iat: number;
}

export function createReadRevocationList(options: RevocationListOptions): ReadRevocationList {
  const { revocations, keyRing, clock } = options;
  let kept: Kept | undefined;
  return async () => {
    const sids = await revocations.ended();
    if (sids === undefined) throw new AppError('UNAVAILABLE', { details: { retryAfter: 1 } });
    const { kid } = await keyRing.signer();
    const now = Math.floor(clock.now().getTime() / 1_000);
    const isGood =
      kept?.sids === sids && kept.kid === kid && now - kept.iat < LIFETIME_SECONDS / 2 && now >= kept.iat;
    if (!isGood || kept === undefined) kept = await sign(options, sids, now);
    return kept;
  };
}

async function sign(
  { keyRing, issuer }: RevocationListOptions,
  sids: readonly string[],
  iat: number,
): Promise<Kept> {
  const signer = await keyRing.signer();
  const { kid } = signer;
  const text = await writeJwt(signer, REVOCATION_LIST_TYP, {
    iss: issuer,
    iat,
    exp: iat + LIFETIME_SECONDS,
    sids,
  });
  const digest = createHash('sha256')
    .update(`${kid} ${sids.join(' ')}`)
    .digest('base64url');
  return { text, etag: `"${digest.slice(0, 22)}"`, sids, kid, iat };
}
