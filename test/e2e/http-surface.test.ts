import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';

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
