import { readdirSync, readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { cpuMsSince } from '../harness/timing.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

interface Refusal {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly limit?: unknown };
}

const post = async (body: unknown) => {
  const before = process.cpuUsage();
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { errors = [] } = (await response.json()) as { errors?: Refusal[] };
  const codes = errors.map(({ extensions }) => extensions.code);
  const [first] = errors;
  const { message, limit } = { message: first?.message, limit: first?.extensions.limit };
  return { status: response.status, codes, cpuMs: cpuMsSince(before), message, limit };
};
const times = (count: number, text: (n: number) => string, separator = ' ') =>
  Array.from({ length: count }, (_, n) => text(n)).join(separator);

describe('a document of ordinary size', () => {
  it.each([
    ['the introspection of tools', getIntrospectionQuery()],
    [
      'an introspection with all that there is to ask, which no tool exceeds',
      getIntrospectionQuery({
        ...{ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true },
        ...{ inputValueDeprecation: true, experimentalDirectiveDeprecation: true, oneOf: true },
      }),
    ],
    [
      'a form that asks for what is free',
      '{ a: isEmailAvailable(email: "a@b.example") authConfig { passwordMinLength } }',
    ],
    [
      'directives here and there',
      '{ me @include(if: true) { id @skip(if: false) email @include(if: false) } }',
    ],
    [
      'an introspection with switches, as of sgqlc',
      `query Q($on: Boolean = true) { __schema {
         types { description @include(if: $on) fields { ...F } inputFields { ...V } enumValues { ...E } }
         directives { description @include(if: $on) args { ...V } } } }
       fragment F on __Field { name description @include(if: $on) isDeprecated @include(if: $on) args { ...V } }
       fragment E on __EnumValue { description @include(if: $on) isDeprecated @include(if: $on) }
       fragment V on __InputValue { name description @include(if: $on) isDeprecated @include(if: $on) }`,
    ],
    ['a fragment spread twice', 'fragment F on User { id email } query { me { ...F ...F } }'],
  ])('is answered: %s', async (_what, query) => {
    expect(await post({ query })).toMatchObject({ status: 200, codes: [] });
  });
});

const field = (n: number) => `a${n}: signIn(input: { email: "a@b.example", password: "x" }) { __typename }`;

const tooMuch: [string, unknown][] = [
  ['12000 aliases', { query: `{ ${times(12_000, (n) => `a${n}:me`)} }`.slice(0, 99_000) + '}' }],
  ['an alias of 201 characters', { query: `{ ${'a'.repeat(201)}: __typename }` }],
  ['101 aliases', { query: `{ ${times(101, (n) => `a${n}:__typename`)} }` }],
  ['ten directives', { query: `{ __typename ${times(10, () => '@aa')} }` }],
  ['31 directives in all', { query: `{ me { ${times(31, (n) => `f${n} @include(if: true)`)} } }` }],
  ['101 operations', { query: times(101, (n) => `query Q${n} { __typename }`), operationName: 'Q0' }],
  [
    '101 fragments',
    { query: `{ me { ...F0 } } ${times(101, (n) => `fragment F${n} on User { id ...F${n + 1} }`)}` },
  ],
  ['1000 directives', { query: `{ __typename ${times(1_000, () => '@aa')} }` }],
  ['500 times a field', { query: `{ ${times(500, () => '__typename')} }` }],
  ['many root fields', { query: `{ ${times(21, (n) => `a${n}: __typename`)} }` }],
  [
    '5000 selections in one another',
    { query: `${times(5_000, () => 'a{', '')}b${times(5_000, () => '}', '')}`.replace(/^a/, '') },
  ],
  [
    '100 selections in one another',
    { query: `{me${times(100, () => '{a', '')}${times(101, () => '}', '')}` },
  ],
  ['5000 lists in one another', { query: `{ user(id: ${'['.repeat(5_000)}${']'.repeat(5_000)}) { id } }` }],
  ['500 lists in one another', { query: `{ user(id: ${'['.repeat(500)}${']'.repeat(500)}) { id } }` }],
  [
    'fragments in a circle',
    { query: '{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }' },
  ],
  [
    'fragments that double each other',
    {
      query: `{ me { ...F0 } } ${times(60, (n) => `fragment F${n} on User { ...F${n + 1} ... { ...F${n + 1} } }`)} fragment F60 on User { id }`,
    },
  ],
  [
    'lists of lists',
    {
      query:
        '{ user(id: "1") { sessions(first: 100) { edges { node { a: b(first: 100) { edges { node { id } } } } } } } }',
    },
  ],
  [
    '3000 stray variables',
    {
      query: '{ __typename }',
      variables: Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`v${n}`, n])),
    },
  ],
  ['3000 declared variables', { query: `query(${times(3_000, (n) => `$v${n}:Int`)}) { __typename }` }],
  [
    'introspection in circles',
    {
      query: `{ __schema { types ${times(12, () => '{ fields { type', '')} { name } ${times(24, () => '}', '')} } }`,
    },
  ],
];

describe('a document that holds whatever a client knows, as graphql_client of Rust sends it', () => {
  it('is answered by the operation that is named', async () => {
    const operations = 'schema/operations';
    const files = readdirSync(operations).map((name) => readFileSync(`${operations}/${name}`, 'utf8'));
    const body = { query: files.join('\n'), operationName: 'AuthConfig' };
    expect(await post(body)).toMatchObject({ status: 200, codes: [] });
  });
});

describe('D3 a document that asks for too much is refused at once, and the gateway lives', () => {
  it.each(tooMuch)('is the answer for %s, at once', async (_what, body) => {
    const { status, codes, cpuMs } = await post(body);
    expect({ status, codes }).toEqual({ status: 400, codes: ['OPERATION_TOO_COMPLEX'] });
    expect(cpuMs).toBeLessThan(2_000);
  });

  it.each([
    ['aliases', 30, `{ me { ${times(31, (n) => `a${n}: id`)} } }`],
    ['aliasLength', 200, `{ ${'a'.repeat(201)}: __typename }`],
    ['rootFields', 20, `{ ${times(21, (n) => `f${n}`)} }`],
    ['depth', 12, `{ ${times(12, () => 'a {', '')} b ${times(12, () => '}', '')} }`],
    ['depth', 12, `{ ${times(1_300, () => 'a {', '')} b ${times(1_300, () => '}', '')} }`],
    ['tokens', 4_000, `{ ${times(4_000, (n) => `f${n}`)} }`],
    [
      'fields',
      1_000,
      `{ me { ...A0 } } ${times(10, (n) => `fragment A${n} on User { ...A${n + 1} ... { ...A${n + 1} } }`)} fragment A10 on User { id }`,
    ],
    ['literalDepth', 10, `{ user(id: ${'['.repeat(11)}${']'.repeat(11)}) { id } }`],
    ['operations', 100, times(101, (n) => `query Q${n} { __typename }`)],
    ['variables', 100, `query (${times(101, (n) => `$v${n}: Int`)}) { __typename }`],
    ['sameField', 5, `{ me { ${times(6, () => 'id')} } }`],
  ])('tells which limit it was: %s, %i', async (name, most, query) => {
    const { codes, limit, message } = await post({ query });
    expect({ codes, limit }).toEqual({ codes: ['OPERATION_TOO_COMPLEX'], limit: { name, most } });
    expect(message).toMatch(
      new RegExp(`^The GraphQL document asks for too much at once: at most ${most} [a-z, ]+\\.$`),
    );
  });

  it('tells of a fragment that contains itself', async () => {
    const query = '{ me { ...A } } fragment A on User { id ...B } fragment B on User { id ...A }';
    const { codes, limit, message } = await post({ query });
    expect({ codes, limit }).toEqual({ codes: ['OPERATION_TOO_COMPLEX'], limit: undefined });
    expect(message).toBe('A fragment of the GraphQL document contains itself.');
  });

  it('tells the limit of a page size in a variable, and of too many variables', async () => {
    const wide = `query Q($n: Int!) { user(id: "1") { sessions(first: $n) { edges { node { user { sessions(first: $n) { edges { node { id } } } } } } } } }`;
    expect((await post({ query: wide, variables: { n: 100 } })).limit).toEqual({
      name: 'cost',
      most: 10_000,
    });
    const variables = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`v${n}`, n]));
    expect((await post({ query: '{ __typename }', variables })).limit).toEqual({
      name: 'variables',
      most: 100,
    });
  });

  it('is the answer by GET as by POST', async () => {
    const query = encodeURIComponent(`{ ${times(101, (n) => `a${n}:__typename`)} }`);
    const headers = { 'apollo-require-preflight': 'yes' };
    const response = await fetch(`${gateway.url}/graphql?query=${query}`, { headers });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_TOO_COMPLEX' } }],
    });
  });

  it('judges a page size in a variable by its value, in whatever order they come', async () => {
    const person = await signUp(gateway);
    const query = `query Q($n: Int!) { user(id: "${person.userId}") { sessions(first: $n) { edges { node { ${times(30, (n) => `a${n}: id`)} ${times(9, () => `...A`)} } } } } } fragment A on Session { id device ip createdAt }`;
    expect((await post({ query, variables: { n: 1 } })).codes).toEqual(['OPERATION_TOO_COMPLEX']);
    const wide = `query Q($n: Int!) { user(id: "${person.userId}") { sessions(first: $n) { edges { node { id user { sessions(first: $n) { edges { node { id } } } } } } } } }`;
    const codes = async (n: number) => (await post({ query: wide, variables: { n } })).codes;
    for (const n of [100, 5, 100]) expect((await codes(n)).includes('OPERATION_TOO_COMPLEX')).toBe(n === 100);
  });
});

describe('D1 a document may hold one field that takes credentials, however it is written', () => {
  it.each([
    ['two aliases', `mutation { ${field(0)} ${field(1)} }`],
    ...[10, 100, 1_000].map((count): [string, string] => [
      `${count} aliases`,
      `mutation { ${times(count, field)} }`,
    ]),
    ['a fragment', `mutation { ...F ${field(0)} } fragment F on Mutation { ${field(1)} }`],
    ['inline fragments', `mutation { ... { ${field(0)} } ... on Mutation { ${field(1)} } }`],
    [
      'two kinds',
      `mutation { ${field(0)} resetPassword(input: { token: "x", password: "y", passwordConfirm: "y" }) { message } }`,
    ],
  ])('is refused before any hash: %s', async (_what, query) => {
    const { codes, status, cpuMs } = await post({ query });
    expect({ codes, status }).toEqual({ codes: ['OPERATION_TOO_COMPLEX'], status: 400 });
    expect(cpuMs).toBeLessThan(500);
    expect(gateway.logLines.filter((line) => line.includes('"sign-in.failed"'))).toEqual([]);
  });

  it('may have many operations that each hold one', async () => {
    const query = `mutation A { ${field(0)} } mutation B { ${field(1)} }`;
    expect((await post({ query, operationName: 'B' })).codes).toEqual(['INVALID_CREDENTIALS']);
  });
});

describe('D2 a batch is refused, and no part of it runs', () => {
  it.each([
    ['a batch', [{ query: '{ me { id } }' }, { query: '{ me { id } }' }]],
    ['a batch of one', [{ query: '{ me { id } }' }]],
    ['an empty batch', []],
    [
      'sign-ins',
      times(2, (n) => `mutation { ${field(n)} }`, '\n')
        .split('\n')
        .map((query) => ({ query })),
    ],
  ])('%s', async (_what, body) => {
    expect(await post(body)).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
  });
});

describe('D10 what cannot be read is a 4xx with one code', () => {
  it.each([
    ['null', null],
    ['a number', '5'],
    ['nothing', ''],
    ['variables that are a list', { query: '{ __typename }', variables: [1] }],
    ['an unknown operation name', { query: 'query A { me { id } }', operationName: 'B' }],
    ['half of JSON', '{"query": "{ me'],
    ['a query that is a number', { query: 5 }],
    ['a query that is a list', { query: ['{ me { id } }'] }],
    ['variables that are text', { query: '{ __typename }', variables: 'x' }],
    [
      'an unknown persisted query',
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    ],
    ['a NUL in the document', { query: '{ me\u0000 }' }],
  ])('is a 4xx: %s', async (_what, body) => {
    const { status, codes } = await post(body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(codes).toHaveLength(1);
  });

  it('bytes that are no UTF-8', async () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body })).status).toBe(400);
  });
});
