/** The published keys and how they are found. What happens when they rotate is in c-key-rotation.test.ts. */
import { createHash } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createGuard } from '@portcullis/guard';
import { parseConfig } from '../../src/config/config.js';
import { createSecretBox } from '../../src/foundation/secret-box.js';
import { createSecrets } from '../../src/foundation/secrets.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { fetchKeys, kidOf } from '../harness/key-set.js';
import { signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

const issuer = 'https://auth.example.com/tenant';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    ...{
      PUBLIC_URL: issuer,
      KEY_ROTATION_LEAD: '10m',
      ACCESS_TOKEN_CLAIMS: 'email,name',
      LOG_LEVEL: 'trace',
    },
  });
});
afterAll(() => gateway.stop());

/** RFC 7638 section 3, of a key of RFC 8037. */
const thumbprint = (x: string) =>
  createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');

describe('C13 the key set is public, cacheable, and holds public members alone', () => {
  it.each(['/.well-known/jwks.json', '/jwks'])('at %s', async (path) => {
    const { status, headers } = await fetch(`${gateway.url}${path}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/jwk-set+json; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('public, max-age=150');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    const etag = headers.get('etag') ?? '';
    const again = (tag: string) => fetch(`${gateway.url}${path}`, { headers: { 'if-none-match': tag } });
    expect([(await again(etag)).status, (await again('"x"')).status]).toEqual([304, 200]);
  });

  it('with a kid that is the thumbprint of RFC 7638', async () => {
    // RFC 8037 appendix A.3.
    const x = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
    expect(thumbprint(Buffer.from(x, 'hex').toString('base64url'))).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
    const keys = await fetchKeys(gateway);
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
      expect(key).toMatchObject({ alg: 'EdDSA', crv: 'Ed25519', kty: 'OKP', use: 'sig' });
      expect(key.kid).toBe(thumbprint(key.x ?? ''));
    }
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
  });
});

describe('C15 a key is published longer before it signs than any client keeps the set', () => {
  it('an hour before, unless set otherwise, and kept five minutes at most', async () => {
    expect(parseConfig({}).keyRotationLeadMs).toBeGreaterThanOrEqual(3_600_000);
    const usual = await startTestGateway();
    try {
      const { headers } = await fetch(`${usual.url}/jwks`);
      expect(headers.get('cache-control')).toBe('public, max-age=300');
    } finally {
      await usual.stop();
    }
  });

  it('a quarter of the lead where that is less, and with the next key beside the one that signs', async () => {
    for (const path of ['/jwks', '/.well-known/openid-configuration']) {
      const { headers } = await fetch(`${gateway.url}${path}`);
      expect(headers.get('cache-control')).toBe('public, max-age=150');
    }
    const [signing, next] = await fetchKeys(gateway);
    expect(kidOf((await signUp(gateway)).accessToken)).toBe(signing?.kid);
    expect(next?.kid).toBeDefined();
  });
});

describe('C18 replicas that start at once on an empty database have one key set', () => {
  it('that is never missing and never empty once one is ready', async () => {
    const MONGODB_URI = freshDatabaseUri();
    const watched = async () => {
      const started = await startTestGateway({ MONGODB_URI });
      const response = await fetch(`${started.url}/jwks`);
      return { started, status: response.status, text: await response.text() };
    };
    const replicas = await Promise.all([watched(), watched(), watched()]);
    try {
      expect(replicas.map(({ status }) => status)).toEqual([200, 200, 200]);
      const { keys } = JSON.parse(replicas[0].text) as { keys: unknown[] };
      expect(keys).toHaveLength(2);
      // Read at the first moment; those that are ready first may have had one key yet.
      const settled = replicas.map(async ({ started }) => (await fetch(`${started.url}/jwks`)).text());
      expect(new Set(await Promise.all(settled)).size).toBe(1);
      const stored = replicas[0].started.database.collection('signingKeys');
      expect(await stored.countDocuments()).toBe(2);
    } finally {
      for (const [position, { started }] of replicas.entries())
        await started.stop(position === replicas.length - 1 ? 'drop' : 'keep');
    }
  });
});

describe('C19 private keys are stored encrypted, and are in no log and no answer', () => {
  it('under a key made from SECRET', async () => {
    const stored = await gateway.database.collection('signingKeys').find().toArray();
    expect(stored).toHaveLength(2);
    const box = createSecretBox(createSecrets([testSecret]), 'signing-keys');
    const dump = JSON.stringify(stored);
    const seen = `${dump}${gateway.logLines.join('')}${JSON.stringify(await fetchKeys(gateway))}`;
    expect(seen).not.toMatch(/"d\\*":/);
    for (const { privateJwkBox } of stored) {
      const { d = '' } = JSON.parse(await box.open(String(privateJwkBox))) as { d?: string };
      expect(d).toHaveLength(43);
      expect(seen).not.toContain(d);
      expect(seen).not.toContain(Buffer.from(d, 'base64url').toString('hex'));
    }
    const stranger = createSecretBox(createSecrets(['x'.repeat(40)]), 'signing-keys');
    await expect(stranger.open(String(stored[0]?.['privateJwkBox']))).rejects.toThrow();
  });
});

describe('C20 discovery names the issuer to the letter, and where the keys are', () => {
  const documents = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];

  it.each(documents)('at %s', async (path) => {
    const response = await fetch(`${gateway.url}${path}`);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      introspection_endpoint: `${issuer}/oauth/introspect`,
      introspection_endpoint_auth_methods_supported: ['client_secret_basic'],
      revocation_endpoint: `${issuer}/oauth/revoke`,
      revocation_endpoint_auth_methods_supported: ['client_secret_basic'],
      revoked_sessions_uri: `${issuer}/.well-known/revoked-sessions`,
      graphql_endpoint: `${issuer}/graphql`,
      response_types_supported: ['none'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['EdDSA'],
      access_token_signing_alg_values_supported: ['EdDSA'],
      claims_supported: expect.arrayContaining(['iss', 'sub', 'email', 'email_verified', 'name']),
    });
    expect(claimsOf((await signUp(gateway)).accessToken)['iss']).toBe(issuer);
    const etag = response.headers.get('etag') ?? '';
    expect((await fetch(`${gateway.url}${path}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(`${gateway.url}${path}`, { method: 'HEAD' })).status).toBe(200);
    const asked = { origin: 'https://any.example', 'access-control-request-headers': 'x-trace' };
    const preflight = await fetch(`${gateway.url}${path}`, { method: 'OPTIONS', headers: asked });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('*, Authorization');
    const posted = await fetch(`${gateway.url}${path}`, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('with a jwks_uri that is reachable, where PUBLIC_URL is', async () => {
    const written = 'https://AUTH.example.com/';
    const own = await startTestGateway({ ISSUER: written });
    try {
      const found = (await (await fetch(`${own.url}${documents[0] ?? ''}`)).json()) as Record<string, string>;
      // To the letter, as those who verify it are told it (RFC 9068, 4).
      const { accessToken } = await signUp(own);
      expect([found['issuer'], claimsOf(accessToken)['iss']]).toEqual([written, written]);
      const jwksUri = `${own.url}/.well-known/jwks.json`;
      const guard = createGuard({ issuer: written, audience: 'portcullis', jwksUri, allowHttp: true });
      expect(await guard.verify(accessToken)).toMatchObject({ iss: written });
      const answer = await fetch((found['jwks_uri'] ?? '').replace(/^http:\/\/localhost:\d+/, own.url));
      expect(answer.status).toBe(200);
    } finally {
      await own.stop();
    }
  });
});
