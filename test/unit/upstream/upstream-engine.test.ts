/** What becomes of operations that are wrong, too large, or after what is hidden; and of answers that are none. */
import { describe, expect, it } from '@jest/globals';
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  parse,
  printSchema,
} from 'graphql';

import { MisfitAnswer } from '../../../src/upstream/engine/misfit-answer.js';
import type { Plan } from '../../../src/upstream/engine/plan.js';
import { readUpstreamSchema } from '../../../src/upstream/engine/read-upstream-schema.js';
import type { UpstreamCaller } from '../../../src/upstream/engine/upstream-caller.js';
import {
  createUpstreamEngine,
  type UpstreamEngineOptions,
} from '../../../src/upstream/engine/upstream-engine.js';

const sdl = `
  "What can be asked."
  type Query {
    order(id: ID!): Order
    orders(only: Filter): [Order!]
    node(id: ID!): Node
    found: [Found]
    audit(of: AuditFilter): Audit @auth(roles: [ADMIN])
    mine: Order @auth
    must: Order! @auth
    tree: Tree
  }
  type Mutation { first: Int second: Int @auth third: Int! @auth fourth: Int }
  type Subscription { orderChanged: Order orderRefunded: Order @auth tick: Int! @auth(roles: [ADMIN]) }
  interface Node { id: ID! label: String }
  type Order implements Node { id: ID! label: String total: Int! @auth margin: Int @auth(roles: [ADMIN]) state: State by: Person }
  type Person implements Node @auth { id: ID! label: String }
  type Audit implements Node @auth(roles: [ADMIN]) { id: ID! label: String entries: [Entry!] level: Level }
  type Entry { text: String }
  type Tree { tree: Tree leaf: Int secret: Int @auth }
  union Found = Order | Tree | Audit
  enum State { OPEN PAID }
  enum Level { SECRET }
  enum Secretive { ONE }
  input Filter { state: State }
  input AuditFilter { level: Level kind: Secretive }
`;

const read = (text: string) =>
  readUpstreamSchema({ name: 'orders', sdl: text, roles: ['USER', 'ADMIN'], permissions: [] });
const schema = read(sdl);
/** The same as if there were nothing for admins alone. */
const poorer = read(
  sdl
    .replace(/^.*(audit\(|type Audit|type Entry|enum Level|enum Secretive|input AuditFilter).*$/gm, '')
    .replace(' | Audit', '')
    .replaceAll(/\w+: Int!? @auth\(roles: \[ADMIN\]\)/g, ''),
);
const nobody: UpstreamCaller = { signedIn: false, because: 'UNAUTHENTICATED' };
const user: UpstreamCaller = { signedIn: true, roles: ['USER'], permissions: [], verified: true };
const admin: UpstreamCaller = { ...user, roles: ['ADMIN'] };

const usual: UpstreamEngineOptions = { onDenied: 'prune', introspection: true, conceal: false };

function prepare(
  query: string,
  caller = nobody,
  options: Partial<UpstreamEngineOptions> = {},
  request: object = {},
  of = schema,
) {
  const engine = createUpstreamEngine(of, { ...usual, ...options });
  return engine.prepare(
    { query, operationName: undefined, variables: {}, ...request },
    engine.rightsOf(caller),
  );
}

function planOf(...parameters: Parameters<typeof prepare>): Plan {
  const prepared = prepare(...parameters);
  if (prepared.kind === 'refused') throw new Error(JSON.stringify(prepared.errors));
  return prepared.plan;
}

function refusalOf(...parameters: Parameters<typeof prepare>) {
  const prepared = prepare(...parameters);
  return prepared.kind === 'refused' ? prepared.errors : 'planned';
}

const codesOf = (...parameters: Parameters<typeof prepare>) => {
  const errors = refusalOf(...parameters);
  return errors === 'planned' ? errors : errors.map(({ extensions }) => extensions.code);
};

/** As it is sent. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

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
    expect(forwarded('{ mine { id } found { ... on Order { _type: total __type: id } } }')).toBe(
      '{found{___type:__typename ...on Order{__type:id}}}',
    );
  });

  it('a mutation ends before a refused field that cannot be null, and goes round one that can', () => {
    expect(forwarded('mutation { first second fourth }')).toBe('mutation{first fourth}');
    expect(forwarded('mutation { first third fourth }')).toBe('mutation{first}');
    expect(forwarded('mutation { third first }')).toBeUndefined();
    expect(sent(planOf('mutation { third first }').complete(undefined, {}))).toMatchObject({ data: null });
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
      engine.rightsOf({ ...user, permissions: ['x'], verified: false }),
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

describe('complete: answers', () => {
  const plan = planOf(
    '{ order(id: 1) { id total } found { ... on Order { id margin } ... on Tree { leaf } } }',
  );

  it('null is handed up, errors and extensions of the upstream are kept, but for their locations', () => {
    const upstream = {
      message: 'late',
      path: ['found', 1],
      locations: [{ line: 1, column: 1 }],
      extensions: { code: 'LATE' },
    };
    const answer = plan.complete(
      {
        data: {
          order: { id: '1' },
          found: [{ _type: 'Tree', leaf: 1 }, null, { _type: 'Order', id: '2' }],
        },
        errors: [upstream],
        extensions: { cost: 3 },
      },
      {},
    );
    const refused = { message: 'Sign in first.', extensions: { code: 'UNAUTHENTICATED' } };
    expect(sent(answer)).toEqual({
      errors: [
        { message: 'late', path: ['found', 1], extensions: { code: 'LATE' } },
        { ...refused, path: ['order', 'total'], locations: [{ line: 1, column: 21 }] },
        { ...refused, path: ['found', 2, 'margin'], locations: [{ line: 1, column: 55 }] },
      ],
      data: { order: null, found: [{ leaf: 1 }, null, { id: '2', margin: null }] },
      extensions: { cost: 3 },
    });
  });

  it.each<[string, object]>([
    ['without data', { errors: [{ message: 'no' }] }],
    ['with null', { errors: [{ message: 'no' }], data: null }],
  ])('%s, they stay as they are', (_name, answer) => {
    expect(plan.complete(answer, {})).toEqual(answer);
  });

  it.each<[string, object]>([
    ['data that is a list', { data: [] }],
    ['data that is a text', { data: 'order' }],
    ['errors that are an object', { data: null, errors: {} }],
    ['errors that are texts', { data: null, errors: ['no'] }],
    ['a list for an object', { data: { order: [], found: null } }],
    ['an object for a list', { data: { order: null, found: {} } }],
    ['a text for an object', { data: { order: 'secret', found: null } }],
    ['no type', { data: { order: null, found: [{ id: '1' }] } }],
    ['a type that is none', { data: { order: null, found: [{ _type: 'Nothing' }] } }],
    ['a type that it cannot be', { data: { order: null, found: [{ _type: 'Person' }] } }],
    ['a type that is no object', { data: { order: null, found: [{ _type: 'Node' }] } }],
    ['a type that is no text', { data: { order: null, found: [{ _type: {} }] } }],
  ])('%s fit nothing, and nothing of them is told', (_name, answer) => {
    const complete = () => plan.complete(answer, {});
    expect(complete).toThrow(MisfitAnswer);
    expect(complete).toThrow(/^(data|errors|order|found[.0]*) is /);
  });

  it('what was not asked for is not handed on', () => {
    const data = { order: { id: '1', total: 5, secret: 'x' }, found: [], audit: 'x' };
    expect(sent(plan.complete({ data }, {}))).toMatchObject({ data: { order: null, found: [] } });
    const other = planOf('{ order(id: 1) { id margin } }').complete({ data }, {});
    expect(sent(other)).toMatchObject({ data: { order: { id: '1', margin: null } } });
    expect(JSON.stringify(other)).not.toContain('secret');
  });

  it('keys that objects have by nature are keys like others', () => {
    const query = '{ __proto__: order(id: 1) { constructor: id toString: margin hasOwnProperty: label } }';
    const data = JSON.parse('{"__proto__":{"constructor":"1","hasOwnProperty":"l"}}') as Record<
      string,
      unknown
    >;
    expect(JSON.stringify(planOf(query, user).complete({ data }, {}).data)).toBe(
      '{"__proto__":{"constructor":"1","toString":null,"hasOwnProperty":"l"}}',
    );
    expect(JSON.stringify(planOf(query, user).complete({ data: {} }, {}).data)).toBe('{"__proto__":null}');
  });
});
