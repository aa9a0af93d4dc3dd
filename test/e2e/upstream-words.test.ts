/** What an upstream says beside data: which words of it reach a caller, and what of it keeps others out. */
import type { ServerResponse } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { until } from '../harness/gateway-process.js';
import type { TestGateway } from '../harness/gateway.js';
import { answerJson, askUpstream, type Stage, startStage } from '../harness/upstream.js';

const sdl = `
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Query { shop: String slow: String secret: String @auth(roles: ["ADMIN"]) }
`;
const queries = { passed: '{ shop }', completed: '{ shop secret }' };

let stage: Stage;
let gateway: TestGateway;
beforeAll(async () => {
  stage = await startStage(sdl, {
    raw: {},
    hasty: { timeout: '500ms' },
  });
  ({ gateway } = stage);
});
afterAll(() => stage.stop());

const answerWith = (body: object, status = 200) => {
  stage.behave = (_, response) => answerJson(response, body, status);
};
const told = 'Cannot query field "shop" on type "Query".';
const message = `${told} Did you mean "hiddenShop"?`;

describe('names that lie near', () => {
  it.each([
    ['with a path of null', { message, path: null }],
    ['with a path of nothing', { message, path: [] }],
    [
      'in what a server adds in development',
      { message: told, extensions: { stacktrace: [message, 'at x'] } },
    ],
  ])('are not told: %s', async (_name, error) => {
    answerWith({ errors: [error] });
    for (const query of Object.values(queries)) {
      const answer = await askUpstream(gateway, '/graphql/raw', query);
      expect(answer.errors?.[0]?.message).toBe(told);
      expect(answer.text).not.toContain('hiddenShop');
    }
  });

  it('are not told by a path where nothing was executed, nor in brackets, as graphql-ruby says them', async () => {
    const error = { message: `${told} (Did you mean \`hiddenShop\`?)`, path: ['query', 'shop'] };
    answerWith({ errors: [error] });
    for (const query of Object.values(queries)) {
      const answer = await askUpstream(gateway, '/graphql/raw', query);
      expect(answer.errors?.[0]?.message).toBe(told);
    }
  });

  const filling = 'x'.repeat(100_000);
  it.each([
    ['before data', { errors: [{ message }, { message: filling }], data: null }],
    ['after it', { data: null, errors: [{ message }, { message: filling }] }],
    ['after extensions', { extensions: { filling }, errors: [{ message }] }],
  ])('are not told by a long answer that is passed on: errors %s', async (_name, body) => {
    answerWith(body);
    const answer = await askUpstream(gateway, '/graphql/raw', queries.passed);
    expect(answer.errors?.[0]?.message).toBe(told);
    expect(answer.text.length).toBeGreaterThan(100_000);
  });

  it('are left where a resolver says them, and what has data is not touched', async () => {
    const body = { data: { shop: message }, errors: [{ message, path: ['shop'] }] };
    answerWith(body);
    const answer = await askUpstream(gateway, '/graphql/raw', queries.passed);
    expect(JSON.parse(answer.text)).toEqual(body);
  });
});

it.each([null, []])('errors that are none, beside data, fail nothing: %j', async (errors) => {
  answerWith({ data: { shop: 'open' }, errors });
  for (const query of Object.values(queries)) {
    const { status, data } = await askUpstream(gateway, '/graphql/raw', query);
    expect([status, data?.['shop']]).toEqual([200, 'open']);
  }
  answerWith({ data: null, errors });
  expect((await askUpstream(gateway, '/graphql/raw', queries.passed)).status).toBe(502);
});

it('a byte order mark before an answer is passed over', async () => {
  for (const shop of ['open', 'x'.repeat(100_000)]) {
    stage.behave = (_, response) => answerJson(response, `\uFEFF{"data":{"shop":"${shop}"}}`);
    for (const query of Object.values(queries)) {
      const { status, text } = await askUpstream(gateway, '/graphql/raw', query);
      expect([status, text]).toEqual([200, expect.stringContaining(`"shop":"${shop}"`)]);
    }
  }
});

describe('parts', () => {
  const query = '{ shop ... @defer { slow } }';
  const accept = 'multipart/mixed;deferSpec=20220824, application/json';
  const part = (body: object) =>
    `content-type: application/json\r\ncontent-length: ${JSON.stringify(body).length}\r\n\r\n${JSON.stringify(body)}`;
  const answerInParts = (...bodies: readonly object[]) => {
    stage.behave = (_, response) => {
      response.writeHead(200, { 'content-type': 'multipart/mixed; boundary="-"' });
      for (const body of bodies) response.write(`\r\n---\r\n${part(body)}`);
      response.end('\r\n-----\r\n');
    };
  };
  const ask = (headers = {}) => askUpstream(gateway, '/graphql/raw', query, { headers });

  it('that nobody asked for are no answer', async () => {
    answerInParts({ data: { shop: 'open' }, hasNext: false });
    const answer = await ask();
    expect([answer.status, answer.errors?.[0]?.extensions?.['code']]).toEqual([502, 'BAD_GATEWAY']);
  });

  it('of which the first tells names that lie near go on without them', async () => {
    answerInParts({ errors: [{ message }], hasNext: false });
    const { text } = await ask({ accept });
    expect(text).toBe(
      `\r\n---\r\ncontent-type: application/json\r\n\r\n${JSON.stringify({ errors: [{ message: told }], hasNext: false })}\r\n-----\r\n`,
    );
  });

  it('come as they are sent, the first before there is a second', async () => {
    const first = { data: { shop: message }, hasNext: true };
    const second = { incremental: [{ path: [], data: { slow: 'at last' } }], hasNext: false };
    let release: () => void = () => undefined;
    stage.behave = (_, response) => {
      response.writeHead(200, { 'content-type': 'multipart/mixed; boundary="-"' });
      // In two pieces, and the line that ends it comes with the next.
      const text = `\r\n---\r\n${part(first)}`;
      response.write(text.slice(0, 90));
      setImmediate(() => response.write(text.slice(90)));
      release = () => response.end(`\r\n---\r\n${part(second)}\r\n-----\r\n`);
    };
    const answer = await fetch(`${gateway.url}/graphql/raw`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query }),
    });
    let text = '';
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      if (text.endsWith(JSON.stringify(first))) release();
    }
    expect(text).toBe(`\r\n---\r\n${part(first)}\r\n---\r\n${part(second)}\r\n-----\r\n`);
  });
});

describe('operations that take too long', () => {
  const path = '/graphql/hasty';
  const ask = (query: string) => askUpstream(gateway, path, query);

  it('however many end at once, keep nobody out while others are answered', async () => {
    const held: ServerResponse[] = [];
    stage.behave = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (Buffer.concat(chunks).toString().includes('slow')) held.push(response);
        else response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"shop":"open"}}');
      });
    };
    const slow = Array.from({ length: 12 }, () => ask('{ slow }'));
    await until('all are at the upstream', () => held.length === 12);
    await until('one that came later is answered', async () => (await ask(queries.passed)).status === 200);
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(Array(12).fill(503));
    await gateway.clock.standStill(async () => {
      expect((await ask(queries.passed)).status).toBe(200);
    });
  });

  it('where nobody is answered it is left alone', async () => {
    stage.behave = () => undefined;
    await gateway.clock.standStill(async () => {
      await Promise.all(Array.from({ length: 5 }, () => ask('{ slow }')));
      const { status, headers } = await ask(queries.passed);
      expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    });
    gateway.clock.advance(6_000);
  });
});
