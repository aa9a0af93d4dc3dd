/**
 * Writes what this service signs, as a compact JWS (RFC 7515 section 7.1); verifying is packages/guard's, by jose. By a key of
 * node:crypto that is kept, since every refresh signs: the way over Web Crypto costs about twice the processor time.
 */
import { constants, type KeyObject, sign, type SignKeyObjectInput } from 'node:crypto';
import { promisify } from 'node:util';

import type { SigningAlgorithm } from './signing-algorithm.js';

/** A key that signs now, opened: of the key ring, which keeps it. It is not to be kept beyond the signature. */
export interface SigningKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
}

/** @param typ what kind of token it is (RFC 8725 section 3.11). @param claims as JSON has them. */
export async function writeJwt(key: SigningKey, typ: string, claims: object): Promise<string> {
  const signed = `${encode({ alg: key.algorithm, kid: key.kid, typ })}.${encode(claims)}`;
  const signature = await signers[key.algorithm](key.privateKey, Buffer.from(signed));
  return `${signed}.${signature.toString('base64url')}`;
}

type Signer = (key: KeyObject, data: Buffer) => Buffer | Promise<Buffer>;

const signElsewhere = promisify(
  (
    digest: string,
    data: Buffer,
    key: SignKeyObjectInput,
    done: (error: Error | null, signature: Buffer) => void,
  ) => {
    sign(digest, data, key, done);
  },
);

/**
 * RFC 7518 section 3, RFC 8037 section 3.1. A curve signs in less time than the way to another thread and back takes; RSA takes so
 * long that it would hold up everybody.
 */
const signers: Readonly<Record<SigningAlgorithm, Signer>> = {
  EdDSA: (key, data) => sign(null, data, key),
  ES256: (key, data) => sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }),
  RS256: (key, data) => signElsewhere('sha256', data, { key }),
  PS256: (key, data) => {
    const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants;
    return signElsewhere('sha256', data, { key, padding, saltLength });
  },
};

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
