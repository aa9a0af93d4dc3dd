import 'reflect-metadata';

import { makeExecutableSchema } from '@graphql-tools/schema';
import { describe, expect, it } from '@jest/globals';
import { authDirective, readContextToken } from '@portcullis/guard/graphql';
import { execute, GraphQLEnumType, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
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

  it('reads extensions.auth, and extensions.directives.auth as graphql-tools has it', async () => {
    const query = new GraphQLObjectType({
      name: 'Query',
      fields: {
        open: field({}),
        off: field({ auth: false }),
        mine: field({ auth: true }),
        admins: field({ auth: { roles: ['ADMIN'] } }),
        tools: field({ directives: { auth: { roles: ['ADMIN'] } } }),
        several: field({ directives: { auth: [{ roles: ['ADMIN'] }, { verified: true }] } }),
      },
    });
    const schema = authDirective(guard).transform(new GraphQLSchema({ query }));
    const { data } = await ask(schema, '{ open off mine admins tools several }', user);
    expect(data).toEqual({
      open: 'text',
      off: 'text',
      mine: 'text',
      admins: null,
      tools: null,
      several: null,
    });
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
  ])('%s in the extensions is a mistake at start', (_name, extensions) => {
    const query = new GraphQLObjectType({ name: 'Query', fields: { q: field(extensions) } });
    expect(() => authDirective(guard).transform(new GraphQLSchema({ query }))).toThrow(TypeError);
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
  ])('finds the token where %s puts it', (_name, context) => {
    expect(readContextToken(context)).toBe('a.b.c');
  });

  it('a context without any request is a mistake, since everybody would be refused', () => {
    expect(() => readContextToken({ token: 'a.b.c' })).toThrow(TypeError);
  });
});
