/** What a caller may not know: nothing of it is told. */
import { describe, expect, it } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';

import { readUpstreamSchema } from '../../../src/upstream/engine/read-upstream-schema.js';
import type { UpstreamCaller } from '../../../src/upstream/engine/upstream-caller.js';
import { admin, codesOf, nobody, planOf, poorer, type prepare, refusalOf, sent } from './orders-upstream.js';

describe('prepare: what is hidden', () => {
  const messages = (...parameters: Parameters<typeof prepare>) => {
    const errors = refusalOf(...parameters);
    return errors === 'planned' ? [] : errors.map(({ message }) => message);
  };

  it.each<[string, string]>([
    ['a root field', '{ audi }'],
    ['a field', '{ order(id: 1) { margi } }'],
    ['a type', '{ node(id: 1) { ... on Audi { id } } }'],
    ['a field of a hidden type', '{ audit { entrie } }'],
    ['an input type', 'query($of: AuditFilte) { order(id: 1) { id } }'],
    ['a value of a hidden enum', '{ audit(of: { level: SECRE }) { id } }'],
    ['a field of a hidden input', '{ audit(of: { kinds: ONE }) { id } }'],
  ])('is not suggested: %s', (_name, query) => {
    const told = messages(query).join(' ');
    expect(told).not.toBe('');
    expect(told).not.toMatch(/Did you mean[^?]*(audit|margin|Audit|entries|SECRET|kind)/);
    expect(messages(query, admin).join(' ')).toMatch(/Did you mean/);
  });

  it('what may be read is suggested', () => {
    expect(messages('{ ordr(id: 1) { id } }')).toEqual([
      'Cannot query field "ordr" on type "Query". Did you mean "order" or "orders"?',
    ]);
  });

  it('named exactly it is refused as the guard refuses it, or is not there where it is concealed', () => {
    const query = '{ audit { id } order(id: 1) { id } }';
    const answer = planOf(query).complete({ data: { order: { id: '1' } } }, {});
    expect(sent(answer)).toEqual({
      errors: [
        {
          message: 'Sign in first.',
          locations: [{ line: 1, column: 3 }],
          path: ['audit'],
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
      data: { audit: null, order: { id: '1' } },
    });
    const concealed = refusalOf(query, nobody, { conceal: true });
    expect(concealed).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    expect(concealed).toEqual(refusalOf(query, nobody, { conceal: true }, {}, poorer));
    expect(codesOf(query, admin, { conceal: true })).toBe('planned');
    // Anybody may sign in.
    expect(codesOf('{ mine { id } }', nobody, { conceal: true })).toBe('planned');
  });

  it.each(['{ audit { id } nothing }', '{ audi }', '{ audit(of: { level: SECRE, kinds: 1 }) { entrie } }'])(
    'an invalid document is answered as if it were not there: %s',
    (query) => {
      expect(refusalOf(query)).not.toBe('planned');
      expect(refusalOf(query)).toEqual(refusalOf(query, nobody, {}, {}, poorer));
    },
  );

  it('without introspection one answer says it all', () => {
    const closed = { introspection: false };
    const neutral = [
      {
        message: 'The GraphQL document does not fit the schema.',
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ];
    for (const query of [
      '{ ordr }',
      '{ audix }',
      '{ __schema { types { name } } }',
      '{ a: __type(name: "Order") { name } }',
    ])
      expect(refusalOf(query, nobody, closed)).toEqual(neutral);
  });
});

describe('_service', () => {
  it.each(['_Service!', '_Service'])('of the type %s is not told either', (type) => {
    const sdl = `type Query { a: Int _service: ${type} } type _Service { sdl: String }`;
    const of = readUpstreamSchema({ name: 'orders', sdl, roles: [], permissions: [] });
    const query = '{ s: _service { sdl } }';
    expect(refusalOf(query, nobody, { introspection: false }, {}, of)).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    expect(planOf(query, nobody, {}, {}, of).forward).toBeUndefined();
  });
});

describe('introspection', () => {
  function introspect(caller: UpstreamCaller): string {
    const { data } = planOf(getIntrospectionQuery(), caller).complete(undefined, {});
    return printSchema(buildClientSchema(sent(data) as IntrospectionQuery));
  }

  it('tells nothing of what takes a role that the caller has not, and asks no upstream', () => {
    expect(planOf(getIntrospectionQuery()).forward).toBeUndefined();
    const told = introspect(nobody);
    expect(told).not.toMatch(/audit|margin|level|Entry|Secretive|AuditFilter|tick|@auth|Role/i);
    expect(told).toMatch(/mine: Order[^]*total: Int!/);
    expect(introspect(admin)).toMatch(/audit\(of: AuditFilter\): Audit[^]*margin: Int/);
  });

  it('of types goes by the same, beside data and with variables', () => {
    const query =
      'query($name: String!) { __type(name: $name) { name } x: __type(name: "Entry") { name } order(id: 1) { id } }';
    const variables = { name: 'Order' };
    const plan = planOf(query, nobody, {}, { variables });
    expect(plan.forward?.query).toBe('query{order(id:1){id}}'.replace('query{', '{'));
    expect(plan.forward?.pickVariables(variables)).toEqual({});
    const answer = plan.complete({ data: { order: { id: '1' } } }, variables);
    expect(sent(answer)).toEqual({ data: { __type: { name: 'Order' }, x: null, order: { id: '1' } } });
    expect(sent(plan.complete({ data: { order: null } }, { name: 'Audit' }))).toEqual({
      data: { __type: null, x: null, order: null },
    });
  });
});

describe('prepare: how much is asked of the schema', () => {
  const types = Array.from({ length: 60 }, (_, type) => {
    const fields = Array.from({ length: 15 }, (_each, field) => `f${field}(a: Int): T${(type + field) % 60}`);
    return `type T${type} { ${fields.join(' ')} }`;
  });
  const large = readUpstreamSchema({
    name: 'large',
    sdl: `type Query { all: T0 } ${types.join(' ')}`,
    roles: [],
    permissions: [],
  });
  const ask = (query: string) => codesOf(query, nobody, {}, {}, large);

  it('what tools ask is answered', () => {
    expect(ask(getIntrospectionQuery())).toBe('planned');
    expect(
      ask(
        getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true }),
      ),
    ).toBe('planned');
    expect(ask('{ __type(name: "T1") { fields { type { name fields { name } } } } }')).toBe('planned');
  });

  it('some types, by their names, are answered', () => {
    const shape =
      '{ name fields { name description args { name type { name ofType { name } } } type { name ofType { name } } } }';
    const named = Array.from({ length: 15 }, (_, index) => `t${index}: __type(name: "T${index}") ${shape}`);
    expect(ask(`{ ${named.join(' ')} }`)).toBe('planned');
    expect(
      codesOf(
        `query($n: String!) { __type(name: $n) ${shape} }`,
        nobody,
        {},
        { variables: { n: 'T1' } },
        large,
      ),
    ).toBe('planned');
  });

  it('what takes long to count is not counted to its end', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on __Type { name kind fields { name type { name } } }`,
    );
    const spreads = fragments.map((_, index) => `...F${index}`).join(' ');
    const query = `{ __schema { types { fields { type { ${spreads} } args { type { ${spreads} } } } } } } ${fragments.join(' ')}`;
    const started = performance.now();
    expect(ask(query)).toEqual(['OPERATION_TOO_COMPLEX']);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each([
    '{ __schema { types { fields { type { fields { name description type { name } } } } } } }',
    '{ __schema { types { ...A } } } fragment A on __Type { fields { args { type { ofType { name } } } type { ...B } } } fragment B on __Type { fields { name args { name type { name kind } } } }',
    `{ ${Array.from({ length: 12 }, (_, index) => `s${index}: __schema { types { fields { name type { name } args { name } } } }`).join(' ')} }`,
  ])('what multiplies is not: %s', (query) => {
    expect(ask(query)).toEqual(['OPERATION_TOO_COMPLEX']);
  });

  it.each([
    ['a field that has the type of queries', '{ query { __schema { queryType { name } } } }'],
    ['a list of such', '{ many { ...A } } fragment A on Query { ... { __type(name: "A") { name } } }'],
    ['what a mutation answers with', 'mutation { done { query { __schema { queryType { name } } } } }'],
    ['the SDL below one', '{ query { ... { _service { ... { sdl } } } } }'],
    [
      'the SDL again and again',
      '{ a: _service { sdl } b: _service { sdl } c: _service { sdl } d: _service { sdl } }',
    ],
  ])('nor is what may be there for each of many objects: %s', (_name, query) => {
    const nested = readUpstreamSchema({
      ...{ name: 'nested', roles: [], permissions: [] },
      sdl: 'type Query { query: Query! many: [Query!]! a: Int } type Done { query: Query } type Mutation { done: Done } type A @key(fields: "id") { id: ID }',
    });
    expect(codesOf(query, nobody, {}, {}, nested)).toEqual(['OPERATION_TOO_COMPLEX']);
    const once = '{ _service { sdl } __schema { queryType { name } } query { a __typename } }';
    expect(codesOf(once, nobody, {}, {}, nested)).toBe('planned');
  });

  it('descriptions weigh by their length, and all of an SDL is told three times at most', () => {
    const described = Array.from({ length: 100 }, (_, index) => `"${'x'.repeat(2_000)}" f${index}: Int`);
    const long = readUpstreamSchema({
      ...{ name: 'long', roles: [], permissions: [] },
      sdl: `type Query { ${described.join(' ')} } type A @key(fields: "id") { id: ID }`,
    });
    const times = (count: number, of: string) =>
      Array.from({ length: count }, (_, index) => `a${index}: ${of}`).join(' ');
    const asked = (query: string) => codesOf(query, nobody, {}, {}, long);
    expect(asked(`{ __schema { types { fields { ${times(28, 'description')} } } } }`)).toEqual([
      'OPERATION_TOO_COMPLEX',
    ]);
    expect(asked(`{ _service { ${times(4, 'sdl')} } }`)).toEqual(['OPERATION_TOO_COMPLEX']);
    expect(asked(`{ _service { ${times(3, 'sdl')} } }`)).toBe('planned');
    expect(asked(getIntrospectionQuery())).toBe('planned');
  });
});
