/** Access tokens that nobody may be let in by, at the running gateway: over GraphQL, and at the route for proxies. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, decodeProtectedHeader, exportJWK, exportSPKI, importJWK } from 'jose';

import {
  MeDocument,
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInWithTotpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { challengeFor, personWith2fa } from '../harness/authenticator.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { fetchKeys, kidsOf } from '../harness/key-set.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { type SignedUp, signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';
import { encode, hmacWith, makeKey, signed, type TestKey } from '../unit/guard/tokens.js';

let gateway: TestGateway;
let person: SignedUp;
/** In the key set of the gateway, though the private half is the test's. */
let trusted: TestKey;
const attacker = await makeKey('attacker');
beforeAll(async () => {
  gateway = await startTestGateway();
  person = await signUp(gateway);
  trusted = await makeTrusted();
});
afterAll(() => gateway.stop());

async function makeTrusted(): Promise<TestKey> {
  const key = await makeKey('unnamed');
  const jwk = await exportJWK(key.publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const publicJwk = JSON.stringify({ ...jwk, kid, alg: 'EdDSA', use: 'sig' });
  const now = new Date();
  const times = { createdAt: now, signsFrom: now, stoppedAt: now };
  await gateway.database.collection<{ _id: string }>('signingKeys').insertOne({
    _id: kid,
    schemaVersion: 1,
    sequence: 0.5,
    algorithm: 'EdDSA',
    publicJwk,
    ...times,
  } as never);
  await until('the key is published', async () => kidsOf(await fetchKeys(gateway)).includes(kid));
  return { ...key, kid };
}

const header = () => decodeProtectedHeader(person.accessToken);
const parts = () => person.accessToken.split('.') as [string, string, string];
/** By the key that the gateway trusts, with other claims. */
const trustedToken = (changes: object = {}, head: object = {}) =>
  signed(
    trusted,
    { ...header(), kid: trusted.kid, ...head },
    { ...claimsOf(person.accessToken), ...changes },
  );

async function judge(accessToken: string) {
  const { status, errors } = await gateway.api.send(MeDocument, undefined, { accessToken });
  const headers = { authorization: `Bearer ${accessToken}` };
  const route = await fetch(`${gateway.url}/forward-auth`, { headers });
  return [status, errors[0]?.extensions.code ?? 'opens', route.status];
}
/** @param code of the refusal. */
async function expectRefused(tokens: Readonly<Record<string, string>>, code = 'TOKEN_INVALID') {
  const verdicts = Object.entries(tokens).map(async ([name, token]) => [name, ...(await judge(token))]);
  const expected = Object.keys(tokens).map((name) => [name, 200, code, 401]);
  expect(await Promise.all(verdicts)).toEqual(expected);
}

it('the token that is forged below is good by itself', async () => {
  expect(await judge(person.accessToken)).toEqual([200, 'opens', 200]);
  expect(await judge(trustedToken())).toEqual([200, 'opens', 200]);
});

describe('C9 no forged access token opens anything, and none is a 5xx', () => {
  it('alg none in any spelling, with and without a signature', async () => {
    const [, payload, signature] = parts();
    const spellings = ['none', 'None', 'NONE', 'nOnE'].flatMap((alg) =>
      ['', signature].map((last) => [`${alg} ${last}`, `${encode({ ...header(), alg })}.${payload}.${last}`]),
    );
    await expectRefused(Object.fromEntries(spellings) as Record<string, string>);
  });

  it('HS256 keyed with the public key, in any encoding (RFC 8725 section 2.1)', async () => {
    const [published] = await fetchKeys(gateway);
    if (published === undefined) throw new Error('No key is published.');
    const pem = await exportSPKI((await importJWK(published, 'EdDSA')) as Parameters<typeof exportSPKI>[0]);
    const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    const raw = published.x ?? '';
    const secrets = [
      pem,
      pem.trim(),
      der,
      der.toString('base64'),
      JSON.stringify(published),
      raw,
      Buffer.from(raw, 'base64url'),
    ];
    const head = { ...header(), alg: 'HS256' };
    const claims = claimsOf(person.accessToken);
    await expectRefused(
      Object.fromEntries(secrets.map((secret, n) => [`encoding ${n}`, hmacWith(secret, head, claims)])),
    );
  });

  it('a key that the token brings, or says where to fetch', async () => {
    let requests = 0;
    const jwk = { ...(await exportJWK(attacker.publicKey)), kid: 'attacker', alg: 'EdDSA' };
    const server = createServer((_request, response) => {
      requests += 1;
      response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
    const claims = claimsOf(person.accessToken);
    const by = (head: object) => signed(attacker, { ...header(), ...head }, claims);
    await expectRefused({
      jwk: by({ jwk }),
      'jwk and its kid': by({ jwk, kid: 'attacker' }),
      jku: by({ jku: url, kid: 'attacker' }),
      x5u: by({ x5u: url }),
      x5c: by({ x5c: [Buffer.from('x').toString('base64')] }),
    });
    expect(requests).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });

  it('a kid that is none', async () => {
    const kids = [
      ...['attacker', undefined, '', null, 1, { toString: 'x' }, [header().kid], '../../../../dev/null'],
      ...['__proto__', 'constructor', `${String(header().kid)}\u0000`, 'k'.repeat(5_000), '$where'],
    ];
    const claims = claimsOf(person.accessToken);
    const tokens = kids.map((kid, n) => [`kid ${n}`, signed(attacker, { ...header(), kid }, claims)]);
    await expectRefused(Object.fromEntries(tokens) as Record<string, string>);
    // Past what a header may hold: no request at all (RFC 6585 section 5).
    const authorization = `Bearer ${signed(attacker, { ...header(), kid: 'k'.repeat(20_000) }, claims)}`;
    const { status } = await fetch(`${gateway.url}/forward-auth`, { headers: { authorization } });
    expect(status).toBe(431);
  });

  it('a token that was changed, cut or doubled', async () => {
    const [head, payload, signature] = parts();
    const claims = claimsOf(person.accessToken);
    const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    await expectRefused({
      'flipped signature': `${head}.${payload}.${flipped}`,
      'empty signature': `${head}.${payload}.`,
      'half a signature': `${head}.${payload}.${signature.slice(0, 43)}`,
      'more roles': `${head}.${encode({ ...claims, roles: ['ADMIN'] })}.${signature}`,
      'another user': `${head}.${encode({ ...claims, sub: '0'.repeat(24), userId: '0'.repeat(24) })}.${signature}`,
      'a later exp': `${head}.${encode({ ...claims, exp: 4_000_000_000 })}.${signature}`,
      'an edited header': `${encode({ ...header(), x: 1 })}.${payload}.${signature}`,
      'a crit that nobody knows': trustedToken({}, { crit: ['x'], x: true }),
      'an empty crit': trustedToken({}, { crit: [] }),
      '2 parts': `${head}.${payload}`,
      '5 parts': `${head}..${payload}.${signature}.${signature}`,
      'claims that are no object': `${head}.${encode('[]')}.${signature}`,
    });
  });
});

describe('C10 our signature under other claims is refused', () => {
  it('of another issuer, audience, type or time (RFC 8725 sections 3.8 to 3.12)', async () => {
    const seconds = Math.floor(Date.now() / 1_000);
    const { iss } = claimsOf(person.accessToken) as { iss: string };
    await expectRefused({
      'another issuer': trustedToken({ iss: 'https://evil.example' }),
      'the issuer with a slash': trustedToken({ iss: `${iss}/` }),
      'no issuer': trustedToken({ iss: undefined }),
      'another audience': trustedToken({ aud: 'other' }),
      'other audiences': trustedToken({ aud: ['other', 'portcullis2'] }),
      'no audience': trustedToken({ aud: undefined }),
      'typ JWT': trustedToken({}, { typ: 'JWT' }),
      'typ of another kind': trustedToken({}, { typ: 'email-verification+jwt' }),
      'no typ': trustedToken({}, { typ: undefined }),
      'nbf ahead': trustedToken({ nbf: seconds + 600 }),
      'no exp': trustedToken({ exp: undefined }),
      'exp as text': trustedToken({ exp: String(seconds + 600) }),
    });
    expect(await judge(trustedToken({ aud: ['other', 'portcullis'] }))).toEqual([200, 'opens', 200]);
  });

  it('past its time, by more than a minute or at once', async () => {
    const seconds = Math.floor(Date.now() / 1_000);
    await expectRefused(
      { expired: trustedToken({ exp: seconds - 61, iat: seconds - 961 }) },
      'TOKEN_EXPIRED',
    );
  });
});

describe('C11 tokens of one kind are refused in the place of another', () => {
  it('as a bearer: refresh token, challenge, and the tokens of mails', async () => {
    const secured = await personWith2fa(gateway);
    const newcomer = await signUp(gateway);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: newcomer.email });
    const verification = await mailedToken(gateway, newcomer.email);
    const reset = await mailedToken(gateway, newcomer.email, subjects.reset);
    const challenge = await challengeFor(gateway, secured);
    await expectRefused({ refresh: secured.refreshToken, challenge, verification, reset });
    const codeOf = async (refreshToken: string) =>
      (await gateway.api.refusal(RefreshDocument, { refreshToken })).code;
    for (const token of [newcomer.accessToken, challenge, verification, reset])
      expect(await codeOf(token)).toBe('TOKEN_INVALID');
    for (const token of [newcomer.accessToken, newcomer.refreshToken, challenge, reset])
      expect((await gateway.api.refusal(VerifyEmailDocument, { token })).code).toBe('LINK_INVALID');
    const password = 'a different good passphrase';
    for (const token of [newcomer.accessToken, newcomer.refreshToken, challenge, verification]) {
      const input = { token, password, passwordConfirm: password };
      expect((await gateway.api.refusal(ResetPasswordDocument, { input })).code).toBe('LINK_INVALID');
    }
    for (const challengeToken of [secured.accessToken, secured.refreshToken, verification, reset]) {
      const input = { challengeToken, code: '000000' };
      expect((await gateway.api.refusal(SignInWithTotpDocument, { input })).code).toBe('CHALLENGE_EXPIRED');
    }
  });
});
