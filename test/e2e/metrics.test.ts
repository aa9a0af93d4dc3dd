import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { errorCatalogue } from '../../src/foundation/errors.js';
import { MeDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ SIGN_IN_LIMIT: '2', SMTP_URL: 'smtp://127.0.0.1:1' });
});
afterAll(() => gateway.stop());

const read = async () => (await fetch(`${gateway.url}/metrics`)).text();

/** The value of one series, by its name and labels as they are written. */
async function valueOf(series: string): Promise<number | undefined> {
  const line = (await read()).split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

/** What is told once the answer is out may come after the caller has it. */
const becomes = (series: string, value: number) =>
  until(`${series} is ${value}`, async () => (await valueOf(series)) === value);

const ask = (query: string) =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
const operations = (operation: string, outcome: string) =>
  `portcullis_operations_total{operation="${operation}",outcome="${outcome}"}`;

describe('operations', () => {
  it('are counted by their root field and outcome, each from nought', async () => {
    expect(await valueOf(operations('changePassword', 'failed'))).toBe(0);
    const person = await signUp(gateway);
    await gateway.api.call(MeDocument, undefined, person);
    await becomes(operations('me', 'ok'), 1);
    await ask('{ exportMyData }');
    await becomes(operations('exportMyData', 'refused'), 1);
    expect(await valueOf(operations('signUp', 'ok'))).toBe(1);
    expect(await valueOf('portcullis_operation_duration_seconds_count{operation="me"}')).toBe(1);
  });

  it('whatever names callers make up, they are one series', async () => {
    await ask('query Made { notThere1 }');
    await ask('query Up { notThere2 }');
    await ask('{ heron: __typename }');
    await ask('not a document');
    await becomes(operations('unknown', 'refused'), 3);
    await becomes(operations('unknown', 'ok'), 1);
    await ask('{ authConfig { __typename } isEmailAvailable(email: "free@example.com") }');
    await becomes(operations('several', 'ok'), 1);
    const text = await read();
    for (const made of ['notThere', 'Made', 'heron', 'free@']) expect(text).not.toContain(made);
  });

  it('no page and no question of a browser counts as one', async () => {
    await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
    await fetch(`${gateway.url}/graphql`, { method: 'OPTIONS' });
    await becomes(
      'portcullis_http_request_duration_seconds_count{route="/graphql",method="OPTIONS",status="2xx"}',
      1,
    );
    expect(await valueOf(operations('unknown', 'ok'))).toBe(1);
  });
});

describe('paths', () => {
  it('are counted as they are documented, all others together', async () => {
    const requests = (route: string, status: string) =>
      `portcullis_http_request_duration_seconds_count{route="${route}",method="GET",status="${status}"}`;
    await fetch(`${gateway.url}/.well-known/jwks.json?for=me`);
    await fetch(`${gateway.url}/federation/nobody/start?redirect_uri=x`);
    for (const path of ['/wp-admin', '/.env', '/federation/a/b/start']) await fetch(`${gateway.url}${path}`);
    await becomes(requests('/.well-known/jwks.json', '2xx'), 1);
    await becomes(requests('other', '4xx'), 3);
    expect(await read()).toMatch(/route="\/federation\/\{\w+\}\/start"/);
    expect(await read()).not.toContain('wp-admin');
  });

  it('a method that nobody knows is OTHER', async () => {
    await fetch(`${gateway.url}/health/live`, { method: 'PROPFIND' });
    await becomes(
      'portcullis_http_request_duration_seconds_count{route="/health/live",method="OTHER",status="4xx"}',
      1,
    );
  });
});

describe('refusals', () => {
  it('have a series for each code, and limits one for each limit', async () => {
    const text = await read();
    for (const code of Object.keys(errorCatalogue))
      expect(text).toContain(`portcullis_refusals_total{code="${code}"}`);
    expect(text).toContain('portcullis_attempts_past_limit_total{limit="sign-up"} 0');
    const { email } = await signUp(gateway);
    for (let attempt = 0; attempt < 4; attempt++)
      await ask(
        `mutation { signIn(input: { email: "${email}", password: "not the password" }) { __typename } }`,
      );
    await becomes('portcullis_refusals_total{code="RATE_LIMITED"}', 2);
    await becomes('portcullis_refusals_total{code="INVALID_CREDENTIALS"}', 2);
    await becomes('portcullis_attempts_past_limit_total{limit="sign-in"}', 2);
  });
});

describe('what is in the gateway', () => {
  it('tells how long hashes wait', async () => {
    expect(await valueOf('portcullis_hash_queue')).toBe(0);
    expect(await valueOf('portcullis_hash_wait_seconds_count')).toBeGreaterThanOrEqual(2);
  });

  it('tells the age of the oldest mail that waits, and of the key', async () => {
    // Their server does not answer: they wait.
    await signUp(gateway);
    await becomes('portcullis_mails{state="waiting"}', 3);
    const before = (await valueOf('portcullis_oldest_mail_seconds')) ?? Number.NaN;
    const key = (await valueOf('portcullis_signing_key_age_seconds')) ?? Number.NaN;
    gateway.clock.advance(3_600_000);
    expect((await valueOf('portcullis_oldest_mail_seconds')) ?? 0).toBeGreaterThanOrEqual(before + 3_600);
    expect((await valueOf('portcullis_signing_key_age_seconds')) ?? 0).toBeGreaterThanOrEqual(key + 3_600);
    await gateway.database.collection('outbox').deleteMany({ state: 'waiting' });
    expect(await valueOf('portcullis_oldest_mail_seconds')).toBe(0);
  });

  it('looks the oldest mail up by an index of those that wait', async () => {
    const oldest = gateway.database.collection('outbox').find({ state: 'waiting' }).sort({ createdAt: 1 });
    expect(JSON.stringify(await oldest.limit(1).explain('queryPlanner'))).toContain(
      '"indexName":"oldestWaiting"',
    );
  });

  it('tells for how long the change feed has been silent', async () => {
    await until(
      'it was heard',
      async () => ((await valueOf('portcullis_change_feed_silence_seconds')) ?? 9) < 0.2,
    );
  });
});
