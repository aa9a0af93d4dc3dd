/** GraphQL over HTTP, judged by its reference implementation. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  // Two of its rules ask for the schema.
  gateway = await startTestGateway({ INTROSPECTION: 'true' });
});
afterAll(() => gateway.stop());

describe('D11 the audit of graphql-http finds no error', () => {
  it('in any of its rules', async () => {
    const audits = serverAudits({ url: `${gateway.url}/graphql`, fetchFn: fetch });
    const results = await Promise.all(audits.map((audit) => audit.fn()));
    expect(results.length).toBeGreaterThan(55);
    const errors = results.filter(({ status }) => status === 'error');
    expect(errors.map(({ id, name }) => `${id} ${name}`)).toEqual([]);
  });
});
