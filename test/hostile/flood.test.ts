import { createRequire } from 'node:module';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { runTool } from '../harness/hostile-tools.js';
import { newPerson, signUp } from '../harness/people.js';

/** Of autocannon's report. Latency in ms. */
interface Report {
  readonly errors: number;
  readonly timeouts: number;
  readonly '5xx': number;
  readonly requests: { readonly total: number };
  readonly latency: { readonly p97_5: number };
}
const autocannon = createRequire(import.meta.url).resolve('autocannon');

let gateway: TestGateway;
beforeAll(async () => {
  // Each wrong password is hashed, at the usual cost.
  gateway = await startTestGateway({ RATE_LIMIT: 'false', BCRYPT_COST: '10' });
});
afterAll(() => gateway.stop());

async function flood(path: string, connections: number, document?: object): Promise<Report> {
  const body =
    document === undefined
      ? []
      : ['-m', 'POST', '-H', 'content-type=application/json', '-b', JSON.stringify(document)];
  const load = ['-j', '-d', '10', '-c', String(connections), ...body, `${gateway.url}${path}`];
  const { output } = await runTool([process.execPath, autocannon, ...load]);
  const line = output.split('\n').find((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(output);
  return JSON.parse(line) as Report;
}
const unharmed = { errors: 0, timeouts: 0, '5xx': 0 };

describe('a flood', () => {
  it('of wrong sign-ins leaves the key set and the signed-in served', async () => {
    const person = await signUp(gateway);
    const query = 'mutation($input:SignInInput!){signIn(input:$input){__typename}}';
    const wrong = { query, variables: { input: { email: newPerson().email, password: 'not this one' } } };
    const [signIns, keys] = await Promise.all([
      flood('/graphql', 40, wrong),
      flood('/.well-known/jwks.json', 2),
    ]);
    expect(signIns).toMatchObject(unharmed);
    expect(keys).toMatchObject(unharmed);
    expect(keys.latency.p97_5).toBeLessThan(150);
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.accessToken}` },
      body: JSON.stringify({ query: '{me{email}}' }),
    });
    expect(await answer.json()).toEqual({ data: { me: { email: person.email } } });
  });

  it('of reads and of documents that are refused harms nobody', async () => {
    expect(await flood('/graphql', 50, { query: '{me{id}}' })).toMatchObject(unharmed);
    expect(await flood('/graphql', 50, { query: `{${'a:__typename '.repeat(500)}}` })).toMatchObject(
      unharmed,
    );
    expect(await flood('/reset-password?token=x', 20)).toMatchObject(unharmed);
  });
});
