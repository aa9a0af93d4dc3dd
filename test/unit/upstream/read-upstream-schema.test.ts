import { describe, expect, it } from '@jest/globals';
import { printSchema } from 'graphql';

import { readUpstreamSchema } from '../../../src/upstream/engine/read-upstream-schema.js';
import { UpstreamSchemaError } from '../../../src/upstream/engine/upstream-schema-error.js';

const read = (sdl: string) =>
  readUpstreamSchema({ name: 'orders', sdl, roles: ['USER', 'ADMIN'], permissions: ['orders:write'] });

function refusalOf(sdl: string): string {
  try {
    read(sdl);
  } catch (error) {
    if (error instanceof UpstreamSchemaError)
      return error.mistakes.map(({ place, problem }) => `${place}: ${problem}`).join('\n');
    throw error;
  }
  return 'none';
}

describe('readUpstreamSchema: what is refused, and where', () => {
  it.each<[string, string, string]>([
    ['no SDL', 'type Query {\n  a: }', '2:6: Syntax Error: Expected Name, found "}".'],
    ['nothing', '', '1:1: Syntax Error: Unexpected <EOF>.'],
    ['HTML', '<html>', '1:1: Syntax Error: Unexpected character: "<".'],
    [
      'an unknown role',
      'type Query {\n  a: Int @auth(roles: [OWNER])\n}',
      '2:24 Query.a: There is no role OWNER. There are USER, ADMIN.',
    ],
    [
      'an unknown role, as a string, on a type',
      'type Query { o: O }\ntype O @auth(roles: ["ADMIN", "OWNER"]) { a: Int }',
      '2:31 O: There is no role OWNER. There are USER, ADMIN.',
    ],
    [
      'an unknown permission of an extension',
      'type Query { a: Int }\nextend type Query {\n  b: Int @auth(permissions: ["orders:read"])\n}',
      '3:30 Query.b: There is no permission orders:read. There are orders:write.',
    ],
    [
      'a role that nobody has, by default',
      'directive @auth(roles: [String!] = ["OWNER"], verified: Boolean = false) on OBJECT | FIELD_DEFINITION\ntype Query { a: Int @auth }',
      '1:37 @auth: There is no role OWNER. There are USER, ADMIN.',
    ],
    ['no role', 'type Query {\n  a: Int @auth(roles: [])\n}', '2:23 Query.a: @auth names no role.'],
    ['null roles', 'type Query {\n  a: Int @auth(roles: null)\n}', '2:23 Query.a: @auth names no role.'],
    [
      'something else than roles, where its own definition allows it',
      'directive @auth(roles: Boolean) on FIELD_DEFINITION\ntype Query { a: Int @auth(roles: true) }',
      '2:34 Query.a: @auth names no role.',
    ],
    [
      'no permission',
      'type Query {\n  a: Int @auth(permissions: [])\n}',
      '2:29 Query.a: @auth names no permission.',
    ],
    [
      'a way to entities and the SDL past the type of queries',
      'interface Root {\n  _service: _Service! }\ntype Query implements Root { a: Int _service: _Service! }\ntype _Service { sdl: String }',
      '2:3 Root._service: _service is a field of Root: it can stand in the type of queries alone.',
    ],
    ['another spelling', 'type Query {\n  a: Int @Auth\n}', '2:10 Query.a: Unknown directive "@Auth".'],
    [
      'another spelling that is imported',
      'extend schema @link(url: "https://example.com/auth/v1.0", import: ["@Auth"])\ntype Query { a: Int @Auth }',
      '2:21 Query.a: Unknown directive "@Auth".',
    ],
    [
      'another name by import',
      'extend schema @link(url: "https://example.com/auth/v1.0", import: [{ name: "@auth", as: "@only" }])\ntype Query { a: Int @only }',
      '1:89: @auth cannot be imported under another name.',
    ],
    ['an unknown directive', 'type Query { a: Int @autz }', '1:21 Query.a: Unknown directive "@autz".'],
    [
      'an unknown argument',
      'type Query { a: Int @auth(role: ADMIN) }',
      '1:27 Query.a: Unknown argument "role" on directive "@auth". Did you mean "roles"?',
    ],
    [
      'a union, where it guards nothing',
      'type Query { a: U }\ntype A { a: Int }\nunion U @auth = A',
      '3:9 U: Directive "@auth" may not be used on UNION.',
    ],
    [
      'an argument, where its own definition allows it',
      'directive @auth(roles: [String!], verified: Boolean) on ARGUMENT_DEFINITION\ntype Query { a(b: Int @auth): Int }',
      ': @auth guards nothing on Query.b: put it on object types, interfaces and their fields.',
    ],
    [
      'an unknown type',
      'type Query { a: Nothing }',
      '1:17 Query.a: Unknown type "Nothing". Did you mean "String"?',
    ],
    ['no query', 'type Order { id: ID }', ': Query root type must be provided.'],
    [
      'a type that does not keep what its interface promises',
      'type Query { a: A }\ninterface I { id: ID! }\ntype A implements I { id: ID }',
      '2:19 I.id: Interface field I.id expects type ID! but A.id is type ID.',
    ],
    [
      'nested past the stack',
      `type Query { a(b: I = ${'['.repeat(30_000)}1): Int }`,
      ': Maximum call stack size exceeded',
    ],
  ])('%s', (_name, sdl, refusal) => {
    expect(refusalOf(sdl)).toBe(refusal);
  });

  it('names the upstream', () => {
    expect(() => read('type Query { a: Int @auth(roles: [OWNER]) }')).toThrow(
      'The schema of the upstream orders cannot be guarded: 1:35 Query.a: There is no role OWNER. There are USER, ADMIN.',
    );
  });

  it('tells all that one look has found, a line each, and ten of many', () => {
    const fieldsOf = (count: number) =>
      Array.from({ length: count }, (_, index) => `f${index}: Int @auth(roles: [NO${index}])`).join('\n');
    expect(() => read(`type Query {\n${fieldsOf(2)}\n}`)).toThrow(
      'cannot be guarded:\n  2:23 Query.f0: There is no role NO0. There are USER, ADMIN.\n  3:23 Query.f1: There is no role NO1. There are USER, ADMIN.',
    );
    expect(refusalOf('type Query { a: Int @auth(roles: []) b: Nothing }').split('\n')).toHaveLength(2);
    expect(refusalOf(`type Query {\n${fieldsOf(50)}\n}`).split('\n')).toHaveLength(10);
  });
});

describe('readUpstreamSchema: what is taken', () => {
  it.each<[string, string]>([
    ['roles as strings', 'type Query { a: Int @auth(roles: ["ADMIN"]) }'],
    [
      'roles as values',
      'type Query { a: Int @auth(roles: [ADMIN], permissions: ["orders:write"], verified: true) }',
    ],
    ['one role without a list', 'type Query { a: Int @auth(roles: ADMIN) }'],
    ['its own enum', 'enum Role { ADMIN OWNER }\ntype Query { a: Int @auth(roles: [ADMIN]) role: Role }'],
    [
      'another type of that name',
      'type Role { id: ID }\ntype Query { a: Int @auth(roles: [ADMIN]) role: Role }',
    ],
    ['no @auth', 'type Query { a: Int }'],
  ])('%s', (_name, sdl) => {
    const { index } = read(sdl);
    const isGuarded = sdl.includes('@auth');
    expect(index.ofField('Query', 'a').map((number) => index.requirements[number])).toEqual(
      isGuarded ? [{ roles: ['ADMIN'], permissions: expect.any(Array), verified: expect.any(Boolean) }] : [],
    );
  });

  it("an SDL as a federation's subgraph has it, with what its library adds", () => {
    const { schema } = read(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", { name: "@shareable", as: "@shared" }])
      extend type Query { orders: [Order!] @auth @federation__cost(weight: 2) }
      type Order @key(fields: "id") @key(fields: "number", resolvable: true) { id: ID! number: Int! @shared by: User }
      extend type User @key(fields: "id", resolvable: false) { id: ID! @external }
    `);
    expect(printSchema(schema)).toContain('_entities(representations: [_Any!]!): [_Entity]!');
    expect(printSchema(schema)).toContain('_service: _Service!');
    expect(printSchema(schema)).toMatch(/union _Entity = Order$/);
  });

  it('such an SDL with all of that written down', () => {
    const sdl = `
      directive @key(fields: String!) repeatable on OBJECT
      type Query { order: Order _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
      type Order @key(fields: "id") { id: ID! }
      scalar _Any union _Entity = Order type _Service { sdl: String }
    `;
    expect(printSchema(read(sdl).schema)).toContain('_service: _Service!');
  });

  it('an interface guards what implements it', () => {
    const { index } = read(`
      interface Owned @auth { id: ID! }
      interface Priced { price: Int @auth(roles: [ADMIN]) }
      type Order implements Owned & Priced { id: ID! price: Int }
      type Query { order: Order }
    `);
    expect(index.ofField('Order', 'id')).toHaveLength(1);
    expect(index.ofField('Order', 'price').map((number) => index.requirements[number]?.roles)).toEqual([
      [],
      ['ADMIN'],
    ]);
    expect(index.ofType('Order')).toHaveLength(1);
  });
});
