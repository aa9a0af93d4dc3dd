import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import { describe, expect, it } from '@jest/globals';
import { type Guard, readBearerToken, TokenError } from '@portcullis/guard';
import { exportJWK, exportSPKI } from 'jose';

import {
  claims,
  encode,
  guardOf,
  hmacToken,
  issuer,
  makeKey,
  nowSeconds,
  parts,
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

/** The code of the refusal, which tells nothing of the token, however deep one looks. */
async function refusal(guard: Guard, refused: string): Promise<string> {
  const error = await guard.verify(refused).catch((thrown: unknown) => thrown);
  if (!(error instanceof TokenError)) throw new Error(`Not refused: ${inspect(error)}`);
  const told = `${inspect(error, { depth: 10, showHidden: true })}${JSON.stringify(error)}`;
  for (const part of refused.split('.').filter(({ length }) => length > 8)) expect(told).not.toContain(part);
  return error.code;
}

async function expectInvalid(refused: string, guard: Guard = guardOf([ours])): Promise<void> {
  expect(await refusal(guard, refused)).toBe('TOKEN_INVALID');
}

const flipped = (at: number) => {
  const bytes = Buffer.from(signature, 'base64url');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return `${header}.${payload}.${bytes.toString('base64url')}`;
};

describe('verify: ok', () => {
  it('gives the claims of a good token', async () => {
    expect(await guardOf([ours]).verify(good)).toEqual(claims);
  });

  it.each<[string, object, object]>([
    ['an audience among others', { aud: ['other', 'portcullis'] }, {}],
    ['the media type written out (RFC 9068 section 4)', {}, { typ: 'application/at+jwt' }],
    ['no optional claim', { email: undefined, email_verified: undefined, roles: undefined }, {}],
    ['an iat ahead, by a signer whose clock is', { iat: nowSeconds + 60 }, {}],
    ['the last second before exp', { exp: nowSeconds + 1 }, {}],
    ['an nbf that has come', { nbf: nowSeconds }, {}],
  ])('takes %s', async (_name, changes, head) => {
    expect(await guardOf([ours]).verify(token(ours, changes, head))).toMatchObject({ sub: claims.sub });
  });

  it('takes any of several audiences of its own', async () => {
    const guard = guardOf([ours], { audience: ['first', 'second'] });
    expect(await guard.verify(token(ours, { aud: 'second' }))).toMatchObject({ aud: 'second' });
    await expectInvalid(good, guard);
  });

  it('takes typ JWT where that is asked for, and then no at+jwt', async () => {
    const guard = guardOf([ours], { typ: 'JWT' });
    expect(await guard.verify(token(ours, {}, { typ: 'JWT' }))).toEqual(claims);
    await expectInvalid(good, guard);
  });

  it.each([es256, rs256])('takes $alg where it is listed, and only then', async (key: TestKey) => {
    expect(await guardOf([key], { algorithms: [key.alg] }).verify(token(key))).toEqual(claims);
    await expectInvalid(token(key), guardOf([key]));
    await expectInvalid(good, guardOf([ours], { algorithms: [key.alg] }));
  });
});

describe('verify: another algorithm than the key’s', () => {
  it.each(['none', 'None', 'NONE', 'nOnE'])('refuses alg %s', async (alg) => {
    const head = encode({ alg, typ: 'at+jwt', kid: 'ours' });
    for (const rest of ['.', `.${signature}`, '']) await expectInvalid(`${head}.${payload}${rest}`);
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
      for (const secret of secrets)
        await expectInvalid(hmacToken(secret, key.kid), guardOf([key], everyAlgorithm));
    },
  );

  it('refuses a listed algorithm with a key of another', async () => {
    const guard = guardOf([ours, es256, rs256], everyAlgorithm);
    for (const kid of ['ours', 'ours-rs256']) await expectInvalid(token(es256, {}, { kid }), guard);
    await expectInvalid(token(es256, {}, { alg: 'EdDSA' }), guard);
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
  ])('refuses a kid that is %s', async (_name, kid) => {
    await expectInvalid(token(attacker, {}, { kid }));
    // The same where keys are looked up in a plain object, as a resource server may do.
    const keys: Readonly<Record<string, TestKey['publicKey']>> = { ours: ours.publicKey };
    await expectInvalid(token(attacker, {}, { kid }), guardOf([], { findKey: (name) => keys[name] }));
  });

  it('refuses a key that the token brings along', async () => {
    const jwk = await exportJWK(attacker.publicKey);
    for (const kid of ['ours', 'attacker', undefined]) await expectInvalid(token(attacker, {}, { jwk, kid }));
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
        await expectInvalid(token(attacker, {}, { [name]: url, kid }));
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
    await expectInvalid(changed);
  });

  it('does not look at what is longer than a token can be', async () => {
    const guard = guardOf([ours]);
    await expectInvalid(token(ours, { padding: 'x'.repeat(9_000) }), guard);
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
  ])('refuses %s', async (_name, changes, head) => {
    await expectInvalid(token(ours, changes, head));
  });
});

describe('verify: TOKEN_EXPIRED', () => {
  it.each([0, 1, 86_400])('refuses %d s after exp', async (seconds) => {
    const expired = token(ours, { exp: nowSeconds - seconds });
    expect(await refusal(guardOf([ours]), expired)).toBe('TOKEN_EXPIRED');
  });

  it.each<[string, object, object?]>([
    ['another issuer', { iss: 'https://evil.example.com' }],
    ['another audience', { aud: 'other' }],
    ['another typ', {}, { typ: 'JWT' }],
    ['no sid, as a token of another kind', { sid: undefined }],
    ['a userId other than sub', { userId: 'x' }],
  ])('is not said of an expired token with %s', async (_name, changes, head) => {
    await expectInvalid(token(ours, { exp: nowSeconds - 1, ...changes }, head));
  });

  it('is not said where the signature is bad', async () => {
    await expectInvalid(token({ ...attacker, kid: 'ours' }, { exp: nowSeconds - 1 }));
  });

  it('comes later by the tolerance, also out of the cache, and nbf sooner', async () => {
    const guard = guardOf([ours], { clockToleranceSeconds: 5 });
    const tolerated = token(ours, { exp: nowSeconds - 4, nbf: nowSeconds + 5 });
    await guard.verify(tolerated);
    await guard.verify(tolerated);
    expect(await refusal(guard, token(ours, { exp: nowSeconds - 5 }))).toBe('TOKEN_EXPIRED');
    await expectInvalid(token(ours, { nbf: nowSeconds + 6 }), guard);
    guard.advance(1);
    expect(await refusal(guard, tolerated)).toBe('TOKEN_EXPIRED');
  });
});

describe('verify: the cache', () => {
  it('looks for the key of a token once', async () => {
    const guard = guardOf([ours]);
    for (let turn = 0; turn < 3; turn++) expect(await guard.verify(good)).toEqual(claims);
    expect(guard.lookedFor).toEqual(['ours']);
  });

  it('refuses a token that has expired meanwhile', async () => {
    const guard = guardOf([ours]);
    await guard.verify(good);
    guard.advance(899);
    await guard.verify(good);
    guard.advance(1);
    expect(await refusal(guard, good)).toBe('TOKEN_EXPIRED');
    expect(guard.lookedFor).toHaveLength(1);
  });

  it('holds no more than cacheSize, and forgets the oldest first', async () => {
    const guard = guardOf([ours], { cacheSize: 2 });
    const [first, second, third] = ['1', '2', '3'].map((jti) => token(ours, { jti })) as [
      string,
      string,
      string,
    ];
    for (const each of [first, second, third, third, second]) await guard.verify(each);
    expect(guard.lookedFor).toHaveLength(3);
    await guard.verify(first);
    expect(guard.lookedFor).toHaveLength(4);
  });

  it('is off at cacheSize 0', async () => {
    const guard = guardOf([ours], { cacheSize: 0 });
    await guard.verify(good);
    await guard.verify(good);
    expect(guard.lookedFor).toHaveLength(2);
  });

  it('remembers no refusal', async () => {
    const keys = [ours.publicKey, undefined];
    const guard = guardOf([], { findKey: () => keys.pop() });
    await expectInvalid(good, guard);
    expect(await guard.verify(good)).toEqual(claims);
  });

  it('gives the claims as they were signed, whatever a caller did to them', async () => {
    const guard = guardOf([ours]);
    const given = (await guard.verify(good)) as { roles: string[]; userId: string };
    expect(() => given.roles.push('ADMIN')).toThrow(TypeError);
    expect(() => (given.userId = 'x')).toThrow(TypeError);
    expect(await guard.verify(good)).toEqual(claims);
  });
});

describe('verify: a search for the key that fails', () => {
  it.each([new Error('down'), new TypeError('fetch failed')])('passes %s on', async (failure) => {
    await expect(guardOf([], { findKey: () => Promise.reject(failure) }).verify(good)).rejects.toBe(failure);
  });
});
