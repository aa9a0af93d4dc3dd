import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignInWithAppleDocument, SignInWithGoogleDocument } from '../generated/operations.js';
import {
  type FederatedGateway,
  newIdentity,
  signUpWith,
  startFederatedGateway,
} from '../harness/federated-gateway.js';
import { until } from '../harness/gateway-process.js';
import { signUp } from '../harness/people.js';
import { ROOM } from '../harness/timing.js';

let at: FederatedGateway;
const identity = newIdentity();
beforeAll(async () => {
  at = await startFederatedGateway({ RATE_LIMIT: 'false' });
  await signUpWith(at, 'google', identity);
});
afterAll(() => at.stop());

const signIn = (token: string, nonce?: string, from = at) =>
  from.gateway.api.send(SignInWithGoogleDocument, { input: { token, nonce: nonce ?? null } });
const codeOf = async (token: string, nonce?: string, from = at) =>
  (await signIn(token, nonce, from)).errors[0]?.extensions.code;
const sign = (claims: object = {}, from = at) => from.google.signIdToken({ ...identity, ...claims });

describe('an ID token', () => {
  it('is never logged', async () => {
    const token = await sign({ aud: 'another-client' });
    await signIn(token);
    expect(at.gateway.logLines.join('')).not.toContain(token.slice(-40));
  });

  it('makes nobody ask the provider for keys at each unknown kid', async () => {
    await codeOf(await sign());
    const asked = () => at.google.asked.filter((path) => path === '/jwks').length;
    const before = asked();
    await Promise.all(
      Array.from({ length: 20 }, async (_, turn) =>
        codeOf(await at.google.signIdToken({ ...identity }, { kid: `unknown-${turn}` })),
      ),
    );
    expect(asked() - before).toBeLessThanOrEqual(1);
  });
});

describe('an ID token as others sign it', () => {
  it('is taken under the algorithms of the day, and with as many groups as an office has', async () => {
    const own = await startFederatedGateway({ RATE_LIMIT: 'false' });
    own.google.rotateKeys('ES384');
    own.apple.rotateKeys('RS512');
    own.work.rotateKeys('ES512');
    await signUpWith(own, 'apple');
    await signUpWith(own, 'work');
    const { claims, token } = await signUpWith(own, 'google');
    expect(await codeOf(token, undefined, own)).toBeUndefined();
    const groups = Array.from(
      { length: 300 },
      (_, index) => `8d9f1a2e-0000-4000-8000-${index.toString().padStart(12, '0')}`,
    );
    const large = await own.google.signIdToken({ ...claims, groups });
    expect(large.length).toBeGreaterThan(15_000);
    expect(await codeOf(large, undefined, own)).toBeUndefined();
    await own.stop();
  });
});

describe('the log', () => {
  const reasons: readonly (readonly [reason: string, detail: string, make: () => Promise<string>])[] = [
    [
      'audience',
      '"another-client" is not "google-web" or "google-app"',
      () => sign({ aud: 'another-client' }),
    ],
    ['audience', 'azp "another-client" is none', () => sign({ azp: 'another-client' })],
    ['issuer', '"https://issuer.example" is not', () => sign({ iss: 'https://issuer.example' })],
    ['clock', 'the token is over', () => sign({ iat: 1, exp: 2 })],
    ['claim', 'exp is missing', () => sign({ exp: undefined })],
    ['key', 'no applicable key found', () => at.google.signIdToken({ ...identity }, { kid: 'unknown' })],
    [
      'algorithm',
      '"alg"',
      () => at.google.signIdToken({ ...identity }, { alg: 'HS256', key: Buffer.alloc(64) }),
    ],
    ['nonce', 'the nonce is another one', () => sign({ nonce: 'n' })],
    ['form', 'this is no signed token', () => Promise.resolve('not a token')],
  ];
  it.each(reasons)(
    'says in one line why a token is refused, and never the token: %s, %s',
    async (reason, detail, make) => {
      const before = at.gateway.logLines.length;
      const token = await make();
      await codeOf(token);
      const told = at.gateway.logLines.slice(before).filter((line) => line.includes('"provider"'));
      expect(told).toHaveLength(1);
      expect(JSON.parse(told[0] ?? '')).toMatchObject({
        ...{ level: 'warn', provider: 'google', reason },
        detail: expect.stringContaining(detail),
      });
      for (const part of token.split('.').slice(1)) expect(told[0]).not.toContain(part.slice(-30));
    },
  );
});

describe('the address of an ID token', () => {
  it("may be one of Apple's relay, verified as a text", async () => {
    const relayed = newIdentity();
    relayed.email = `${relayed.sub}@privaterelay.appleid.com`;
    relayed.email_verified = 'true';
    const { userId } = await signUpWith(at, 'apple', relayed);
    const token = await at.apple.signIdToken({ ...relayed, is_private_email: 'true' });
    const { signInWithApple } = await at.gateway.api.call(SignInWithAppleDocument, { input: { token } });
    expect(signInWithApple).toMatchObject({ userId, user: { email: relayed.email } });
  });
});

describe('an international address of an ID token', () => {
  it('is kept with its domain in ASCII', async () => {
    const identity = newIdentity();
    identity.email = `${identity.sub}@m\u00fcnchen.example`;
    await signUpWith(at, 'google', identity);
    const emailCanonical = `${identity.sub}@xn--mnchen-3ya.example`.toLowerCase();
    expect(await at.gateway.database.collection('users').countDocuments({ emailCanonical })).toBe(1);
  });
});

describe('a nonce', () => {
  it('has to come with a token that carries it, and be the same', async () => {
    const token = await sign({ nonce: 'nonce-1' });
    expect(await codeOf(token)).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(token, 'nonce-2')).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(token, '')).toBe('INVALID_CREDENTIALS');
    // None of these has used it up.
    expect(await codeOf(token, 'nonce-1')).toBeUndefined();
  });

  it('that was sent has to be in the token', async () => {
    expect(await codeOf(await sign(), 'nonce-3')).toBe('INVALID_CREDENTIALS');
  });

  it('that is no text is refused', async () => {
    expect(await codeOf(await sign({ nonce: 42 }), '42')).toBe('INVALID_CREDENTIALS');
  });

  it('is taken once, in whichever token', async () => {
    const token = await sign({ nonce: 'nonce-4' });
    expect(await codeOf(token, 'nonce-4')).toBeUndefined();
    expect(await codeOf(token, 'nonce-4')).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(await sign({ nonce: 'nonce-4', jti: 'x' }), 'nonce-4')).toBe('INVALID_CREDENTIALS');
  });

  it('lets one of twenty at once in', async () => {
    const token = await sign({ nonce: 'nonce-5' });
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(token, 'nonce-5')));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(19);
  });
});

describe('a provider', () => {
  it('may change its keys: those of now are taken, and those of before no longer', async () => {
    const own = await startFederatedGateway({ RATE_LIMIT: 'false' });
    const { claims, token } = await signUpWith(own, 'google');
    own.google.rotateKeys();
    const next = await own.google.signIdToken(claims);
    await until('the new key is asked for', async () => (await codeOf(next, undefined, own)) === undefined);
    expect(await codeOf(token, undefined, own)).toBe('INVALID_CREDENTIALS');
    own.google.behave('dead');
    // Its keys are known.
    expect(await codeOf(next, undefined, own)).toBeUndefined();
    own.google.rotateKeys();
    const last = await own.google.signIdToken(claims);
    await until(
      'nobody answers for the key',
      async () => (await codeOf(last, undefined, own)) === 'UNAVAILABLE',
    );
    await own.stop();
  });

  it('may move its key set: it is asked where it is now, once a minute at most', async () => {
    const own = await startFederatedGateway({ RATE_LIMIT: 'false' });
    const { claims } = await signUpWith(own, 'google');
    const asked = () => own.google.asked.filter((path) => path.startsWith('/.well-known')).length;
    own.google.move({ jwks: '/keys' });
    own.google.rotateKeys();
    const next = await own.google.signIdToken(claims);
    const all = () => Promise.all(Array.from({ length: 10 }, () => codeOf(next, undefined, own)));
    const before = asked();
    await all();
    expect(asked()).toBe(before);
    own.gateway.clock.advance(61_000);
    expect(await all()).toEqual(Array.from({ length: 10 }, () => undefined));
    expect(asked()).toBe(before + 1);
    // What it said last counts while it says nothing.
    own.google.answerAt('/.well-known/openid-configuration', { status: 503, body: {} });
    own.gateway.clock.advance(61_000);
    const unknown = await own.google.signIdToken(claims, { kid: 'unknown' });
    expect(await codeOf(unknown, undefined, own)).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(next, undefined, own)).toBeUndefined();
    await own.stop();
  });

  it('that calls itself by another issuer than the setting is named in the log', async () => {
    const own = await startFederatedGateway();
    const issuer = `${own.google.issuer}/`;
    const body = { issuer, jwks_uri: `${own.google.issuer}/jwks` };
    own.google.answerAt('/.well-known/openid-configuration', { status: 200, body });
    expect(await codeOf(await own.google.signIdToken(identity), undefined, own)).toBe('UNAVAILABLE');
    const [line = '{}'] = own.gateway.logLines.filter((text) => text.includes('"discovery"'));
    const { provider, detail } = JSON.parse(line) as { provider: string; detail: string };
    expect(provider).toBe('google');
    expect(detail).toContain(`"${issuer}"`);
    expect(detail).toContain(`"${own.google.issuer}"`);
    await own.stop();
  });

  it('that is dead is UNAVAILABLE, stops no other way in, and is taken again once it is back', async () => {
    const own = await startFederatedGateway();
    own.google.behave('dead');
    const token = await own.google.signIdToken(identity);
    const { errors, headers } = await signIn(token, undefined, own);
    expect(errors[0]?.extensions).toEqual({ code: 'UNAVAILABLE', retryAfter: 5 });
    expect(headers.get('retry-after')).toBe('5');
    expect(JSON.stringify(errors)).not.toMatch(/fetch|socket|ECONN|127\.0\.0\.1|localhost|provider/i);
    await signUpWith(own, 'apple');
    await signUpWith(own, 'work');
    await signUp(own.gateway);
    own.google.behave('ok');
    expect(await codeOf(token, undefined, own)).toBe('NOT_REGISTERED');
    await own.stop();
  });

  it('that is slow is UNAVAILABLE, and holds nobody else up', async () => {
    const own = await startFederatedGateway();
    own.google.behave('slow');
    const begun = performance.now();
    const pending = signIn(await own.google.signIdToken(identity), undefined, own);
    await signUpWith(own, 'apple');
    const { errors } = await pending;
    expect(performance.now() - begun).toBeLessThan(ROOM * 5_000);
    expect(errors[0]?.extensions).toEqual({ code: 'UNAVAILABLE', retryAfter: 5 });
    expect(JSON.stringify(errors)).not.toMatch(/timeout|timed|abort|fetch/i);
    await own.stop();
  });
});
