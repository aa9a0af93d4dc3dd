/** Operations that are wrong or too large, and what of the others is sent on. */
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';

import { readUpstreamSchema } from '../../../src/upstream/engine/read-upstream-schema.js';
import { createUpstreamEngine } from '../../../src/upstream/engine/upstream-engine.js';
import {
  admin,
  codesOf,
  nobody,
  planOf,
  type prepare,
  refusalOf,
  schema,
  sent,
  user,
  usual,
} from './orders-upstream.js';

describe('prepare: documents that are not taken', () => {
  const deep = (levels: number) => `{ ${'tree { '.repeat(levels)} leaf ${'} '.repeat(levels)} }`;
  const aliases = Array.from({ length: 5_000 }, (_, index) => `a${index}: order(id: 1) { id }`).join(' ');

  it.each<[string, string, string]>([
    ['nothing', '', 'GRAPHQL_PARSE_FAILED'],
    ['no document', '{ order', 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'fragments in a circle',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
      'OPERATION_TOO_COMPLEX',
    ],
    [
      'a fragment in itself',
      '{ order(id: 1) { ...A } } fragment A on Order { id ...A }',
      'OPERATION_TOO_COMPLEX',
    ],
    ['thousands of aliases', `{ ${aliases} }`, 'OPERATION_TOO_COMPLEX'],
    ['a long alias', `{ ${'a'.repeat(201)}: __typename }`, 'OPERATION_TOO_COMPLEX'],
    ['deep nesting', deep(100), 'OPERATION_TOO_COMPLEX'],
    ['nesting past the stack', deep(100_000), 'OPERATION_TOO_COMPLEX'],
    [
      'a kind of operation that the gateway does not know',
      'type Query { a: Int }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s', (_name, query, code) => {
    expect(codesOf(query)).toEqual([code]);
  });

  it('a condition at the field of a subscription', () => {
    for (const text of [
      'subscription($v: Boolean!) { orderChanged @skip(if: $v) { id } }',
      'subscription($v: Boolean = false) { ...A } fragment A on Subscription { orderChanged @include(if: $v) { id } }',
      'subscription { orderChanged @skip { id } }',
    ])
      expect(codesOf(text, user, {}, { variables: { v: false } })).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('limits can be others', () => {
    expect(codesOf(deep(20), admin, { limits: { depth: 30 } })).toBe('planned');
  });

  const two = 'query One { order(id: 1) { id } } query Two { orders { id } }';
  it.each<[string, string, string | undefined, unknown]>([
    ['none for several', two, undefined, ['BAD_REQUEST']],
    ['one that is not there', two, 'Three', ['BAD_REQUEST']],
    ['what is no name', two, 'One ', ['BAD_REQUEST']],
    ['empty', '{ orders { id } }', '', ['BAD_REQUEST']],
    ['one of several', two, 'Two', 'planned'],
    ['a fragment alone', 'fragment A on Order { id }', undefined, ['GRAPHQL_VALIDATION_FAILED']],
  ])('operationName: %s', (_name, query, operationName, codes) => {
    expect(codesOf(query, nobody, {}, { operationName })).toEqual(codes);
  });

  it('of several operations the one that is named is sent alone, with its fragments', () => {
    const query = `${two} query Three { order(id: 2) { ...F } } fragment F on Order { id }`;
    const engine = createUpstreamEngine(schema, usual);
    const prepared = engine.prepare(
      {
        query: query.replace('id } } query Three', 'id } } query Three'),
        operationName: 'Three',
        variables: {},
      },
      engine.rightsOf(nobody),
    );
    expect(prepared.kind === 'planned' && prepared.plan.forward?.query).toBe(
      'query Three{order(id:2){...F}}fragment F on Order{id}',
    );
  });

  it.each<[string, object]>([
    ['missing', {}],
    ['of another type', { id: { a: 'hunter2' } }],
    ['null', { id: null }],
  ])('a variable that is %s, without telling its value', (_name, variables) => {
    const errors = refusalOf('query($id: ID!) { order(id: $id) { id } }', nobody, {}, { variables });
    expect(errors).toEqual([
      { message: 'The variable $id does not fit ID!.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('a variable that decides what runs, and is null', () => {
    const query = 'query($x: Boolean = true) { order(id: 1) { id total @include(if: $x) } }';
    expect(codesOf(query, nobody, {}, { variables: { x: null } })).toEqual(['BAD_USER_INPUT']);
  });
});

describe('prepare: what is sent on', () => {
  const forwarded = (...parameters: Parameters<typeof prepare>) => planOf(...parameters).forward?.query;

  it('what nobody refuses passes through, its conditions with it, in one form', () => {
    const query =
      '# a comment\nquery  Q($x: Boolean!) { orders { id label @include(if: $x) ...F } }\nfragment F on Order { state }';
    const plan = planOf(query, nobody, {}, { variables: { x: true } });
    expect(plan.passThrough).toBe(true);
    expect(plan.forward?.query).toBe(
      'query Q($x:Boolean!){orders{id label@include(if:$x)...F}}fragment F on Order{state}',
    );
    expect(plan.forward?.pickVariables({ x: true, y: 1 })).toEqual({ x: true });
  });

  it('of what is refused neither fields nor variables nor fragments', () => {
    const query =
      'query($a: ID!, $b: ID!) { order(id: $a) { id ...F } mine { ...G } } fragment F on Order { total by { ...P } } fragment G on Order { id } fragment P on Person { id }';
    const plan = planOf(
      query
        .replace('mine', 'm: mine')
        .replace('$b: ID!', '$b: Boolean!')
        .replace('total', 'total @skip(if: $b)'),
      nobody,
      {},
      { variables: { a: '1', b: false } },
    );
    expect(plan.forward?.query).toBe(
      'query($a:ID!){order(id:$a){id ...F}}fragment F on Order{by{_type:__typename}}',
    );
    expect(plan.forward?.pickVariables({ a: '1', b: false })).toEqual({ a: '1' });
  });

  it("the name that types are asked for under is in nobody's way", () => {
    expect(forwarded('{ mine { id } found { ... on Order { _type: total _type_: id } } }')).toBe(
      '{found{_type__:__typename ...on Order{_type_:id}}}',
    );
  });

  it('a mutation ends before a refused field that cannot be null, and goes round one that can', () => {
    expect(forwarded('mutation { first second fourth }')).toBe('mutation{first fourth}');
    expect(forwarded('mutation { first third fourth }')).toBe('mutation{first}');
    expect(forwarded('mutation { third first }')).toBeUndefined();
    expect(sent(planOf('mutation { third first }').complete(undefined, {}))).toMatchObject({ data: null });
  });

  it('a mutation ends with a field below which null goes up in any case, and goes on where it may not', () => {
    const cut = 'mutation{fifth{_type:__typename}}';
    expect(forwarded('mutation { fifth { ...T } fourth } fragment T on Order { total }')).toBe(cut);
    expect(forwarded('mutation { fifth { total @include(if: false) id } fourth }')).toContain('fourth');
    expect(forwarded('mutation { fifth { by { id } } fourth }')).toContain('fourth');
    const plan = planOf('mutation { fifth { total } fourth }');
    expect(sent(plan.complete({ data: { fifth: { _type: 'Order' } } }, {}))).toMatchObject({
      data: null,
      errors: [{ path: ['fifth', 'total'] }],
    });
  });

  it('nothing, where nothing is left', () => {
    const plan = planOf('{ __typename mine { id } }');
    expect(plan.forward).toBeUndefined();
    expect(sent(plan.complete(undefined, {}))).toMatchObject({ data: { __typename: 'Query', mine: null } });
  });

  it('by condition: what does not run is not refused', () => {
    const query = 'query($x: Boolean!) { order(id: 1) { id total @include(if: $x) } }';
    const engine = createUpstreamEngine(schema, usual);
    const rights = engine.rightsOf(nobody);
    const passes = (x: boolean) => {
      const prepared = engine.prepare({ query, operationName: undefined, variables: { x } }, rights);
      return prepared.kind === 'planned' && prepared.plan.passThrough;
    };
    expect([passes(true), passes(false), passes(true)]).toEqual([false, true, false]);
  });

  it('to refuse altogether, at each place, what has a refused field', () => {
    const query = 'query($x: Boolean!) { order(id: 1) { id total @include(if: $x) } mine { id } }';
    const refuse = { onDenied: 'refuse' } as const;
    expect(refusalOf(query, nobody, refuse, { variables: { x: true } })).toEqual([
      {
        message: 'Sign in first.',
        locations: [{ line: 1, column: 41 }],
        extensions: { code: 'UNAUTHENTICATED' },
      },
      {
        message: 'Sign in first.',
        locations: [{ line: 1, column: 66 }],
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ]);
    expect(codesOf(query, user, refuse, { variables: { x: true } })).toBe('planned');
    expect(codesOf('{ order(id: 1) { id } }', nobody, refuse)).toBe('planned');
    // For one of the types that it can be of.
    expect(codesOf('{ node(id: 1) { id label } }', nobody, refuse)).toEqual([
      'UNAUTHENTICATED',
      'UNAUTHENTICATED',
    ]);
  });

  it('to refuse altogether runs nothing of a mutation whose refused field cannot be null', () => {
    const refuse = { onDenied: 'refuse' } as const;
    expect(codesOf('mutation { first third }', nobody, refuse)).toEqual(['UNAUTHENTICATED']);
    expect(codesOf('{ order(id: 1) { id } must { id } }', nobody, refuse)).toEqual(['UNAUTHENTICATED']);
  });

  it('a subscription never begins whose field is refused; what is below it is refused at each event', () => {
    expect(refusalOf('subscription { orderRefunded { id } }')).toEqual([
      {
        message: 'Sign in first.',
        locations: [{ line: 1, column: 16 }],
        path: ['orderRefunded'],
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ]);
    expect(codesOf('subscription { tick }', user)).toEqual(['FORBIDDEN']);
    const plan = planOf('subscription { orderChanged { id margin } }', user);
    expect([plan.operation, plan.forward?.query]).toEqual(['subscription', 'subscription{orderChanged{id}}']);
    expect(sent(plan.complete({ data: { orderChanged: { id: '1' } } }, {}))).toMatchObject({
      data: { orderChanged: { id: '1', margin: null } },
      errors: [
        {
          path: ['orderChanged', 'margin'],
          extensions: { code: 'FORBIDDEN', requires: 'role', roles: ['ADMIN'] },
        },
      ],
    });
  });

  it('stays small where fields of an interface are refused for one type, again and again', () => {
    const types = Array.from({ length: 40 }, (_, index) => `T${index}`);
    const wide = readUpstreamSchema({
      name: 'wide',
      sdl: `type Query { i: I } interface I { i: I leaf: Int }
        ${types.map((name, index) => `type ${name} implements I { i: I ${index === 0 ? '@auth' : ''} leaf: Int }`).join('\n')}`,
      roles: [],
      permissions: [],
    });
    const engine = createUpstreamEngine(wide, usual);
    const query = `{ i { ${'i { '.repeat(10)} leaf ${'} '.repeat(10)} } }`;
    const prepared = engine.prepare(
      { query, operationName: undefined, variables: {} },
      engine.rightsOf(nobody),
    );
    const text = prepared.kind === 'planned' ? (prepared.plan.forward?.query ?? '') : '';
    expect(() => parse(text)).not.toThrow();
    expect(text.length).toBeLessThan(20_000);
  });

  it('two callers of the same rights share what is remembered, two of different ones do not', () => {
    const engine = createUpstreamEngine(schema, usual);
    const [one, other] = [
      engine.rightsOf(user),
      engine.rightsOf({ signedIn: true, roles: ['USER'], permissions: ['x'], verified: false }),
    ];
    expect(one.key).toBe(other.key);
    expect(engine.rightsOf(nobody).key).not.toBe(one.key);
    const prepared = [one, other, engine.rightsOf(nobody)].map((rights) =>
      engine.prepare({ query: '{ mine { id } }', operationName: undefined, variables: {} }, rights),
    );
    expect(prepared[0]).toBe(prepared[1]);
    expect(prepared[0]).not.toBe(prepared[2]);
  });
});

it('what is asked of some types alone stands where it stood, next to what is asked of the same ones', () => {
  const kinds = readUpstreamSchema({
    ...{ name: 'kinds', roles: ['ADMIN'], permissions: [] },
    sdl: `
      interface K { s: String t: String c: String }
      type A implements K { s: String @auth(roles: ["ADMIN"]) t: String @auth(roles: ["ADMIN"]) c: String }
      type B implements K { s: String t: String c: String }
      type Query { k: K }
    `,
  });
  const { forward } = planOf('{ k { s t c x: s } }', nobody, {}, {}, kinds);
  expect(forward?.query).toBe(
    '{k{_type:__typename ...on B{...cut1}c ...on B{...cut2}}}fragment cut1 on K{s t}fragment cut2 on K{x:s}',
  );
});
