import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignInDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

describe('POST /graphql', () => {
  it('a document that does not parse, or does not fit, says which', async () => {
    const codeOf = async (query: string) => (await gateway.api.send(query)).errors[0]?.extensions.code;
    expect(await codeOf('{me{')).toBe('GRAPHQL_PARSE_FAILED');
    expect(await codeOf('{me{passwordHash}}')).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('a page that is not listed', () => {
  const told = () => gateway.logLines.filter((line) => line.includes('"origin"'));

  it('gets the answer to its preflight that a browser understands, and the log says what to set', async () => {
    const headers = { origin: 'http://192.168.1.20:5173', 'access-control-request-method': 'POST' };
    for (let turn = 0; turn < 2; turn++) {
      const response = await fetch(`${gateway.url}/graphql`, { method: 'OPTIONS', headers });
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, null]);
    }
    expect(told()).toEqual([expect.stringMatching(/add http:\/\/192\.168\.1\.20:5173 to CORS_ORIGINS/)]);
  });

  it('on another name of this machine is told that its cookie cannot come back', async () => {
    const { email, password } = await signUp(gateway);
    const input = { email, password, transport: 'COOKIE' as const };
    const signIn = (origin: string) => gateway.api.call(SignInDocument, { input }, { headers: { origin } });
    const before = told().length;
    const own = new URL(gateway.url).hostname;
    await signIn(`http://${own}:5173`);
    expect(told().length).toBe(before);
    const other = own === 'localhost' ? '127.0.0.1' : 'localhost';
    await signIn(`http://${other}:5173`);
    expect(told().slice(before)).toEqual([
      expect.stringContaining(`the cookie of ${own} does not come back from pages of ${other}`),
    ]);
  });
});

describe('GET /graphql', () => {
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

describe('a path where nothing is', () => {
  const ask = (headers: Record<string, string>) => fetch(`${gateway.url}/nothing/here`, { headers });
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it('is a page for a browser, in its language', async () => {
    const answer = await ask({ accept: browser, 'accept-language': 'de' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe|script-src/);
    expect(await answer.text()).toContain('Hier ist nichts');
  });

  it.each(['*/*', 'application/json', 'application/problem+json', 'application/json, text/html;q=0.5'])(
    'is problem+json for whoever asks for %s',
    async (accept) => {
      const answer = await ask({ accept });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
      expect(await answer.json()).toMatchObject({ code: 'BAD_REQUEST', status: 404 });
    },
  );
});

describe('the log line of a request', () => {
  it.each([
    ['an operation', '{"query":"{ myActivity { totalCount } }"}', 'UNAUTHENTICATED'],
    [
      'several fields',
      '{"query":"{ a: user(id: \\"x\\") { id } myActivity { totalCount } }"}',
      'UNAUTHENTICATED',
    ],
    ['a document', '{"query":"{"}', 'GRAPHQL_PARSE_FAILED'],
    ['a body', '{', 'BAD_REQUEST'],
    ['what is answered', '{"query":"{ __typename }"}', undefined],
  ])('names the code that %s was refused with', async (_, body, code) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
    await answer.text();
    expect(await lineOf(answer)).toMatchObject({ msg: 'request', path: '/graphql', code });
  });

  it.each([
    ['/nothing', {}, 'BAD_REQUEST'],
    ['/nothing', { accept: 'text/html' }, 'BAD_REQUEST'],
    ['/forward-auth', {}, 'UNAUTHENTICATED'],
    ['/health/live', {}, undefined],
  ])('names it for %s too (%j)', async (path, headers, code) => {
    const answer = await fetch(`${gateway.url}${path}`, { headers });
    await answer.text();
    expect(await lineOf(answer)).toMatchObject({ msg: 'request', path, code });
  });

  it('names it for a form', async () => {
    const body = new URLSearchParams({ token: 'x' });
    const answer = await fetch(`${gateway.url}/verify-email`, { method: 'POST', body });
    await answer.text();
    expect(await lineOf(answer)).toMatchObject({ code: 'LINK_INVALID' });
  });

  /** With `code: undefined` where it has none. */
  async function lineOf(answer: Response): Promise<object> {
    const id = answer.headers.get('x-request-id') ?? '?';
    const line = await until('the line of the request', () =>
      gateway.logLines.find((text) => text.includes(id) && text.includes('"msg":"request"')),
    );
    return { code: undefined, ...(JSON.parse(line) as object) };
  }
});
