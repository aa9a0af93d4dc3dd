import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { parseConfig } from '../../src/config/config.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway } from '../harness/gateway.js';
import type { SignedUp } from '../harness/people.js';
import {
  openShop,
  otherTrustedHash,
  type Shop,
  shopSdl,
  trustedDocument,
  trustedHash,
} from '../harness/shop.js';
import { type AskOptions, askUpstream, readAnswer, writeFiles } from '../harness/upstream.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

const ask = (query: string, options?: AskOptions) =>
  askUpstream(shop.gateway, '/graphql/orders', query, options);

describe('introspection', () => {
  const question = '{ __schema { queryType { fields { name } } } __type(name: "Order") { fields { name } } }';

  it('is answered here, and shows each caller what they may see', async () => {
    const before = shop.yoga.seen.length;
    const namesOf = async (who?: SignedUp) => {
      const { data } = await ask(question, who);
      return JSON.stringify(data);
    };
    expect(await namesOf()).not.toMatch(/margin|cost/);
    expect(await namesOf(shop.admin)).toMatch(/margin.*cost/);
    expect(shop.yoga.seen).toHaveLength(before);
  });

  it('is refused where it is off, and errors name nothing', async () => {
    const answer = await askUpstream(shop.gateway, '/graphql/strict', question);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/margin|cost|orders/);
    expect((await askUpstream(shop.gateway, '/graphql/strict', '{ margi }')).text).not.toContain('margin');
  });
});

const extensions = (query: string) => ({
  persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
});

describe('documents', () => {
  it('are kept by their hash where callers may have that', async () => {
    const query = '{ echo(text: "kept") }';
    const byHash = { body: { extensions: extensions(query) } };
    const unknown = await ask('', byHash);
    expect([unknown.status, unknown.errors?.[0]?.message]).toEqual([200, 'PersistedQueryNotFound']);
    expect((await ask('', { body: { query, extensions: extensions(query) } })).data).toEqual({
      echo: 'kept',
    });
    expect((await ask('', byHash)).data).toEqual({ echo: 'kept' });
    const forged = await ask('', { body: { query: '{ shop }', extensions: extensions(query) } });
    expect(forged.status).toBe(400);
    expect((await ask('', byHash)).data).toEqual({ echo: 'kept' });
  });

  it('are not kept where they do not fit the schema', async () => {
    const query = '{ nothing }';
    expect((await ask('', { body: { query, extensions: extensions(query) } })).status).toBe(400);
    const asked = await ask('', { body: { extensions: extensions(query) } });
    expect(asked.errors?.[0]?.message).toBe('PersistedQueryNotFound');
  });

  it('of a trusted list are the only ones where there is one', async () => {
    const listed = (body: object) => askUpstream(shop.gateway, '/graphql/listed', '', { body });
    expect((await listed({ documentId: trustedHash })).data).toEqual({ shop: 'open' });
    expect((await listed({ documentId: `sha256:${trustedHash}` })).data).toEqual({ shop: 'open' });
    expect((await listed({ extensions: extensions(trustedDocument) })).data).toEqual({ shop: 'open' });
    for (const documentId of [otherTrustedHash, `sha256:${otherTrustedHash}`])
      expect((await listed({ documentId })).data).toEqual({ shop: 'open', fails: null });
    expect((await listed({ query: trustedDocument })).status).toBe(400);
    expect((await listed({ documentId: trustedHash, query: '{ margin }' })).data).toEqual({ shop: 'open' });
  });
});

describe('what is made to harm', () => {
  it.each([
    ['fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    ['thousands of aliases', `{ ${Array.from({ length: 3_000 }, (_, n) => `a${n}: shop`).join(' ')} }`],
    ['a name near one that is hidden', '{ margi orders { cos } }'],
  ])('%s: an error that tells of nothing, at each path', async (_name, query) => {
    const before = shop.yoga.seen.length;
    for (const path of ['orders', 'strict', 'listed']) {
      const answer = await askUpstream(shop.gateway, `/graphql/${path}`, query);
      expect(answer.status).toBe(400);
      expect(answer.errors?.[0]?.extensions?.['code']).not.toBe('INTERNAL_SERVER_ERROR');
      expect(answer.text).not.toMatch(/margin|cost|wipe|hide/);
    }
    expect(shop.yoga.seen).toHaveLength(before);
  });

  it('variables nested past what can be written are refused', async () => {
    for (const name of ['text', 'undeclared']) {
      const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
      const response = await fetch(`${shop.gateway.url}/graphql/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"query":"query ($text: String) { echo(text: $text) }","variables":{"${name}":${nested}}}`,
      });
      expect([response.status, (await readAnswer(response)).errors?.[0]?.message]).toEqual([
        400,
        'variables are nested too deeply.',
      ]);
    }
  });

  it('each upstream has limits of its own', async () => {
    const query = '{ a: shop b: shop c: shop }';
    expect((await ask(query)).data).toEqual({ a: 'open', b: 'open', c: 'open' });
    const strict = await askUpstream(shop.gateway, '/graphql/strict', query);
    expect(strict.status).toBe(400);
    expect(strict.errors?.[0]?.extensions).toEqual({
      code: 'OPERATION_TOO_COMPLEX',
      limit: { name: 'aliases', most: 2 },
    });
  });
});

describe('the schema', () => {
  it('is read anew without dropping a request; a bad one is told, and the old one stays', async () => {
    const over = new AbortController();
    const statuses = new Set<number>();
    const traffic = (async () => {
      while (!over.signal.aborted) statuses.add((await ask('{ shop }')).status);
    })();
    writeFileSync(shop.sdlFile, `${shopSdl} extend type Query { later: String @authenticated }`);
    shop.gateway.reload();
    const fields = '{ __type(name: "Query") { fields { name } } }';
    const kept = { query: '{ shop later: shop }', extensions: extensions('{ shop later: shop }') };
    expect((await ask('', { body: kept })).status).toBe(200);
    await until('the new field is there', async () => (await ask(fields)).text.includes('later'));
    expect(shop.gateway.logLines.some((line) => line.includes('upstream.schema-changed'))).toBe(true);
    const unheeded = shop.gateway.logLines.find((line) => line.includes('guard nothing here'));
    expect(unheeded).toContain('"directives":["@authenticated"]');
    const byHash = { extensions: kept.extensions };
    expect((await ask('', { body: byHash })).data).toEqual({ shop: 'open', later: 'open' });
    writeFileSync(shop.sdlFile, `${shopSdl} extend type Query { worse: String @auth(roles: ["NOBODY"]) }`);
    shop.gateway.reload();
    const refused = () => shop.gateway.logLines.find((line) => line.includes('is not taken'));
    await until('it is told', () => refused() !== undefined);
    expect(refused()).toMatch(/cannot be guarded.*Query\.worse.*NOBODY/);
    expect(shop.gateway.logLines.some((line) => line.includes('upstream.schema-refused'))).toBe(true);
    // As when a server begins to print its schema without its directives.
    writeFileSync(shop.sdlFile, shopSdl.replaceAll(/@auth(?:\([^)]*\))?/g, ''));
    shop.gateway.reload();
    const opened = () => shop.gateway.logLines.some((line) => line.includes('no @auth any longer'));
    await until('that is told too', opened);
    expect((await ask('{ margin }')).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    over.abort();
    await traffic;
    expect([...statuses]).toEqual([200]);
  });

  it('that is wrong at the start stops it, with its name and place', async () => {
    const [, config = ''] = writeFiles({
      'bad.graphql': 'type Query {\n  a: String @auth(roles: ["NOBODY"])\n}',
      'upstreams.yaml': `upstreams: [{ name: bad, url: "${shop.yoga.url}", sdl: bad.graphql }]`,
    });
    await expect(startTestGateway({ UPSTREAMS: config })).rejects.toThrow(/bad.*2:\d+.*Query\.a/s);
  });

  it('is asked of the upstream itself where that is set', async () => {
    const [config = ''] = writeFiles({
      'upstreams.yaml': `upstreams: [{ name: asked, url: "${shop.yoga.url}", sdl: { from: introspection } }]`,
    });
    const other = await startTestGateway({ UPSTREAMS: config });
    try {
      expect((await askUpstream(other, '/graphql/asked', '{ shop }')).data).toEqual({ shop: 'open' });
    } finally {
      await other.stop();
    }
  });
});

describe('settings', () => {
  it('are off: nothing is at the path', async () => {
    expect(parseConfig({}).upstreams).toBeUndefined();
    expect((await askUpstream(shop.gateway, '/graphql/nothing', '{ shop }')).status).toBe(404);
  });

  it('the path takes no other method, and tells pages of our own that they may ask', async () => {
    const put = await fetch(`${shop.gateway.url}/graphql/orders`, { method: 'PUT', body: '{}' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
    const preflight = await fetch(`${shop.gateway.url}/graphql/orders`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
  });
});
