import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignInDocument } from '../generated/operations.js';
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
