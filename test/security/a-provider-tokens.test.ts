/** Tokens of Google, Apple and any OpenID provider: which are taken, and whose account they open. */
import { createHmac, generateKeyPairSync } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';

import {
  SignInWithAppleDocument,
  SignInWithGoogleDocument,
  SignUpWithProviderDocument,
} from '../generated/operations.js';
import {
  clientIds,
  type FederatedGateway,
  newIdentity,
  signUpWith,
  startFederatedGateway,
} from '../harness/federated-gateway.js';
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
  ...(['HS256', 'HS384', 'HS512'] as const).map(
    (alg) =>
      [
        `with ${alg} and the id of the client`,
        () =>
          at.google.signIdToken({ ...identity }, { alg, key: Buffer.from(clientIds.google.padEnd(64, '0')) }),
      ] as const,
  ),
  ['of 50 KB', () => sign({ padding: 'x'.repeat(37_000) })],
  ['of two dots', () => '..'],
  ['of nothing', () => ''],
  ['of words', () => 'not a token'],
  ['that is encrypted', () => `${base64url({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`],
];

// ASVS 6.8 and 10.5.2 to 10.5.4.
describe('A26 a provider’s token is taken only if it is for us, of that provider, in time and signed', () => {
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

  // OpenID Connect Core, 5.7: the account is the issuer's subject, whatever is said of an address.
  it.each([
    [{ email_verified: false }],
    [{ email_verified: 'false' }],
    [{ email_verified: undefined }],
    [{ email: undefined }],
    [{ email: 42 }],
  ])(
    'makes no account where the address is not verified or not there, and opens a known one: %p',
    async (more) => {
      expect(await codeOf(await sign(more))).toBeUndefined();
      const stranger = newIdentity();
      const token = await at.google.signIdToken({ ...stranger, ...more });
      expect(await codeOf(token)).toBe('NOT_REGISTERED');
      const variables = { provider: 'google', input: { token } };
      const { code } = await at.gateway.api.refusal(SignUpWithProviderDocument, variables);
      expect(code).toBe('EMAIL_NOT_VERIFIED');
    },
  );

  it('is refused at Apple’s field alike', async () => {
    const claims = newIdentity();
    await signUpWith(at, 'apple', claims);
    const ofApple = (more: object) => at.apple.signIdToken({ ...claims, ...more });
    const tokens = [
      await ofApple({ aud: 'another-client' }),
      await ofApple({ iss: at.google.issuer }),
      await ofApple({ iat: inSeconds(-900), exp: inSeconds(-120) }),
      await at.google.signIdToken({ ...claims }),
      `${(await ofApple({})).split('.').slice(0, 2).join('.')}.`,
    ];
    for (const token of tokens) {
      const { code } = await at.gateway.api.refusal(SignInWithAppleDocument, { input: { token } });
      expect(code).toBe('INVALID_CREDENTIALS');
    }
    const token = await ofApple({});
    await at.gateway.api.call(SignInWithAppleDocument, { input: { token } });
  });

  it('opens no account by its address: neither one with a password, nor one under another subject', async () => {
    const owner = await signUp(at.gateway);
    const { claims } = await signUpWith(at, 'google');
    for (const stranger of [
      { ...newIdentity(), email: owner.email },
      { ...claims, sub: newIdentity().sub },
      { ...claims, sub: claims.sub.toUpperCase() },
    ]) {
      const token = await at.google.signIdToken(stranger);
      expect(await codeOf(token)).toBe('NOT_REGISTERED');
      const variables = { provider: 'google', input: { token } };
      const { code } = await at.gateway.api.refusal(SignUpWithProviderDocument, variables);
      expect(code).toBe('EMAIL_TAKEN');
    }
    // The subject is one of its issuer: the same one at another provider is somebody else.
    const elsewhere = { ...claims, email: newIdentity().email };
    const input = { token: await at.apple.signIdToken(elsewhere) };
    const refusal = await at.gateway.api.refusal(SignInWithAppleDocument, { input });
    expect(refusal.code).toBe('NOT_REGISTERED');
  });

  it('opens the account of its subject, whatever the address is by now', async () => {
    const { claims, userId } = await signUpWith(at, 'google');
    const { data } = await signIn(await at.google.signIdToken({ ...claims, email: newIdentity().email }));
    expect(data?.signInWithGoogle).toMatchObject({ __typename: 'AuthPayload', userId });
  });
});
