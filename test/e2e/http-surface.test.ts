import { request as httpRequest } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, type JWK } from 'jose';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

interface Failure {
  readonly code?: string;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}
const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
const failureOf = async (response: Response) => {
  const { errors, code } = (await response.json()) as Failure;
  return [response.status, errors?.[0]?.extensions.code ?? code];
};

describe('POST /graphql: what cannot be read', () => {
  it.each([
    ['malformed JSON', '{"query":', {}, 400],
    ['an empty body', '', {}, 400],
    ['null', 'null', {}, 400],
    ['a number', '42', {}, 400],
    ['a batch', '[{"query":"{me{id}}"}]', {}, 400],
    ['no query', '{}', {}, 400],
    ['a query that is a number', '{"query":7}', {}, 400],
    ['variables that are text', '{"query":"{me{id}}","variables":"x"}', {}, 400],
    ['an unknown operation name', '{"query":"query A{me{id}}","operationName":"B"}', {}, 400],
    [
      'a persisted query',
      `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'0'.repeat(64)}"}}}`,
      {},
      400,
    ],
    ['a form', 'query={me{id}}', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', '{"query":"{me{id}}"}', { 'content-type': 'text/plain' }, 415],
    ['a compressed body', '{"query":"{me{id}}"}', { 'content-encoding': 'gzip' }, 415],
    [
      'a body over 100 KB',
      JSON.stringify({ query: '{me{id}}', variables: { x: 'x'.repeat(110_000) } }),
      {},
      413,
    ],
  ])('%s is BAD_REQUEST', async (_, body, headers, status) => {
    expect(await failureOf(await post(body, headers as Record<string, string>))).toEqual([
      status,
      'BAD_REQUEST',
    ]);
  });

  it('invalid UTF-8 is BAD_REQUEST', async () => {
    expect(await failureOf(await post(Buffer.from([0x7b, 0xff, 0x7d])))).toEqual([400, 'BAD_REQUEST']);
  });

  it('a document that does not parse, or does not fit, says which', async () => {
    expect(await failureOf(await post('{"query":"{me{"}'))).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    expect(await failureOf(await post('{"query":"{me{passwordHash}}"}'))).toEqual([
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });

  it('a literal operator where text belongs is BAD_USER_INPUT with its field, naming no type', async () => {
    const query = 'mutation{signIn(input:{email:{ne:null},password:["x"]}){__typename}}';
    const response = await post(JSON.stringify({ query }));
    const body = (await response.json()) as { errors: { message: string; extensions: unknown }[] };
    expect(response.status).toBe(400);
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      fields: [
        { path: 'email', rule: 'type', message: 'must be text' },
        { path: 'password', rule: 'type', message: 'must be text' },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/SignInInput|EmailAddress|String/);
  });

  it('prototype words in variables change nothing', async () => {
    const body =
      '{"query":"{me{id}}","variables":{"__proto__":{"x":1}},"extensions":{"constructor":{"prototype":{"y":1}}}}';
    expect((await post(body)).status).toBe(200);
    expect(({} as Record<string, unknown>)['x'] ?? ({} as Record<string, unknown>)['y']).toBeUndefined();
  });
});

describe('GET /graphql', () => {
  const get = (query: string, headers = {}) =>
    fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
  const preflighted = { 'apollo-require-preflight': 'true' };

  it('answers queries, and never runs a mutation', async () => {
    expect(await (await get('{me{id}}', preflighted)).json()).toEqual({ data: { me: null } });
    const mutation = await get('mutation{signOut{message}}', preflighted);
    expect(await failureOf(mutation)).toEqual([405, 'BAD_REQUEST']);
    expect(mutation.headers.get('allow')).toBe('POST');
  });

  it('refuses what a foreign page could send without a preflight', async () => {
    expect(await failureOf(await get('{me{id}}'))).toEqual([400, 'BAD_REQUEST']);
  });

  it('shows Sandbox in development, with its CDN allowed on that page only', async () => {
    const page = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain('embeddable-sandbox.cdn.apollographql.com');
    const docs = await fetch(`${gateway.url}/docs/mutations/signUp`);
    expect(docs.status).toBe(200);
    expect(docs.headers.get('content-security-policy')).not.toContain('apollographql');
    expect(await docs.text()).toContain('SignUpInput');
  });
});

describe('the key set', () => {
  it('is public, cacheable, and holds public members only', async () => {
    for (const path of ['/.well-known/jwks.json', '/jwks']) {
      const response = await fetch(`${gateway.url}${path}`);
      expect(response.headers.get('content-type')).toBe('application/jwk-set+json; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('public, max-age=300');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      const { keys } = (await response.json()) as { keys: JWK[] };
      expect(keys).toHaveLength(2);
      for (const key of keys) {
        expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
        expect(key).toMatchObject({ alg: 'EdDSA', crv: 'Ed25519', kty: 'OKP', use: 'sig' });
        expect(key.kid).toBe(await calculateJwkThumbprint(key));
      }
    }
  });

  it('answers 304 to its own ETag, and no method but GET and HEAD', async () => {
    const { headers } = await fetch(`${gateway.url}/jwks`);
    const etag = headers.get('etag') ?? '';
    expect((await fetch(`${gateway.url}/jwks`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(`${gateway.url}/jwks`, { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
    const posted = await fetch(`${gateway.url}/jwks`, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('keeps the private half sealed', async () => {
    const stored = await gateway.database.collection('signingKeys').find().toArray();
    expect(stored).toHaveLength(2);
    expect(JSON.stringify(stored)).not.toMatch(/"d\\?":/);
  });

  it('is one set, however many gateways start at once on an empty database', async () => {
    const first = await startTestGateway();
    const others = await Promise.all(
      Array.from({ length: 4 }, () => startTestGateway({ MONGODB_URI: first.databaseUri })),
    );
    try {
      const sets = await Promise.all(
        [first, ...others].map(async ({ url }) => (await fetch(`${url}/jwks`)).text()),
      );
      expect(new Set(sets).size).toBe(1);
    } finally {
      await Promise.all(others.map((other) => other.stop()));
      await first.stop();
    }
  });
});

describe('every answer', () => {
  const answers = async () => [
    await fetch(`${gateway.url}/health/live`),
    await fetch(`${gateway.url}/health/ready`),
    await fetch(`${gateway.url}/jwks`),
    await fetch(`${gateway.url}/docs`),
    await fetch(`${gateway.url}/nowhere`),
    await post('{"query":"{me{id}}"}'),
  ];

  it('carries the security headers, a request id and no word of what serves it', async () => {
    for (const { headers } of await answers()) {
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('is problem+json for unknown paths and methods, without reflecting them', async () => {
    const unknown = await fetch(`${gateway.url}/no<script>where?token=secret`);
    expect(unknown.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const body = await unknown.text();
    expect(JSON.parse(body)).toMatchObject({ status: 404, code: 'BAD_REQUEST', type: 'about:blank' });
    expect(body).not.toContain('script');
    const deleted = await fetch(`${gateway.url}/health/live`, { method: 'DELETE' });
    expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await fetch(`${gateway.url}/graphql`, { method: 'PUT' })).status).toBe(405);
  });

  it('refuses 20 KB of headers with 431', async () => {
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(
        `${gateway.url}/jwks`,
        { headers: { 'x-large': 'x'.repeat(20_000) } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.on('error', reject).end();
    });
    expect(status).toBe(431);
  });
});

describe('CORS', () => {
  const preflight = (origin: string, url = gateway.url) =>
    fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });

  it('takes pages of this machine in development, and no others', async () => {
    const ours = await preflight('http://localhost:5173');
    expect(ours.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('takes those of CORS_ORIGINS and no others where it is set', async () => {
    const listed = await startTestGateway({ CORS_ORIGINS: 'https://app.example.com' });
    try {
      const app = await preflight('https://app.example.com', listed.url);
      expect(app.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
      const local = await preflight('http://localhost:5173', listed.url);
      expect(local.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await listed.stop();
    }
  });
});
