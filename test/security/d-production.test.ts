/** What production tells of itself: nothing. */
import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://localhost',
  });
});
afterAll(() => gateway.stop());

const ask = async (query: string, variables: object = {}) => {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, text: (await response.text()).trim() };
};

const neutral = {
  status: 400,
  text: JSON.stringify({
    errors: [
      {
        message: 'The GraphQL document does not fit the schema.',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ],
  }),
};

describe('D6 production has no introspection, no suggestion, no page, no stack, and one answer to what does not fit', () => {
  describe('a document that does not fit', () => {
    it.each([
      ['an unknown field', '{ mee { id } }'],
      ['three unknown fields', '{ mee uzer availability }'],
      ['an unknown field of a known one', '{ me { pasword } }'],
      ['a field that needs a selection', '{ me }'],
      ['a field that takes none', '{ isEmailAvailable(email: "a@b.example") { x } }'],
      ['an unknown argument', '{ isEmailAvailable(emial: "a@b.example") }'],
      ['an argument beside the right one', '{ isEmailAvailable(email: "a@b.example", x: 1) }'],
      ['no required argument', '{ user { id } }'],
      ['an unknown directive', '{ me @autth { id } }'],
      ['an unknown type', 'query($x: Usr) { me { id } }'],
      ['a type that is no input', 'query($x: User) { me { id } }'],
      ['an unknown fragment type', '{ me { ... on Usr { id } } }'],
      ['an unknown fragment', '{ me { ...F } }'],
      [
        'an input field that is not there',
        'mutation { signIn(input: { emial: "x", password: "x" }) { __typename } }',
      ],
      ['an input field that is missing', 'mutation { signUp(input: { email: "a@b.example" }) { message } }'],
      ['two sign-ins that fit nothing', 'mutation { a: signIn b: signIn }'],
      ['a subscription', 'subscription { me { id } }'],
      ['introspection', '{ __schema { types { name } } }'],
      ['introspection of a type', '{ __type(name: "User") { name } }'],
    ])('gets one answer: %s', async (_what, query) => {
      expect(await ask(query)).toEqual(neutral);
    });

    it('is told neither a name nor a value by the input of a field that is there', async () => {
      const { text } = await ask(
        'mutation { signIn(input: { email: "a@b.example", password: "x", transport: NONE }) { __typename } }',
      );
      expect(text).toContain('BAD_USER_INPUT');
      expect(text).not.toMatch(/COOKIE|BODY|TokenTransport|SignInInput/);
      const query = 'mutation M($input: SignInInput!) { signIn(input: $input) { __typename } }';
      const unknown = await ask(query, { input: { emial: 'a@b.example', password: 'x' } });
      expect(unknown.text).not.toContain('emial');
      expect(unknown.text).not.toContain('SignInInput');
    });

    it('is refused for its size alike, whatever is in it', async () => {
      const known = await ask(`{ ${'me { id } '.repeat(100)} }`);
      expect(known.status).toBe(400);
      expect(await ask(`{ ${'xx { id } '.repeat(100)} }`)).toEqual(known);
    });

    it('answers what fits', async () => {
      expect(JSON.parse((await ask('{ me { id } __typename }')).text)).toEqual({
        data: { me: null, __typename: 'Query' },
      });
    });
  });

  /** As clairvoyance does: names in heaps, and what the answers say of each. */
  describe('whoever tries all our names', () => {
    it('learns none of them', async () => {
      const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
      const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
      const members = types.flatMap((type) => {
        if (isEnumType(type)) return type.getValues().map(({ name }) => name);
        if (isInputObjectType(type)) return Object.keys(type.getFields());
        if (!isObjectType(type) && !isInterfaceType(type)) return [];
        return Object.values(type.getFields()).flatMap(({ name, args }) => [
          name,
          ...args.map((arg) => arg.name),
        ]);
      });
      const words = [...new Set([...types.map(({ name }) => name), ...members])];
      expect(words.length).toBeGreaterThan(150);
      const answers = new Set<string>();
      const roots = ['query', 'mutation', 'subscription'];
      for (let from = 0; from < words.length; from += 15) {
        const heap = words.slice(from, from + 15);
        for (const root of roots) answers.add((await ask(`${root} { ${heap.join(' ')} }`)).text);
        answers.add((await ask(`{ isEmailAvailable(${heap.map((word) => `${word}: 7`).join(', ')}) }`)).text);
        answers.add((await ask(`{ me { ${heap.map((word) => `${word}x`).join(' ')} } }`)).text);
      }
      expect([...answers]).toEqual([neutral.text]);
    });
  });

  // GraphQL over HTTP and clients go by these words, which tell nothing of the schema.
  it('says of a request itself what development says', async () => {
    const development = await startTestGateway();
    const json = { 'content-type': 'application/json' };
    const post = (body: unknown, more: object = {}): RequestInit => ({
      ...{ method: 'POST', body: JSON.stringify(body), headers: { ...json, ...more } },
    });
    const hash = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    const requests: readonly (readonly [words: RegExp, search: string, init: RequestInit])[] = [
      [/^PersistedQueryNotSupported$/, '', post({ extensions: hash })],
      [/potential Cross-Site Request Forgery/, '?query=%7B__typename%7D', {}],
      [/batching/, '', post([{ query: '{ __typename }' }])],
      [/accept/, '', post({ query: '{ __typename }' }, { accept: 'text/csv' })],
      [/`variables`/, '', post({ query: '{ __typename }', variables: 'x' })],
    ];
    try {
      for (const [words, search, init] of requests) {
        const [here, there] = await Promise.all(
          [gateway, development].map(async ({ url }) => {
            const response = await fetch(`${url}/graphql${search}`, init);
            const { errors } = (await response.json()) as {
              errors: { message: string; extensions: object }[];
            };
            return { status: response.status, errors };
          }),
        );
        expect(here).toEqual(there);
        expect(here?.errors[0]?.message).toMatch(words);
        expect(here?.errors[0]?.extensions).toEqual({ code: 'BAD_REQUEST' });
      }
    } finally {
      await development.stop();
    }
  });

  it('has no page of developers, and nothing at its root', async () => {
    const page = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('allow')]).toEqual([405, 'POST']);
    for (const path of [
      '/graphiql',
      '/graphiql/graphiql.js',
      '/docs',
      '/docs/types/User',
      '/openapi.json',
      '/dev/mailbox',
      '/metrics',
      '/',
    ])
      expect([path, (await fetch(`${gateway.url}${path}`)).status]).toEqual([path, 404]);
  });

  it('shows no stack and no path where something breaks', async () => {
    const answers = [
      await ask('{ me { id '),
      await ask('query($id: ID!) { user(id: $id) { id } }', { id: { $ne: null } }),
      await ask('mutation { signIn(input: { email: "a@b.example", password: "wrong" }) { __typename } }'),
    ];
    for (const { text } of answers) expect(text).not.toMatch(/stacktrace|node_modules|\.[jt]s:|at \w+ \(/);
  });
});
