import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { fetchKeys } from '../harness/key-set.js';

const issuer = 'https://auth.example.com/tenant';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    PUBLIC_URL: issuer,
    KEY_ROTATION_LEAD: '10m',
    ACCESS_TOKEN_CLAIMS: 'email,name',
  });
});
afterAll(() => gateway.stop());

describe.each(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])(
  '%s',
  (path) => {
    it('names the issuer to the letter, the key set, the algorithms and the endpoints', async () => {
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
    });

    it('is told as unchanged by its ETag, and takes nothing but GET and HEAD', async () => {
      const { headers } = await fetch(`${gateway.url}${path}`);
      const etag = headers.get('etag') ?? '';
      expect((await fetch(`${gateway.url}${path}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
      expect((await fetch(`${gateway.url}${path}`, { method: 'HEAD' })).status).toBe(200);
      const posted = await fetch(`${gateway.url}${path}`, { method: 'POST' });
      expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    });
  },
);

it('the key set may be kept for a quarter of the lead, and holds who signs and who comes next', async () => {
  for (const path of ['/jwks', '/.well-known/openid-configuration']) {
    const { headers } = await fetch(`${gateway.url}${path}`);
    expect(headers.get('cache-control')).toBe('public, max-age=150');
  }
  const keys = await fetchKeys(gateway);
  expect(keys).toHaveLength(2);
  for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
});
