import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createGuard, type Guard, UnavailableError } from '@portcullis/guard';
import { exportJWK } from 'jose';

import { json, jwkOf, type KeyServer, paths, remoteGuard, startKeyServer, status } from './key-server.js';
import { audience, makeKey, nowSeconds, token as tokenOf } from './tokens.js';

const [ours, next, rs256] = await Promise.all([
  makeKey('ours'),
  makeKey('next', 'ES256'),
  makeKey('ours-rs256', 'RS256'),
]);
const privateJwk = { ...(await exportJWK(ours.privateKey)), kid: 'ours', alg: 'EdDSA' };
const weak = { kty: 'RSA', n: 'u'.repeat(171), e: 'AQAB', alg: 'RS256', kid: 'weak' };
const { alg: _alg, ...noAlg } = await jwkOf(ours);
const { kid: _kid, ...noKid } = await jwkOf(ours);

let server: KeyServer;
beforeEach(async () => {
  server = await startKeyServer(ours);
});
afterEach(() => server.stop());

const token = () => tokenOf(ours, { iss: server.issuer, exp: nowSeconds + 90_000 });
const expectUnavailable = (guard: Guard) =>
  expect(guard.verify(token())).rejects.toBeInstanceOf(UnavailableError);

describe('a lying key-set server', () => {
  const answers: readonly (readonly [
    string,
    string,
    (issuer: string) => Parameters<KeyServer['answer']>[1],
  ])[] = [
    ['a redirect of the key set', paths.keys, () => status(302, { location: 'http://127.0.0.1:1/keys' })],
    ['a redirect of discovery', paths.discovery, () => status(307, { location: '/elsewhere' })],
    ['500', paths.keys, () => status(500)],
    ['an unasked 304', paths.keys, () => status(304)],
    ['2 MB', paths.keys, () => json(`{"keys":[${' '.repeat(2_000_000)}]}`)],
    ['HTML', paths.keys, () => json('<html></html>', 'text/html')],
    ['no media type', paths.keys, () => (response) => void response.end('{}')],
    ['no JSON', paths.keys, () => json('{"keys":')],
    ['a list', paths.keys, () => json([])],
    ['no keys', paths.keys, () => json({})],
    ['an empty set', paths.keys, () => json({ keys: [] })],
    [
      '200 keys',
      paths.keys,
      () => json({ keys: Array.from({ length: 200 }, (_, n) => ({ ...noKid, kid: `k${n}` })) }),
    ],
    ['a key that is null', paths.keys, () => json({ keys: [null] })],
    ['a private key', paths.keys, () => json({ keys: [privateJwk] })],
    [
      'a symmetric key',
      paths.keys,
      () => json({ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'ours', alg: 'HS256' }] }),
    ],
    [
      'a secret member in a public key',
      paths.keys,
      () => json({ keys: [{ ...noAlg, alg: 'EdDSA', k: 'x' }] }),
    ],
    [
      'two keys of one kid',
      paths.keys,
      () =>
        json({
          keys: [
            { ...noAlg, alg: 'EdDSA' },
            { ...noAlg, alg: 'EdDSA' },
          ],
        }),
    ],
    ['a key without alg', paths.keys, () => json({ keys: [noAlg] })],
    ['a key without kid', paths.keys, () => json({ keys: [noKid] })],
    ['a key of another type than its alg', paths.keys, () => json({ keys: [{ ...noAlg, alg: 'RS256' }] })],
    ['an RSA key of 1,024 bits', paths.keys, () => json({ keys: [weak] })],
    [
      'another issuer',
      paths.discovery,
      (issuer) => json({ issuer: `${issuer}/`, jwks_uri: `${issuer}${paths.keys}` }),
    ],
    ['no jwks_uri', paths.discovery, (issuer) => json({ issuer })],
    [
      'a jwks_uri over plain http',
      paths.discovery,
      (issuer) => json({ issuer, jwks_uri: 'http://192.0.2.1/keys' }),
    ],
    [
      'a jwks_uri of another scheme',
      paths.discovery,
      (issuer) => json({ issuer, jwks_uri: 'file:///etc/passwd' }),
    ],
  ];

  it.each(answers)('%s: a cold guard says UNAVAILABLE', async (_name, path, answer) => {
    server.answer(path, answer(server.issuer));
    const guard = remoteGuard(server);
    await expectUnavailable(guard);
    expect(guard.warnings).toHaveLength(1);
  });

  it('leaves a warm guard with the set it had', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token());
    for (const [, path, answer] of answers.filter(([, asked]) => asked === paths.keys)) {
      server.answer(path, answer(server.issuer));
      guard.advance(30);
      expect(await guard.verify(token())).toBeDefined();
    }
    expect(guard.warnings.length).toBeGreaterThan(15);
    expect(guard.warnings.join()).not.toContain(noAlg.x);
  });

  it('keys of other uses and algorithms are left out, and the others count', async () => {
    const encryption = { ...(await jwkOf(rs256)), kid: 'enc', use: 'enc', alg: 'RSA-OAEP-256' };
    const other = { ...(await jwkOf(next)), kid: 'other', alg: 'ML-DSA-65' };
    server.publishJwks(await jwkOf(ours), encryption, other);
    expect(await remoteGuard(server).verify(token())).toBeDefined();
  });
});

describe('an answer whose body breaks off', () => {
  const brokenOff = () =>
    new ReadableStream({
      start(controller) {
        controller.error(new Error('broken off'));
      },
    });

  it.each([
    ['the key set, of a wrong status', paths.keys, 503, 'answered 503.'],
    ['the list of revocations, of a wrong status', paths.revoked, 503, 'answered 503.'],
    ['the key set', paths.keys, 200, 'broken off'],
    ['the list of revocations', paths.revoked, 200, 'broken off'],
  ])('%s: is UNAVAILABLE, told with its reason, and ends no process', async (_name, path, code, reason) => {
    const contentType = path === paths.keys ? 'application/jwk-set+json' : 'application/jwt';
    const guard = remoteGuard(server, {
      revocation: { list: true, whenUnreachable: 'refuse' },
      fetch: async (input, init) =>
        input === `${server.issuer}${path}`
          ? new Response(brokenOff(), { status: code, headers: { 'content-type': contentType } })
          : fetch(input, init),
    });
    await expectUnavailable(guard);
    expect(guard.warnings).toEqual([expect.stringContaining(reason)]);
    // Rejections that nobody owns are told by then.
    await new Promise(setImmediate);
  });
});

describe('createGuard with options that cannot be meant', () => {
  it.each<[string, object]>([
    ['an issuer over plain http', { issuer: 'http://auth.example.com' }],
    ['an issuer that is no URL', { issuer: 'auth.example.com' }],
    ['a jwksUri over plain http', { issuer: 'x', jwksUri: 'http://auth.example.com/jwks' }],
    ['a jwksUri with a password', { issuer: 'x', jwksUri: 'https://user:secret@auth.example.com/jwks' }],
    ['a poll of 0', { keyPollSeconds: 0 }],
    ['a time-out that is text', { timeoutSeconds: 'soon' }],
    ['a revocation that is not understood', { revocation: { list: false } }],
    [
      'introspection without a secret',
      { revocation: { introspection: { clientId: 'shop', clientSecret: '' } } },
    ],
  ])('%s is a mistake', (_name, options) => {
    expect(() => createGuard({ issuer: 'https://auth.example.com', audience, ...options })).toThrow(
      TypeError,
    );
  });

  it.each([
    'http://localhost:4000',
    'http://127.0.0.1:4000',
    'http://[::1]:4000',
    'http://auth.localhost',
    'https://auth.example.com/tenant',
  ])('%s is taken', (issuer) => {
    expect(createGuard({ issuer, audience })).toBeDefined();
  });

  it('plain http is taken where it is asked for', () => {
    expect(createGuard({ issuer: 'http://auth.example.com', audience, allowHttp: true })).toBeDefined();
  });
});
