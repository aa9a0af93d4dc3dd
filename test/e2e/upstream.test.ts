import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGuard } from '@portcullis/guard';

import { SignOutDocument } from '../generated/operations.js';
import { makeAdmin, signUp } from '../harness/people.js';
import { openShop, type Shop } from '../harness/shop.js';
import { claimsOf } from '../harness/token.js';
import { untilNothingIsAsked } from '../harness/unasked-database.js';
import { type AskOptions, askUpstream, readAnswer } from '../harness/upstream.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

const ask = (query: string, options?: AskOptions) =>
  askUpstream(shop.gateway, '/graphql/orders', query, options);
const lastSeen = () => {
  const seen = shop.yoga.seen.at(-1);
  if (seen === undefined) throw new Error('Nothing reached it.');
  return seen;
};

describe('ok', () => {
  it('what nobody guards is answered to a stranger, byte by byte', async () => {
    const answer = await ask('{ shop }');
    expect([answer.status, answer.text.trim()]).toEqual([200, '{"data":{"shop":"open"}}']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(lastSeen().headers.authorization).toBeUndefined();
  });

  it('a field that the caller may not read is null with its error, and the upstream never sees it', async () => {
    const answer = await ask('query Mine { orders { id cost } margin }', shop.person);
    expect(answer.data).toEqual({
      orders: [
        { id: '1', cost: null },
        { id: '2', cost: null },
      ],
      margin: null,
    });
    expect(answer.errors).toHaveLength(3);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requires: 'role' });
    expect(lastSeen().query).not.toMatch(/cost|margin/);
  });

  it('null goes up as far as the schema says', async () => {
    const answer = await ask('{ orders { id } shop }');
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]).toMatchObject({ path: ['orders'], extensions: { code: 'UNAUTHENTICATED' } });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      200,
      'Bearer realm="portcullis"',
    ]);
  });

  it('an shop.admin sees all of it', async () => {
    expect((await ask('{ margin orders { cost } }', shop.admin)).data).toEqual({
      margin: 0.4,
      orders: [{ cost: 7 }, { cost: 7 }],
    });
  });

  it('a refused mutation does not run, and the one beside it does', async () => {
    const answer = await ask('mutation ($item: String!) { place(item: $item) { item } wipe }', {
      ...shop.person,
      variables: { item: 'tea' },
    });
    expect(answer.data).toEqual({ place: { item: 'tea' }, wipe: null });
    expect(lastSeen().variables).toEqual({ item: 'tea' });
  });

  it('is asked by GET too, for queries alone', async () => {
    const get = async (parameters: Record<string, string>) =>
      readAnswer(
        await fetch(`${shop.gateway.url}/graphql/orders?${String(new URLSearchParams(parameters))}`),
      );
    const variables = JSON.stringify({ text: 'hi' });
    expect((await get({ query: 'query ($text: String) { echo(text: $text) }', variables })).data).toEqual({
      echo: 'hi',
    });
    const refused = await get({ query: 'mutation { place(item: "tea") { id } }' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it("the upstream's own errors are kept, as its status and type are", async () => {
    const answer = await ask('{ fails }', { headers: { accept: 'application/graphql-response+json' } });
    expect(answer.data).toEqual({ fails: null });
    expect(answer.headers.get('content-type')).toContain('application/graphql-response+json');
    expect(answer.errors?.[0]).toMatchObject({ message: 'Unexpected error.', path: ['fails'] });
  });

  it('a long answer is passed on as it comes', async () => {
    const { data } = await ask('{ big(size: 3000000) }');
    expect(String(data?.['big'])).toHaveLength(3_000_000);
  });

  it('needs no database', async () => {
    await ask('{ orders { id cost } }', shop.person);
    await untilNothingIsAsked(shop.gateway.database, async () => {
      for (let round = 0; round < 5; round++) await ask('{ orders { id cost } }', shop.person);
    });
  });
});

describe('identity', () => {
  it('is a token of our keys for that upstream alone, which its guard takes and the shop.gateway does not', async () => {
    await ask('{ orders { id } }', shop.person);
    const token = String(lastSeen().headers.authorization).replace('Bearer ', '');
    const issuer = String(claimsOf(shop.person.accessToken)['iss']);
    const guard = createGuard({ issuer, audience: 'orders' });
    expect(await guard.verify(token)).toMatchObject({
      aud: 'orders',
      sub: shop.person.userId,
      sid: claimsOf(shop.person.accessToken)['sid'],
      roles: ['USER'],
      email_verified: false,
    });
    const { exp, iat } = claimsOf(token) as { exp: number; iat: number };
    expect(exp - iat).toBeLessThanOrEqual(60);
    expect((await ask('{ orders { id } }', { accessToken: token })).errors?.[0]?.extensions).toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });

  it('is written once for many requests, and anew when the account changes', async () => {
    const other = await signUp(shop.gateway);
    const tokenOf = async () => {
      await ask('{ orders { id } }', other);
      return lastSeen().headers.authorization;
    };
    const first = await tokenOf();
    expect(await tokenOf()).toBe(first);
    await makeAdmin(shop.gateway, other);
    expect(claimsOf(String(await tokenOf()).replace('Bearer ', ''))['roles']).toEqual(['USER', 'ADMIN']);
  });

  it('is the raw token, in a header of its own, only where that is asked for', async () => {
    await askUpstream(shop.gateway, '/graphql/strict', '{ orders { id } }', {
      ...shop.person,
      headers: { 'x-caller': 'forged' },
    });
    expect(lastSeen().headers['x-caller']).toBe(shop.person.accessToken);
    expect(lastSeen().headers.authorization).toBeUndefined();
    await askUpstream(shop.gateway, '/graphql/strict', '{ shop }', { headers: { 'x-caller': 'forged' } });
    expect(lastSeen().headers['x-caller']).toBeUndefined();
  });

  it('of the other headers only those that are named go on, with the trace and the id of the request', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await ask('{ shop }', {
      headers: { 'x-tenant': 'blue', 'x-other': 'no', cookie: 'a=b', traceparent, connection: 'close' },
    });
    const { headers } = lastSeen();
    expect(headers).toMatchObject({ 'x-tenant': 'blue', traceparent });
    expect(headers['x-request-id']).toBe(answer.headers.get('x-request-id'));
    expect([headers['x-other'], headers.cookie]).toEqual([undefined, undefined]);
  });
});

describe('UNAUTHENTICATED and its like', () => {
  it('a session that was ended is refused at the next request', async () => {
    const other = await signUp(shop.gateway);
    expect((await ask('{ orders { id } }', other)).errors).toBeUndefined();
    await shop.gateway.api.call(SignOutDocument, { refreshToken: other.refreshToken }, other);
    const after = await ask('{ orders { id } }', other);
    expect(after.errors?.[0]?.extensions).toMatchObject({ code: 'TOKEN_INVALID' });
    expect(after.headers.get('www-authenticate')).toContain('invalid_token');
  });

  it('a token that is not good stops no field that is open', async () => {
    expect((await ask('{ shop }', { accessToken: 'nonsense' })).data).toEqual({ shop: 'open' });
  });

  it('a cookie counts from our own pages, and not from those of strangers', async () => {
    const cookie = `accessToken=${shop.person.accessToken}`;
    expect((await ask('{ orders { id } }', { headers: { cookie } })).errors).toBeUndefined();
    const foreign = await ask('{ shop }', { headers: { cookie, origin: 'https://evil.example' } });
    expect([foreign.status, foreign.errors?.[0]?.extensions?.['code']]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('BAD_USER_INPUT and its like', () => {
  it('a document that does not parse, does not fit or asks for too much never leaves the shop.gateway', async () => {
    const before = shop.yoga.seen.length;
    const codes = [];
    for (const query of ['{', '{ nothing }', `{ ${'a: shop '.repeat(2_000)} }`]) {
      const { status, errors } = await ask(query);
      codes.push([status, errors?.[0]?.extensions?.['code']]);
    }
    expect(codes).toEqual([
      [400, 'GRAPHQL_PARSE_FAILED'],
      [400, 'GRAPHQL_VALIDATION_FAILED'],
      [400, 'OPERATION_TOO_COMPLEX'],
    ]);
    expect(shop.yoga.seen).toHaveLength(before);
  });

  it.each<[string, object | undefined, string | undefined]>([
    ['a list of operations', [{ query: '{ shop }' }], undefined],
    ['no operation', {}, undefined],
    ['variables that are none', { query: '{ shop }', variables: [] }, undefined],
    ['another type of body', { query: '{ shop }' }, 'text/plain'],
  ])('%s is refused', async (_name, body, type) => {
    const response = await fetch(`${shop.gateway.url}/graphql/orders`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': type ?? 'application/json' },
    });
    expect([response.status, (await readAnswer(response)).errors?.[0]?.extensions?.['code']]).toEqual([
      type === undefined ? 400 : 415,
      'BAD_REQUEST',
    ]);
  });

  it('a body that is too large is refused, and the connection goes on', async () => {
    const { status } = await ask('{ shop }', { variables: { text: 'x'.repeat(200_000) } });
    expect(status).toBe(413);
  });
});

describe('onDenied: refuse', () => {
  it('refuses the whole operation, before the upstream is asked', async () => {
    const before = shop.yoga.seen.length;
    const answer = await askUpstream(shop.gateway, '/graphql/strict', '{ shop margin }', shop.person);
    expect([answer.status, answer.data]).toEqual([403, undefined]);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect(shop.yoga.seen).toHaveLength(before);
  });
});
