import { describe, expect, it } from '@jest/globals';
import { type LocalGuardOptions, readBearerToken } from '@portcullis/guard';
import type { CryptoKey } from 'jose';

import {
  claims,
  expectInvalid,
  guardOf,
  makeKey,
  nowSeconds,
  refusal,
  type TestKey,
  token,
} from './tokens.js';

const [ours, es256, rs256, ps256, attacker] = await Promise.all([
  makeKey('ours'),
  makeKey('ours-es256', 'ES256'),
  makeKey('ours-rs256', 'RS256'),
  makeKey('ours-ps256', 'PS256'),
  makeKey('attacker'),
]);
const good = token(ours);

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
  ])('takes %s', async (_name, changes, head = {}) => {
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

  it.each([es256, rs256, ps256])('takes $alg unless other algorithms are asked for', async (key: TestKey) => {
    expect(await guardOf([key]).verify(token(key))).toEqual(claims);
    expect(await guardOf([key], { algorithms: [key.alg] }).verify(token(key))).toEqual(claims);
    await expectInvalid(token(key), guardOf([key], { algorithms: ['EdDSA'] }));
    await expectInvalid(good, guardOf([ours], { algorithms: [key.alg] }));
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
  ])('is not said of an expired token with %s', async (_name, changes, head = {}) => {
    await expectInvalid(token(ours, { exp: nowSeconds - 1, ...changes }, head), guardOf([ours]));
  });

  it('is not said where the signature is bad', async () => {
    await expectInvalid(token({ ...attacker, kid: 'ours' }, { exp: nowSeconds - 1 }), guardOf([ours]));
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
  it('refuses a remembered token once its key is withdrawn, and takes it when it is back', async () => {
    let key: CryptoKey | undefined = ours.publicKey;
    for (const findKey of [() => key, () => Promise.resolve(key)]) {
      const guard = guardOf([], { findKey });
      key = ours.publicKey;
      await guard.verify(good);
      key = undefined;
      await expectInvalid(good, guard);
      key = ours.publicKey;
      expect(await guard.verify(good)).toEqual(claims);
    }
  });

  it('judges a remembered token anew where another key has its kid', async () => {
    let key = ours.publicKey;
    const guard = guardOf([], { findKey: () => key });
    await guard.verify(good);
    key = attacker.publicKey;
    await expectInvalid(good, guard);
  });

  it('refuses a token that has expired meanwhile', async () => {
    const guard = guardOf([ours]);
    await guard.verify(good);
    guard.advance(899);
    await guard.verify(good);
    guard.advance(1);
    expect(await refusal(guard, good)).toBe('TOKEN_EXPIRED');
  });

  it('gives the same object while it holds a token: no more than cacheSize, the oldest goes first', async () => {
    const guard = guardOf([ours], { cacheSize: 2 });
    const [first, second, third] = ['1', '2', '3'].map((jti) => token(ours, { jti })) as [
      string,
      string,
      string,
    ];
    const given = [];
    for (const each of [first, second, third]) given.push(await guard.verify(each));
    expect([await guard.verify(third), await guard.verify(second)]).toEqual([given[2], given[1]]);
    expect(await guard.verify(third)).toBe(given[2]);
    expect(await guard.verify(second)).toBe(given[1]);
    expect(await guard.verify(first)).not.toBe(given[0]);
  });

  it('lets go of a token whose time is over with the next one that comes', async () => {
    const guard = guardOf([ours]);
    const spent = token(ours, { exp: nowSeconds + 60 });
    const given = await guard.verify(spent);
    guard.advance(59);
    await guard.verify(token(ours, { jti: 'another' }));
    expect(await guard.verify(spent, { acceptExpired: true })).toBe(given);
    guard.advance(1);
    await guard.verify(token(ours, { jti: 'a third' }));
    expect(await guard.verify(spent, { acceptExpired: true })).not.toBe(given);
  });

  it('is off at cacheSize 0', async () => {
    const guard = guardOf([ours], { cacheSize: 0 });
    expect(await guard.verify(good)).not.toBe(await guard.verify(good));
  });

  it('remembers no refusal', async () => {
    const keys = [ours.publicKey, undefined];
    const guard = guardOf([], { findKey: () => keys.pop() });
    await expectInvalid(good, guard);
    expect(await guard.verify(good)).toEqual(claims);
  });

  it('gives the claims as they were signed, whatever a caller did to them', async () => {
    const guard = guardOf([ours]);
    const given = (await guard.verify(good)) as unknown as { roles: string[]; userId: string };
    expect(() => given.roles.push('ADMIN')).toThrow(TypeError);
    expect(() => (given.userId = 'x')).toThrow(TypeError);
    expect(await guard.verify(good)).toEqual(claims);
  });
});

describe('verify: a search for the key that fails', () => {
  it.each([new Error('down'), new TypeError('fetch failed')])('passes $message on', async (failure) => {
    await expect(guardOf([], { findKey: () => Promise.reject(failure) }).verify(good)).rejects.toBe(failure);
  });
});

describe('createGuard', () => {
  it.each<[string, Partial<LocalGuardOptions>]>([
    ['without an issuer, since then none would be checked', { issuer: '' }],
    ['without an audience, since then none would be checked', { audience: [] }],
    ['with an empty audience', { audience: '' }],
    ['that accepts no algorithm', { algorithms: [] }],
    ['that accepts HS256', { algorithms: ['EdDSA', 'HS256'] }],
    ['that accepts none', { algorithms: ['none'] }],
    ['that tolerates an hour', { clockToleranceSeconds: 3_600 }],
    ['that tolerates NaN', { clockToleranceSeconds: NaN }],
  ])('is a mistake %s', (_name, options) => {
    expect(() => guardOf([ours], options)).toThrow(TypeError);
  });
});

describe('readBearerToken', () => {
  it.each<[string | undefined, string | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['Basic a.b.c', undefined],
    ['Bearera.b.c', undefined],
    ['Bearer a.b.c', 'a.b.c'],
    ['bEARER   a.b.c ', 'a.b.c'],
    ['Bearer', ''],
    ['Bearer a.b .c', 'a.b .c'],
  ])('reads %j as %j', (written, read) => {
    expect(readBearerToken(written)).toBe(read);
  });
});
