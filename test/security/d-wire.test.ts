/** HTTP itself: limits, methods, content types, headers, and pages of strangers. */
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignInDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { ROOM } from '../harness/timing.js';

let gateway: TestGateway;
let slowHeaders: Promise<Cut>;
let slowBody: Promise<Cut>;
beforeAll(async () => {
  gateway = await startTestGateway();
  // They take longest, and nothing but time: begun first, judged last.
  slowHeaders = trickle('GET /jwks HTTP/1.1\r\nHost: x\r\n', 'X-More: x\r\n');
  slowBody = trickle(
    'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n',
    '{',
  );
});
afterAll(() => gateway.stop());

interface Cut {
  readonly afterMs: number;
  readonly answer: string;
}

/** Sends a beginning, and then a little each second, for as long as the gateway bears it. */
async function trickle(head: string, more: string): Promise<Cut> {
  const startedAt = performance.now();
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  socket.on('error', () => undefined).write(head);
  const timer = setInterval(() => socket.writable && socket.write(more), 1_000);
  await once(socket, 'close');
  clearInterval(timer);
  return { afterMs: performance.now() - startedAt, answer };
}

const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
const codeOf = async (response: Response) => {
  const { errors, code } = (await response.json()) as {
    code?: string;
    errors?: { extensions: { code: string } }[];
  };
  return [response.status, errors?.[0]?.extensions.code ?? code];
};
const signOut = '{"query":"mutation{signOut{message}}"}';

describe('D5 nothing that the page of a stranger can send without a preflight does anything', () => {
  it.each([
    ['a form', 'query=mutation{signOut{message}}', 'application/x-www-form-urlencoded'],
    ['plain text', signOut, 'text/plain'],
    [
      'multipart',
      '--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n{me{id}}\r\n--x--',
      'multipart/form-data; boundary=x',
    ],
    ['no content type', signOut, ''],
    ['JSON by another name', signOut, 'text/plain; application/json'],
  ])('%s is 415', async (_what, body, type) => {
    expect(await codeOf(await post(body, { 'content-type': type }))).toEqual([415, 'BAD_REQUEST']);
  });

  it('a query by GET wants a header that no form can send, and a mutation is 405', async () => {
    const get = (query: string, headers = {}) =>
      fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
    const preflighted = { 'apollo-require-preflight': 'true' };
    expect(await codeOf(await get('{me{id}}'))).toEqual([400, 'BAD_REQUEST']);
    expect(await (await get('{me{id}}', preflighted)).json()).toEqual({ data: { me: null } });
    const mutation = await get('mutation{signOut{message}}', preflighted);
    expect([await codeOf(mutation), mutation.headers.get('allow')]).toEqual([[405, 'BAD_REQUEST'], 'POST']);
  });

  it('a preflight lets pages of this machine in development, and those of CORS_ORIGINS where it is set', async () => {
    const preflight = async (origin: string, url = gateway.url) => {
      const asked = {
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      };
      const { headers } = await fetch(`${url}/graphql`, { method: 'OPTIONS', headers: { origin, ...asked } });
      return headers.get('access-control-allow-origin');
    };
    expect(await preflight('http://localhost:5173')).toBe('http://localhost:5173');
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null'])
      expect(await preflight(origin)).toBeNull();
    const listed = await startTestGateway({ CORS_ORIGINS: 'https://app.example.com' });
    try {
      expect(await preflight('https://app.example.com', listed.url)).toBe('https://app.example.com');
      expect(await preflight('http://localhost:5173', listed.url)).toBeNull();
    } finally {
      await listed.stop();
    }
  });
});

describe('D12 every answer has its type and charset, the security headers, and no word of what serves it', () => {
  it('whatever it is', async () => {
    const type = async (path: string) => {
      const { headers } = await fetch(`${gateway.url}${path}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null]);
      return headers.get('content-type');
    };
    expect(await type('/health/live')).toBe('application/json; charset=utf-8');
    expect(await type('/health/ready')).toBe('application/json; charset=utf-8');
    expect(await type('/jwks')).toBe('application/jwk-set+json; charset=utf-8');
    expect(await type('/docs')).toBe('text/html; charset=utf-8');
    expect(await type('/verify-email?token=x')).toBe('text/html; charset=utf-8');
    expect(await type('/reset-password?token=x')).toBe('text/html; charset=utf-8');
    expect(await type('/nowhere')).toBe('application/problem+json; charset=utf-8');
    const { headers } = await post('{"query":"{me{id}}"}');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('and Strict-Transport-Security where PUBLIC_URL is https', async () => {
    const secure = await startTestGateway({ PUBLIC_URL: 'https://auth.example.com' });
    try {
      const { headers } = await fetch(`${secure.url}/jwks`);
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
    } finally {
      await secure.stop();
    }
    expect((await fetch(`${gateway.url}/jwks`)).headers.get('strict-transport-security')).toBeNull();
  });
});

describe('D13 unknown paths are 404 and unused methods 405, as problem+json that reflects nothing', () => {
  it('paths', async () => {
    const unknown = await fetch(`${gateway.url}/no<script>where?token=secret`);
    expect(unknown.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const body = await unknown.text();
    expect(JSON.parse(body)).toMatchObject({ status: 404, code: 'BAD_REQUEST', type: 'about:blank' });
    expect(body).not.toMatch(/script|secret/);
  });

  it('a refusal is written in the type that the client takes for GraphQL', async () => {
    const typeOf = async (accept: string, contentType: string) => {
      const headers = { accept, 'content-type': contentType };
      const body = '{"query":"{ __typename }"}';
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
      await response.text();
      return response.headers.get('content-type')?.replace('; charset=utf-8', '');
    };
    for (const contentType of ['text/plain', 'application/json']) {
      const [json, graphql] = ['application/json', 'application/graphql-response+json'];
      expect(await typeOf('*/*', contentType)).toBe(json);
      expect(await typeOf(graphql, contentType)).toBe(graphql);
      expect(await typeOf(`${graphql}, ${json};q=0.9`, contentType)).toBe(graphql);
      expect(await typeOf(`${graphql};q=0.1, ${json}`, contentType)).toBe(json);
    }
  });

  it.each([
    ['/health/live', 'DELETE'],
    ['/jwks', 'POST'],
    ['/graphql', 'PUT'],
    ['/graphql', 'TRACE'],
    ['/oauth/introspect', 'GET'],
    ['/forward-auth', 'POST'],
    ['/verify-email', 'DELETE'],
  ])('%s takes no %s', async (path, method) => {
    const status = await new Promise((resolve, reject) => {
      // Not by fetch, which refuses TRACE.
      const request = httpRequest(`${gateway.url}${path}`, { method }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers['content-type'], Boolean(response.headers.allow)]);
      });
      request.on('error', reject).end();
    });
    expect(status).toEqual([405, 'application/problem+json; charset=utf-8', true]);
  });
});

describe('D4 bodies, headers and patience are limited', () => {
  it('a body over 100 KB is 413 at once, and others are served', async () => {
    for (const bytes of [110_000, 10_000_000]) {
      const variables = { input: { email: 'a@example.com', password: 'x'.repeat(bytes) } };
      const query = 'mutation($input:SignInInput!){signIn(input:$input){__typename}}';
      const startedAt = performance.now();
      expect(await codeOf(await post(JSON.stringify({ query, variables })))).toEqual([413, 'BAD_REQUEST']);
      expect(performance.now() - startedAt).toBeLessThan(ROOM * 2_000);
    }
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
  });

  it('a compressed body is refused unopened', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    for (const encoding of ['gzip', 'deflate', 'br'])
      expect((await post(bomb.subarray(0, 40_000), { 'content-encoding': encoding })).status).toBe(415);
  });

  it('20 KB of headers are 431', async () => {
    const headers = { 'x-large': 'x'.repeat(20_000) };
    expect((await fetch(`${gateway.url}/jwks`, { headers })).status).toBe(431);
  });

  it('who sends slowly is cut off, and holds nobody up', async () => {
    const { email, password } = await signUp(gateway);
    expect((await gateway.api.send(SignInDocument, { input: { email, password } })).errors).toEqual([]);
    const [headers, body] = await Promise.all([slowHeaders, slowBody]);
    expect(headers.afterMs).toBeLessThan(ROOM * 10_000);
    expect(body.afterMs).toBeLessThan(ROOM * 20_000);
    for (const { answer } of [headers, body]) expect(answer).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });
});
