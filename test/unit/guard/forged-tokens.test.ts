import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI } from 'jose';

import { paths, remoteGuard, startKeyServer } from './key-server.js';
import {
  claims,
  encode,
  expectInvalid,
  guardOf,
  hmacToken,
  issuer,
  makeKey,
  nowSeconds,
  parts,
  type TestGuard,
  type TestKey,
  token,
} from './tokens.js';

const [ours, es256, rs256, attacker] = await Promise.all([
  makeKey('ours'),
  makeKey('ours-es256', 'ES256'),
  makeKey('ours-rs256', 'RS256'),
  makeKey('attacker'),
]);
const everyAlgorithm = { algorithms: ['EdDSA', 'ES256', 'RS256'] };
const good = token(ours);
const [header, payload, signature] = parts(good);
const server = await startKeyServer(ours);
afterAll(() => server.stop());
const fetched = remoteGuard(
  { issuer },
  { jwksUri: `${server.issuer}${paths.keys}`, clockToleranceSeconds: 0 },
);

/** By a guard with its keys at hand, and by one that fetches them. */
const refuse = async (forged: string, by?: TestGuard) => {
  await expectInvalid(forged, by ?? guardOf([ours]));
  if (by === undefined) await expectInvalid(forged, fetched);
};

describe('the guard that fetches its keys', () => {
  it('takes a good token, so that what it refuses below is refused for its fault', async () => {
    expect(await fetched.verify(good)).toEqual(claims);
  });
});

const flipped = (at: number) => {
  const bytes = Buffer.from(signature, 'base64url');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return `${header}.${payload}.${bytes.toString('base64url')}`;
};

describe('verify: another algorithm than the key’s', () => {
  it.each(['none', 'None', 'NONE', 'nOnE'])('refuses alg %s', async (alg) => {
    const head = encode({ alg, typ: 'at+jwt', kid: 'ours' });
    for (const rest of ['.', `.${signature}`, '']) await refuse(`${head}.${payload}${rest}`);
  });

  it.each([ours, rs256])(
    'refuses HS256 keyed with the public $alg key, in any encoding',
    async (key: TestKey) => {
      const pem = await exportSPKI(key.publicKey);
      const jwk = await exportJWK(key.publicKey);
      const raw = jwk.x ?? jwk.n ?? '';
      const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
      const secrets = [
        pem,
        pem.trim(),
        der,
        der.toString('base64'),
        JSON.stringify(jwk),
        raw,
        Buffer.from(raw, 'base64url'),
      ];
      for (const secret of secrets) await refuse(hmacToken(secret, key.kid), guardOf([key], everyAlgorithm));
    },
  );

  it('refuses a listed algorithm with a key of another', async () => {
    const guard = guardOf([ours, es256, rs256], everyAlgorithm);
    for (const kid of ['ours', 'ours-rs256']) await refuse(token(es256, {}, { kid }), guard);
    await refuse(token(es256, {}, { alg: 'EdDSA' }), guard);
  });
});

describe('verify: a key that is not ours', () => {
  it.each<[string, unknown]>([
    ['unknown', 'attacker'],
    ['absent', undefined],
    ['empty', ''],
    ['null', null],
    ['a number', 1],
    ['an object', { toString: 'ours' }],
    ['a list', ['ours']],
    ['a path', '../../../../dev/null'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['cut by a NUL', 'ours\u0000'],
    ['long', 'k'.repeat(5_000)],
    ['20 kB long', 'k'.repeat(20_000)],
    ['1 MB long', 'k'.repeat(1_000_000)],
  ])('refuses a kid that is %s', async (_name, kid) => {
    await refuse(token(attacker, {}, { kid }));
    // The same where keys are looked up in a plain object, as a resource server may do.
    const keys: Readonly<Record<string, TestKey['publicKey']>> = { ours: ours.publicKey };
    await refuse(token(attacker, {}, { kid }), guardOf([], { findKey: (name) => keys[name] }));
  });

  it('refuses a key that the token brings along', async () => {
    const jwk = await exportJWK(attacker.publicKey);
    for (const kid of ['ours', 'attacker', undefined]) await refuse(token(attacker, {}, { jwk, kid }));
  });

  it('fetches no key from where the token says', async () => {
    let requests = 0;
    const jwk = { ...(await exportJWK(attacker.publicKey)), kid: 'attacker', alg: 'EdDSA' };
    const server = createServer((_request, response) => {
      requests += 1;
      response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
    for (const name of ['jku', 'x5u']) {
      for (const kid of ['attacker', 'ours', undefined])
        await refuse(token(attacker, {}, { [name]: url, kid }));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(requests).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('verify: a token that was changed', () => {
  it.each<[string, string]>([
    ['the first byte of the signature flipped', flipped(0)],
    ['the last byte of the signature flipped', flipped(63)],
    ['no signature', `${header}.${payload}.`],
    ['half a signature', `${header}.${payload}.${signature.slice(0, 43)}`],
    ['another token’s signature', `${header}.${payload}.${parts(token(ours, { jti: 'other' }))[2]}`],
    ['another user', `${header}.${encode({ ...claims, sub: 'x', userId: 'x' })}.${signature}`],
    ['more roles', `${header}.${encode({ ...claims, roles: ['ADMIN'] })}.${signature}`],
    ['a later exp', `${header}.${encode({ ...claims, exp: claims.exp + 1 })}.${signature}`],
    [
      'an edited header',
      `${encode({ alg: 'EdDSA', typ: 'at+jwt', kid: 'ours', x: 1 })}.${payload}.${signature}`,
    ],
    ['a crit that nobody knows', token(ours, {}, { crit: ['x'], x: true })],
    ['an empty crit', token(ours, {}, { crit: [] })],
    ['2 parts', `${header}.${payload}`],
    ['4 parts', `${good}.${signature}`],
    ['5 parts, as of a JWE', `${header}..${payload}.${signature}.${signature}`],
    [
      'two signatures',
      JSON.stringify({ payload, signatures: [0, 1].map(() => ({ protected: header, signature })) }),
    ],
    ['the flattened JSON form', JSON.stringify({ payload, protected: header, signature })],
    ['claims that are no object', `${header}.${encode('[]')}.${signature}`],
    ['a header that is no JSON', `${encode('{"alg":"EdDSA"')}.${payload}.${signature}`],
    ['an empty text', ''],
    ['dots', '..'],
    ['50 KB', 'a'.repeat(50_000)],
    ['50 KB of parts', '.'.repeat(50_000)],
    ['a blank before', ` ${good}`],
    ['a line feed after', `${good}\n`],
    ['a blank in the signature', `${header}.${payload}.${signature.slice(0, 9)} ${signature.slice(9)}`],
    ['padding', `${good}==`],
    [
      'characters of plain base64',
      `${header}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}+`,
    ],
    ['the scheme before', `Bearer ${good}`],
  ])('refuses %s', async (_name, changed) => {
    await refuse(changed);
  });

  it('does not look at what is longer than a token can be', async () => {
    const guard = guardOf([ours]);
    await refuse(token(ours, { padding: 'x'.repeat(9_000) }), guard);
    expect(guard.lookedFor).toEqual([]);
  });
});

describe('verify: our signature under other claims', () => {
  it.each<[string, object, object?]>([
    ['typ JWT', {}, { typ: 'JWT' }],
    ['typ of another kind', {}, { typ: 'email-verification+jwt' }],
    ['no typ', {}, { typ: undefined }],
    ['a typ that is no text', {}, { typ: ['at+jwt'] }],
    ['another issuer', { iss: 'https://evil.example.com' }],
    ['the issuer with a slash', { iss: `${issuer}/` }],
    ['the issuer in a list', { iss: [issuer] }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'other' }],
    ['other audiences', { aud: ['other', 'portcullis2'] }],
    ['an empty list of audiences', { aud: [] }],
    ['no audience', { aud: undefined }],
    ['an nbf ahead', { nbf: nowSeconds + 1 }],
    ['no exp', { exp: undefined }],
    ['an exp that is text', { exp: String(claims.exp) }],
    ['an exp that is null', { exp: null }],
    ['an exp with a fraction', { exp: claims.exp + 0.5 }],
    ['no iat', { iat: undefined }],
    ['an iat that is text', { iat: String(claims.iat) }],
    ['no sub', { sub: undefined }],
    ['an empty sub', { sub: '', userId: '' }],
    ['a sub that is an object', { sub: { $ne: null }, userId: { $ne: null } }],
    ['a userId other than sub', { userId: '65f0c0ffee65f0c0ffee0009' }],
    ['no userId', { userId: undefined }],
    ['no sid, as a token of another kind', { sid: undefined }],
    ['no jti', { jti: undefined }],
    ['no client_id', { client_id: undefined }],
    ['roles that are one text', { roles: 'ADMIN' }],
    ['email_verified that is text', { email_verified: 'true' }],
  ])('refuses %s', async (_name, changes, head = {}) => {
    await refuse(token(ours, changes, head));
  });
});

describe('the key server', () => {
  it('was asked once in all of this, since the clock stands still', () => {
    expect(server.asked).toEqual([paths.keys]);
    expect(fetched.warnings).toEqual([]);
  });
});
