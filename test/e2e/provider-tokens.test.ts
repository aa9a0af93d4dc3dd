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
