import 'reflect-metadata';

import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, it } from '@jest/globals';
import { authDirective, readContextToken } from '@portcullis/guard/graphql';
import {
  type ConstDirectiveNode,
  execute,
  GraphQLEnumType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql';
import * as typeGraphql from 'type-graphql';

import { guardOf, makeKey, token } from './tokens.js';

const ours = await makeKey('ours');
const guard = guardOf([ours]);
const user = { headers: { authorization: `Bearer ${token(ours, { email_verified: false })}` } };
const admin = { headers: { authorization: `Bearer ${token(ours, { roles: ['ADMIN'] })}` } };
const text = () => 'text';

async function ask(schema: GraphQLSchema, query: string, contextValue: object = { headers: {} }) {
  const result = await execute({ schema, document: parse(query), contextValue });
  const refused = (result.errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions]);
  return { data: JSON.parse(JSON.stringify(result.data ?? null)) as unknown, refused };
}

describe('authDirective: schemas made of code', () => {
  const field = (extensions: Record<string, unknown>) => ({ type: GraphQLString, resolve: text, extensions });

  const admins = { roles: ['ADMIN'] };
  const [node] = (
    parse('type T @auth(roles: ["ADMIN"]) { f: Int }').definitions[0] as ObjectTypeDefinitionNode
  ).directives as [ConstDirectiveNode];

  it.each<[string, Record<string, unknown>]>([
    ['auth', { auth: admins }],
    ['auth as a list', { auth: [true, admins] }],
    ['directives.auth, as graphql-tools has it', { directives: { auth: admins } }],
    ['directives.auth as a list', { directives: { auth: [{ verified: false }, admins] } }],
    [
      'named directives, as Pothos has it',
      { directives: [{ name: 'deprecated' }, { name: 'auth', args: admins }] },
    ],
    ['one named directive', { directives: { name: 'auth', args: admins } }],
    ['a list of directives.auth', { directives: [{ auth: admins }] }],
    ['parsed directives', { directives: [node] }],
    ['the configuration that Nexus keeps', { nexus: { config: { auth: admins } } }],
    ['the options that Pothos keeps', { pothosOptions: { directives: { auth: admins } } }],
  ])('reads %s, on fields and on types', async (_name, extensions) => {
    const secret = new GraphQLObjectType({ name: 'Secret', extensions, fields: { s: field({}) } });
    const query = new GraphQLObjectType({
      name: 'Query',
      fields: { open: field({}), q: field(extensions), secret: { type: secret, resolve: () => ({}) } },
    });
    const schema = authDirective(guard).transform(new GraphQLSchema({ query }));
    const refused = async (context?: object) =>
      (await ask(schema, '{ open q secret { s } }', context)).refused.map(([path]) => path);
    expect(await refused()).toEqual(['q', 'secret.s']);
    expect(await refused(user)).toEqual(['q', 'secret.s']);
    expect(await refused(admin)).toEqual([]);
  });

  it('reads `true` as any signed-in caller, `false` as nobody asked, and leaves other directives alone', async () => {
    const query = new GraphQLObjectType({
      name: 'Query',
      fields: {
        off: field({ auth: false, directives: { auth: false } }),
        others: field({ directives: [{ name: 'deprecated', reason: 'old' }, 'cost', null], author: 'Ada' }),
        mine: field({ auth: true }),
        named: field({ directives: [{ name: 'auth' }] }),
      },
    });
    const schema = authDirective(guard).transform(new GraphQLSchema({ query }));
    const paths = (await ask(schema, '{ off others mine named }')).refused.map(([path]) => path);
    expect(paths).toEqual(['mine', 'named']);
    expect((await ask(schema, '{ off others mine named }', user)).refused).toEqual([]);
  });

  it('guards a type by its extensions', async () => {
    const query = new GraphQLObjectType({
      name: 'Query',
      extensions: { auth: true },
      fields: { q: field({}) },
    });
    const schema = authDirective(guard).transform(new GraphQLSchema({ query }));
    expect((await ask(schema, '{ q }')).refused).toEqual([['q', { code: 'UNAUTHENTICATED' }]]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a text', { auth: 'ADMIN' }],
    ['null', { auth: null }],
    ['a misspelled name', { auth: { role: ['ADMIN'] } }],
    ['roles that are one text', { directives: { auth: { roles: 'ADMIN' } } }],
    ['an empty list', { auth: [] }],
    ['undefined', { auth: undefined }],
    ['an empty list of directives', { directives: { auth: [] } }],
    ['a list with what is none', { auth: [{ roles: ['ADMIN'] }, false] }],
    ['another case of the letters', { Auth: true }],
    ['a name with its sign', { directives: { '@auth': true } }],
    ['a named directive in capitals', { directives: [{ name: 'AUTH' }] }],
    ['a named directive with members of its own', { directives: [{ name: 'auth', roles: ['ADMIN'] }] }],
    ['a directive as text', { directives: ['@auth(roles: ["ADMIN"])'] }],
    ['directives as text', { directives: 'auth' }],
    ['a map', { directives: new Map([['auth', { roles: ['ADMIN'] }]]) }],
    ['a list of pairs', { directives: [['auth', { roles: ['ADMIN'] }]] }],
  ])('%s in the extensions is a mistake at start', (_name, extensions) => {
    const query = new GraphQLObjectType({ name: 'Query', fields: { q: field(extensions) } });
    expect(() => authDirective(guard).transform(new GraphQLSchema({ query }))).toThrow(TypeError);
  });

  it.each(['q: String @Auth', 'q: String @auth(role: ["ADMIN"])', 'q: String @auth(roles: [1])'])(
    'a definition node that nobody has validated is a mistake: %s',
    (text) => {
      const [type] = parse(`type Query { ${text} }`).definitions as [ObjectTypeDefinitionNode];
      const [astNode] = type.fields ?? [];
      const fields = { q: { type: GraphQLString, ...(astNode && { astNode }) } };
      const query = new GraphQLObjectType({ name: 'Query', fields });
      expect(() => authDirective(guard).transform(new GraphQLSchema({ query }))).toThrow();
    },
  );

  it('on the schema itself it would guard nothing', () => {
    const query = new GraphQLObjectType({ name: 'Query', fields: { q: field({}) } });
    const schema = new GraphQLSchema({ query, extensions: { auth: true } });
    expect(() => authDirective(guard).transform(schema)).toThrow(/guards nothing on the schema/);
  });

  it('compares names of roles, whatever values the schema’s enum has', async () => {
    const role = new GraphQLEnumType({ name: 'Role', values: { USER: { value: 1 }, ADMIN: { value: 2 } } });
    const fields = { admins: field({ auth: { roles: ['ADMIN'] } }) };
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({ name: 'Query', fields }),
      types: [role],
    });
    const guarded = authDirective(guard).transform(schema);
    expect((await ask(guarded, '{ admins }', admin)).refused).toEqual([]);
    expect((await ask(guarded, '{ admins }', user)).refused).toEqual([
      ['admins', { code: 'FORBIDDEN', requires: 'role', roles: ['ADMIN'] }],
    ]);
  });

  it('guards resolvers of type-graphql by @Directive and by @Extensions', async () => {
    const { Directive, Extensions, Query, Resolver } = typeGraphql;
    class Books {
      byDirective() {
        return 'text';
      }
      byExtensions() {
        return 'text';
      }
    }
    const decorate = (name: 'byDirective' | 'byExtensions', ...decorators: MethodDecorator[]) => {
      for (const each of [Query(() => String), ...decorators])
        each(Books.prototype, name, { value: Books.prototype[name] });
    };
    decorate('byDirective', Directive('@auth(roles: ["ADMIN"])'));
    decorate('byExtensions', Extensions({ auth: { roles: ['ADMIN'] } }));
    Resolver()(Books);
    const schema = authDirective(guard).transform(
      await typeGraphql.buildSchema({ resolvers: [Books], validate: false }),
    );
    for (const name of ['byDirective', 'byExtensions'])
      expect((await ask(schema, `{ ${name} }`, user)).refused).toMatchObject([[name, { code: 'FORBIDDEN' }]]);
    expect((await ask(schema, '{ byDirective byExtensions }', admin)).refused).toEqual([]);
  });

  it('a schema whose @auth is another one is a mistake', () => {
    const typeDefs = 'directive @auth(requires: String) on FIELD_DEFINITION type Query { q: String @auth }';
    expect(() => authDirective(guard).transform(makeExecutableSchema({ typeDefs }))).toThrow(TypeError);
  });
});

describe('readContextToken', () => {
  const headers = { authorization: 'Bearer a.b.c' };
  it.each<[string, object]>([
    ['Yoga', { request: new Request('https://shop.test', { headers }) }],
    ['Apollo with Express', { req: { headers } }],
    ['Mercurius', { app: {}, reply: { request: { headers } } }],
    ['graphql-ws', { extra: { request: { headers } } }],
    ['connectionParams', { connectionParams: { Authorization: 'bearer a.b.c' } }],
    ['headers', { headers }],
    ['a record in capitals', { req: { headers: { AUTHORIZATION: 'Bearer a.b.c' } } }],
    ['a record of lists', { req: { headers: { Authorization: ['Bearer a.b.c'] } } }],
    ['a Map', { headers: new Map([['Authorization', 'Bearer a.b.c']]) }],
    ['pairs', { headers: [['Authorization', 'Bearer a.b.c']] }],
    ['rawHeaders', { headers: ['Host', 'shop.test', 'Authorization', 'Bearer a.b.c'] }],
  ])('finds the token where %s puts it', (_name, context) => {
    expect(readContextToken(context)).toBe('a.b.c');
  });

  it('two headers of that name are no token of either', () => {
    const twice = { authorization: 'Bearer a.b.c', Authorization: 'Bearer d.e.f' };
    expect(readContextToken({ headers: twice })).toBe('a.b.c, Bearer');
  });

  it('a context without any request is a mistake, since everybody would be refused', () => {
    expect(() => readContextToken({ token: 'a.b.c' })).toThrow(TypeError);
  });
});
