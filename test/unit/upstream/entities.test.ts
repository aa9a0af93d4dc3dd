/** References of a federation are no way round a guarded type. */
import { expect, it } from '@jest/globals';

import { readExactly } from '../../../src/foundation/exact-json.js';
import type { Variables } from '../../../src/graphql/document-limits.js';
import { readUpstreamSchema } from '../../../src/upstream/engine/read-upstream-schema.js';
import { admin, nobody, planOf, sent, user, usual } from './orders-upstream.js';

const subgraph = readUpstreamSchema({
  name: 'diaries',
  sdl: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Query { open: String }
    interface Private @auth { id: ID! }
    type Diary implements Private @key(fields: "id") { id: ID! text: String }
    type Note @key(fields: "id") { id: ID! text: String secret: String @auth(roles: [ADMIN]) }
    type Ledger @key(fields: "id") @auth(roles: [ADMIN]) { id: ID! }
  `,
  roles: ['USER', 'ADMIN'],
  permissions: [],
});
const references = [
  { __typename: 'Note', id: 1 },
  { __typename: 'Diary', id: 2 },
  { __typename: 'Ledger', id: 3 },
  { id: 4 },
  { __typename: 'Note', id: 5 },
];
const query = `query($r: [_Any!]!) {
  _entities(representations: $r) { __typename ... on Diary { text } ... on Note { text } ... on Ledger { id } }
}`;
const plan = (caller = nobody, text = query, variables: Variables = { r: references }) =>
  planOf(text, caller, {}, { variables }, subgraph);

it('those that are refused are not asked for, and come back in their places as null with their errors', () => {
  const { forward, complete } = plan();
  const variables = { r: references };
  expect(forward?.query).toBe(
    'query($representations1:[_Any!]!){_entities(representations:$representations1){_type:__typename __typename ...on Note{text}}}',
  );
  expect(forward?.pickVariables(variables)).toEqual({
    representations1: [references[0], references[3], references[4]],
  });
  const found = [
    { _type: 'Note', __typename: 'Note', text: 'a' },
    null,
    { _type: 'Note', __typename: 'Note', text: 'b' },
  ];
  const refused = {
    message: 'Sign in first.',
    locations: [{ line: 2, column: 3 }],
    extensions: { code: 'UNAUTHENTICATED' },
  };
  expect(sent(complete({ data: { _entities: found } }, variables))).toEqual({
    data: {
      _entities: [{ __typename: 'Note', text: 'a' }, null, null, null, { __typename: 'Note', text: 'b' }],
    },
    errors: [
      { ...refused, path: ['_entities', 1] },
      { ...refused, path: ['_entities', 2] },
    ],
  });
});

it('each caller by their rights', () => {
  expect(plan(user).forward?.pickVariables({ r: references })).toMatchObject({
    representations1: [{ id: 1 }, { id: 2 }, { id: 4 }, { id: 5 }],
  });
  expect(plan(admin).passThrough).toBe(true);
  expect(plan(admin).forward?.pickVariables({ r: references })).toEqual({ r: references });
});

it.each<[string, string, Variables, unknown]>([
  [
    'written down',
    '{ _entities(representations: [{ __typename: "Diary", id: 1 }, { __typename: "Note", id: 2 }]) { __typename } }',
    {},
    [{ __typename: 'Note', id: 2 }],
  ],
  [
    'one by one',
    'query($a: _Any!) { _entities(representations: [$a]) { __typename } }',
    { a: references[1] },
    [],
  ],
  [
    'alone',
    'query($a: [_Any!]!) { _entities(representations: $a) { __typename } }',
    { a: references[1] },
    [],
  ],
  [
    'by default',
    'query($r: [_Any!]! = [{ __typename: "Diary" }]) { _entities(representations: $r) { __typename } }',
    {},
    [],
  ],
  [
    'by their parts',
    'query($t: String!) { _entities(representations: [{ __typename: $t }]) { __typename } }',
    { t: 'Diary' },
    [],
  ],
])('references that are named %s', (_name, text, variables, asked) => {
  const { forward } = plan(nobody, text, variables);
  expect(forward?.pickVariables(variables)).toEqual({ representations1: asked });
});

it('two keys have a variable each, the same key has one, and nobody else has its name', () => {
  const text = `query($representations1: [_Any!]!) {
    a: _entities(representations: $representations1) { __typename }
    a: _entities(representations: $representations1) { ... on Note { id } }
    b: _entities(representations: [{ __typename: "Diary" }]) { __typename }
  }`;
  const { forward, complete } = plan(nobody, text, { representations1: [references[1]] });
  expect(forward?.pickVariables({ representations1: [references[1]] })).toEqual({
    representations1_: [],
    representations2: [],
  });
  expect(sent(complete({ data: { a: [], b: [] } }, { representations1: [references[1]] }))).toMatchObject({
    data: { a: [null], b: [null] },
    errors: [{ path: ['a', 0] }, { path: ['b', 0] }],
  });
});

it.each([
  ['too few', []],
  ['too many', Array.from({ length: 9 }, () => null)],
  ['no list', {}],
])('an answer of %s fits nothing', (_name, found) => {
  expect(() => plan().complete({ data: { _entities: found } }, { r: references })).toThrow(/^_entities is /);
});

it('the SDL tells what the caller may know, and no @auth', () => {
  const { forward, complete } = plan(user, '{ _service { sdl } }', {});
  expect(forward).toBeUndefined();
  const { data } = complete(undefined, {});
  const { sdl } = data?.['_service'] as { readonly sdl: string };
  expect(sdl).toMatch(/type Diary implements Private @key\(fields: "id"\)/);
  expect(sdl).not.toMatch(/Ledger|secret|@auth|_entities|_Any/);
});

it('null in their place, where the schema has none, is no answer', () => {
  expect(() => plan().complete({ data: { _entities: null } }, { r: references })).toThrow(
    '_entities is null.',
  );
});

it('where types are concealed, one of them is answered as one that does not exist', () => {
  const named = ['Ledger', 'Nothing', 'Diary', '_Hidden'].map((__typename) => ({ __typename, id: 1 }));
  const options = { ...usual, conceal: true };
  const text = 'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
  const { forward, complete } = planOf(text, user, options, { variables: { r: named } }, subgraph);
  expect(forward?.pickVariables({ r: named })).toEqual({ representations1: [named[2]] });
  const answer = complete({ data: { _entities: [{ _type: 'Diary', __typename: 'Diary' }] } }, { r: named });
  const none = {
    message: 'There is no entity of this type.',
    locations: [{ line: 1, column: 23 }],
    extensions: { code: 'BAD_USER_INPUT' },
  };
  expect(sent(answer)).toEqual({
    data: { _entities: [null, null, { __typename: 'Diary' }, null] },
    errors: [0, 1, 3].map((index) => ({ ...none, path: ['_entities', index] })),
  });
  expect(planOf(text, admin, options, { variables: { r: named } }, subgraph).passThrough).toBe(true);
});

it('a reference that names its type by a list of one name is not looked up', () => {
  const named = [
    { __typename: ['Ledger'], id: 1 },
    { __typename: [['Note']] },
    { __typename: {} },
    { __typename: 'Note' },
  ];
  const { forward, complete } = plan(nobody, query, { r: named });
  expect(forward?.pickVariables({ r: named })).toEqual({ representations1: [named[3]] });
  const answer = complete({ data: { _entities: [null] } }, { r: named });
  expect(answer.errors).toHaveLength(3);
});

it('errors of the upstream have the places of the references that the caller named', () => {
  const variables = { r: references };
  const errors = [
    { message: 'a', path: ['_entities', 1, 'text'] },
    { message: 'b', path: ['_entities', 2] },
    { message: 'c', path: ['_entities'] },
    { message: 'd' },
  ];
  const { errors: told = [] } = plan().complete(
    { data: { _entities: [null, null, null] }, errors },
    variables,
  );
  expect(told.slice(0, 4)).toEqual([
    { message: 'a', path: ['_entities', 3, 'text'] },
    { message: 'b', path: ['_entities', 4] },
    ...errors.slice(2),
  ]);
});

it('by the name of an interface a reference asks for what each type does that it may come to', () => {
  const medias = readUpstreamSchema({
    ...{ name: 'medias', roles: ['ADMIN'], permissions: [] },
    sdl: `
      interface Media @key(fields: "id") { id: ID! }
      interface Page @key(fields: "id") { id: ID! }
      type Film implements Media & Page @key(fields: "id") { id: ID! }
      type Secret implements Media @key(fields: "id") @auth(roles: ["ADMIN"]) { id: ID! }
      type Query { open: String }
    `,
  });
  const named = ['Film', 'Media', 'Page', 'Secret'].map((__typename) => ({ __typename, id: 1 }));
  const given = (caller = nobody) =>
    planOf(
      'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      caller,
      {},
      { variables: { r: named } },
      medias,
    ).forward?.pickVariables({ r: named });
  expect(given()).toEqual({ representations1: [named[0], named[2]] });
  expect(given(admin)).toEqual({ r: named });
});

it('a number as a name is the upstream’s to refuse, however long it is', () => {
  const { value, exact } = readExactly('{"r":[{"__typename":9007199254740993},{"__typename":1}]}');
  const { forward } = plan(nobody, query, value as Variables);
  expect(forward?.pickVariables(exact as Variables)['representations1']).toHaveLength(2);
});
