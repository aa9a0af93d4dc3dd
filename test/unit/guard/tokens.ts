/** Tokens as Portcullis writes them, and as an attacker would; signed by node:crypto, so that jose judges what it did not make. */
import { constants, createHmac, KeyObject, sign } from 'node:crypto';
import { inspect } from 'node:util';

import { expect } from '@jest/globals';
import { createGuard, type Guard, type LocalGuardOptions, TokenError } from '@portcullis/guard';
import { type CryptoKey, generateKeyPair } from 'jose';

export const issuer = 'https://auth.example.com';
export const audience = 'portcullis';
export type SigningAlgorithm = 'EdDSA' | 'ES256' | 'RS256' | 'PS256';

export interface TestKey {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

export async function makeKey(kid: string, alg: SigningAlgorithm = 'EdDSA'): Promise<TestKey> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) };
}

export const now = new Date('2026-03-01T12:00:00Z');
export const nowSeconds = now.getTime() / 1_000;

export const claims = {
  iss: issuer,
  aud: audience,
  sub: '65f0c0ffee65f0c0ffee0001',
  userId: '65f0c0ffee65f0c0ffee0001',
  client_id: 'portcullis',
  sid: '65f0c0ffee65f0c0ffee0002',
  email: 'ada@example.com',
  email_verified: true,
  roles: ['USER'],
  amr: ['pwd'],
  auth_time: nowSeconds - 10,
  iat: nowSeconds - 10,
  exp: nowSeconds + 900,
  jti: 'a7Bc9',
};

export const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const signers: Readonly<Record<SigningAlgorithm, (input: Buffer, key: KeyObject) => Buffer>> = {
  EdDSA: (input, key) => sign(null, input, key),
  ES256: (input, key) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' }),
  RS256: (input, key) => sign('sha256', input, key),
  PS256: (input, key) =>
    sign('sha256', input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
};

/** A member that is undefined is left out. */
export function token(key: TestKey, changes: object = {}, header: object = {}): string {
  const head = { alg: key.alg, typ: 'at+jwt', kid: key.kid, ...header };
  return signed(key, head, { ...claims, ...changes });
}

/** Any claims under any header. */
export function signed(key: TestKey, head: object, payload: object): string {
  const input = `${encode(head)}.${encode(payload)}`;
  return `${input}.${signers[key.alg](Buffer.from(input), KeyObject.from(key.privateKey)).toString('base64url')}`;
}

/** The public key's bytes, which everybody has, as the secret of an HMAC (RFC 8725 section 2.1). */
export function hmacToken(secret: string | Buffer, kid: string): string {
  return hmacWith(secret, { alg: 'HS256', typ: 'at+jwt', kid }, claims);
}

export function hmacWith(secret: string | Buffer, head: object, payload: object): string {
  const input = `${encode(head)}.${encode(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** The three parts of a token. */
export function parts(of: string): [header: string, payload: string, signature: string] {
  const [header = '', payload = '', signature = ''] = of.split('.');
  return [header, payload, signature];
}

export interface TestGuard extends Guard {
  /** The kids that were looked for. */
  readonly lookedFor: string[];
  /** Moves the guard's clock. */
  advance(seconds: number): void;
}

export function guardOf(keys: readonly TestKey[], options: Partial<LocalGuardOptions> = {}): TestGuard {
  const known = new Map(keys.map((key) => [key.kid, key]));
  const lookedFor: string[] = [];
  let aheadMs = 0;
  const guard = createGuard({
    issuer,
    audience,
    findKey: (kid, algorithm) => {
      lookedFor.push(kid);
      const found = known.get(kid);
      return found?.alg === algorithm ? found.publicKey : undefined;
    },
    now: () => new Date(now.getTime() + aheadMs),
    ...options,
  });
  return { ...guard, lookedFor, advance: (seconds) => void (aheadMs += seconds * 1_000) };
}

/** The code of the refusal, which tells nothing of the token, however deep one looks. */
export async function refusal(guard: Pick<Guard, 'verify'>, refused: string): Promise<string> {
  const error = await guard.verify(refused).catch((thrown: unknown) => thrown);
  if (!(error instanceof TokenError)) throw new Error(`Not refused: ${inspect(error)}`);
  const told = `${inspect(error, { depth: 10, showHidden: true })}${JSON.stringify(error)}`;
  for (const part of refused.split('.').filter(({ length }) => length > 8)) expect(told).not.toContain(part);
  return error.code;
}

export async function expectInvalid(refused: string, guard: Pick<Guard, 'verify'>): Promise<void> {
  expect(await refusal(guard, refused)).toBe('TOKEN_INVALID');
}
