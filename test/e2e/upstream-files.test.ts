/** Files beside an operation: what of a form reaches the upstream. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openShop, type Shop } from '../harness/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

describe('files', () => {
  const send = async (parts: readonly (readonly [string, string | Blob])[]) => {
    const form = new FormData();
    for (const [name, part] of parts)
      if (typeof part === 'string') form.append(name, part);
      else form.append(name, part, part instanceof File ? part.name : 'a.txt');
    const headers = { authorization: `Bearer ${shop.person.accessToken}` };
    return fetch(`${shop.gateway.url}/graphql/orders`, { method: 'POST', body: form, headers });
  };
  const operations = (field: string) =>
    JSON.stringify({ query: `mutation ($f: File!) { ${field}(file: $f) }`, variables: { f: null } });
  const map = '{"0":["variables.f"]}';
  const file = new Blob(['what is in it']);

  it('of a form that ends within one of them are none, and nothing of ours fails', async () => {
    const part = (name: string, of = '') =>
      `--b\r\ncontent-disposition: form-data; name="${name}"${of}\r\n\r\n`;
    const body = [
      `${part('operations')}${operations('store')}\r\n${part('map')}${map}\r\n`,
      `${part('0', '; filename="a.txt"')}what is in`,
    ].join('');
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const answer = await fetch(`${shop.gateway.url}/graphql/orders`, { method: 'POST', body, headers });
    // What nobody waited for would fail the run.
    expect(answer.status).toBe(400);
  });

  it('go on with what was judged of the operation', async () => {
    const answer = await send([
      ['operations', operations('store')],
      ['map', map],
      ['0', file],
    ]);
    expect(await answer.json()).toEqual({ data: { store: 'a.txt: what is in it' } });
  });

  it.each<[string, readonly (readonly [string, string | Blob])[], number]>([
    [
      'of a field that is refused',
      [
        ['operations', operations('hide')],
        ['map', map],
        ['0', file],
      ],
      200,
    ],
    [
      'beside two operations',
      [
        ['operations', operations('store')],
        ['operations', operations('hide')],
        ['map', map],
        ['0', file],
      ],
      400,
    ],
    [
      'that the map does not name right',
      [
        ['operations', operations('store')],
        ['map', '{"0":["variables.__proto__.f"]}'],
        ['0', file],
      ],
      400,
    ],
    [
      'that are missing',
      [
        ['operations', operations('store')],
        ['map', map],
      ],
      400,
    ],
    [
      'without a map',
      [
        ['operations', operations('store')],
        ['0', file],
      ],
      400,
    ],
  ])('%s never reach the upstream', async (_name, parts, status) => {
    const before = shop.yoga.seen.length;
    expect((await send(parts)).status).toBe(status);
    expect(shop.yoga.seen).toHaveLength(before);
  });

  it('that only refused or skipped fields take are left out, and the others go on', async () => {
    const query = `mutation ($f: File!, $g: File!, $no: Boolean = true) {
      store(file: $f) hide(file: $g) skipped: store(file: $g) @skip(if: $no)
    }`;
    const answer = await send([
      ['operations', JSON.stringify({ query, variables: { f: null, g: null } })],
      ['map', '{"0":["variables.f","variables.g"]}'],
      ['0', file],
    ]);
    expect(await answer.json()).toEqual({
      data: { store: 'a.txt: what is in it', hide: null },
      errors: [expect.objectContaining({ path: ['hide'] })],
    });
  });

  it('of which none is left bring no form to the upstream', async () => {
    const query = `mutation ($f: File!, $no: Boolean = true) {
      store(file: $f) @skip(if: $no) place(item: "a") { item cost }
    }`;
    const answer = await send([
      ['operations', JSON.stringify({ query, variables: { f: null } })],
      ['map', map],
      ['0', file],
    ]);
    expect(await answer.json()).toMatchObject({ data: { place: { item: 'a', cost: null } } });
    expect(shop.yoga.seen.at(-1)?.headers['content-type']).toBe('application/json');
  });

  it('of a name that is none have one for the upstream, to which they were a text else', async () => {
    const answer = await send([
      ['operations', operations('store')],
      ['map', map],
      ['0', new File(['what is in it'], '..')],
    ]);
    expect(await answer.json()).toEqual({ data: { store: 'blob: what is in it' } });
  });
});
