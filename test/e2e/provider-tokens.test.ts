import { createHmac, generateKeyPairSync } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';

import { SignInWithAppleDocument, SignInWithGoogleDocument } from '../generated/operations.js';
import {
  clientIds,
  type FederatedGateway,
  newIdentity,
  signUpWith,
  startFederatedGateway,
} from '../harness/federated-gateway.js';
import { until } from '../harness/gateway-process.js';
import { signUp } from '../harness/people.js';

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
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The same claims under another header. */
async function reheaded(header: object): Promise<string> {
  const [, payload = ''] = (await sign()).split('.');
  return `${base64url(header)}.${payload}`;
}

async function hmacSigned(key: string | Buffer): Promise<string> {
  const [header = ''] = (await sign()).split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  const text = await reheaded({ alg: 'HS256', kid });
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

const spki = { type: 'spki', format: 'pem' } as const;
const foreign = generateKeyPairSync('rsa', { modulusLength: 2_048 });

const attacks: readonly (readonly [name: string, make: () => Promise<string> | string])[] = [
  ['for another audience', () => sign({ aud: 'another-client' })],
  ['for an array of other audiences', () => sign({ aud: ['another-client', 'one-more'] })],
  ['for us and a stranger', () => sign({ aud: [clientIds.google, 'another-client'] })],
  ['for nobody', () => sign({ aud: undefined })],
  ['of another issuer', () => sign({ iss: 'https://issuer.example' })],
  ['of an issuer that is nearly ours', () => sign({ iss: `${at.google.issuer}/` })],
  ['of no issuer', () => sign({ iss: undefined })],
  ['that is over', () => sign({ iat: inSeconds(-900), exp: inSeconds(-120) })],
  ['that is never over', () => sign({ exp: undefined })],
  ['that is not valid yet', () => sign({ nbf: inSeconds(300) })],
  ['that another client asked for', () => sign({ azp: 'another-client' })],
  ['without a subject', () => sign({ sub: undefined })],
  ['with an empty subject', () => sign({ sub: '' })],
  ['with a number as subject', () => sign({ sub: 42 })],
  ...['none', 'None', 'NONE', 'nOnE'].map(
    (alg) => [`with alg ${alg}`, async () => `${await reheaded({ alg })}.`] as const,
  ),
  ['with HS256 and the public key as PEM', () => hmacSigned(at.google.publicKey().export(spki).toString())],
  [
    'with HS256 and the public key as DER',
    () => hmacSigned(at.google.publicKey().export({ type: 'spki', format: 'der' })),
  ],
  [
    'with HS256 and the public key as JWK',
    () => hmacSigned(JSON.stringify(at.google.publicKey().export({ format: 'jwk' }))),
  ],
  ['under an unknown kid', () => at.google.signIdToken({ ...identity }, { kid: 'unknown' })],
  [
    'of another key under a known kid',
    () => at.google.signIdToken({ ...identity }, { key: foreign.privateKey }),
  ],
  [
    'that brings its own key',
    () => {
      const jwk = foreign.publicKey.export({ format: 'jwk' }) as { kty: 'RSA'; n: string; e: string };
      return new SignJWT({ ...identity, iss: at.google.issuer, aud: clientIds.google })
        .setIssuedAt()
        .setExpirationTime('5 min')
        .setProtectedHeader({ alg: 'RS256', jwk })
        .sign(foreign.privateKey);
    },
  ],
  [
    'with a signature of which one bit is another',
    async () => {
      const [header = '', payload = '', signature = ''] = (await sign()).split('.');
      const bytes = Buffer.from(signature, 'base64url');
      bytes.writeUInt8(bytes.readUInt8(7) ^ 1, 7);
      return `${header}.${payload}.${bytes.toString('base64url')}`;
    },
  ],
  ['of another provider', () => at.apple.signIdToken({ ...identity })],
  ['of another provider, for us', () => at.apple.signIdToken({ ...identity, aud: clientIds.google })],
  [
    'of another provider, in our name',
    () => at.apple.signIdToken({ ...identity, iss: at.google.issuer, aud: clientIds.google }),
  ],
  ['of 50 KB', () => sign({ padding: 'x'.repeat(37_000) })],
  ['of two dots', () => '..'],
  ['of nothing', () => ''],
  ['of words', () => 'not a token'],
  ['that is encrypted', () => `${base64url({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`],
];

describe('an ID token', () => {
  it('is taken where all is well, also with two clients of ours, and once more without a nonce', async () => {
    const token = await sign();
    expect(await codeOf(token)).toBeUndefined();
    expect(await codeOf(token)).toBeUndefined();
    const shared = await sign({ aud: [clientIds.google, clientIds.googleApp], azp: clientIds.googleApp });
    expect(await codeOf(shared)).toBeUndefined();
  });

  it.each(attacks)('%s is INVALID_CREDENTIALS, and nothing else is told', async (_name, make) => {
    const { data, errors } = await signIn(await make());
    expect(data ?? null).toBeNull();
    expect(errors).toEqual([
      {
        message: expect.any(String),
        locations: expect.anything(),
        path: ['signInWithGoogle'],
        extensions: { code: 'INVALID_CREDENTIALS' },
      },
    ]);
    const usual = await signIn(await sign({ aud: 'another-client' }));
    expect(errors[0]?.message).toBe(usual.errors[0]?.message);
  });

  it('is over by the clock of the gateway', async () => {
    const own = await startFederatedGateway();
    const { token } = await signUpWith(own, 'google');
    own.gateway.clock.advance(12 * 60_000);
    expect(await codeOf(token, undefined, own)).toBe('INVALID_CREDENTIALS');
    await own.stop();
  });

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
  it.each([[false], ['false'], [undefined]])(
    'is EMAIL_NOT_VERIFIED where email_verified is %p',
    async (verified) => {
      expect(await codeOf(await sign({ email_verified: verified }))).toBe('EMAIL_NOT_VERIFIED');
    },
  );

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

  it('that is slow is UNAVAILABLE within five seconds', async () => {
    const own = await startFederatedGateway();
    own.google.behave('slow');
    const begun = performance.now();
    const pending = signIn(await own.google.signIdToken(identity), undefined, own);
    await signUpWith(own, 'apple');
    expect(performance.now() - begun).toBeLessThan(2_500);
    const { errors } = await pending;
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(errors[0]?.extensions).toEqual({ code: 'UNAVAILABLE', retryAfter: 5 });
    expect(JSON.stringify(errors)).not.toMatch(/timeout|timed|abort|fetch/i);
    await own.stop();
  });
});
