import { makeExecutableSchema } from '@graphql-tools/schema';
import type { IResolvers } from '@graphql-tools/utils';
import { describe, expect, it } from '@jest/globals';
import { UnavailableError } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';
import { execute, type ExecutionResult, type GraphQLSchema, parse, subscribe } from 'graphql';

import { claims, guardOf, makeKey, token } from './tokens.js';

const [ours, attacker] = await Promise.all([makeKey('ours'), makeKey('attacker')]);
const user = { headers: { authorization: `Bearer ${token(ours, { email_verified: false })}` } };
const admin = { headers: { authorization: `Bearer ${token(ours, { roles: ['ADMIN'] })}` } };
const stranger = { headers: { authorization: `Bearer ${token({ ...attacker, kid: 'ours' })}` } };

const roles = ['USER', 'ADMIN'];
const guard = guardOf([ours]);
const auth = authDirective(guard, { roles });

async function ask(schema: GraphQLSchema, query: string, contextValue: object = { headers: {} }) {
  const result = await execute({ schema, document: parse(query), contextValue });
  const refused = (result.errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions]);
  return { data: JSON.parse(JSON.stringify(result.data ?? null)) as unknown, refused };
}

const library = (typeDefs: string, resolvers: IResolvers = {}) =>
  auth.transform(makeExecutableSchema({ typeDefs: [auth.typeDefs, typeDefs], resolvers }));
const text = () => 'text';

describe('authDirective: permissions', () => {
  const asked = '@auth(permissions: ["posts:read", "posts:write"])';
  const caller = (granted: object) => ({ headers: { authorization: `Bearer ${token(ours, granted)}` } });
  const refusal = { code: 'FORBIDDEN', requires: 'permission', permissions: ['posts:read', 'posts:write'] };

  it.each<[string, object, object[]]>([
    ['none', {}, [refusal]],
    ['one of the two', { permissions: ['posts:read'] }, [refusal]],
    ['both', { permissions: ['posts:write', 'posts:read'] }, []],
    ['both, as a scope', { scope: 'posts:read posts:write' }, []],
    ['one in each', { permissions: ['posts:read'], scope: 'posts:write' }, []],
    ['their beginnings', { scope: 'posts:reader posts' }, [refusal]],
  ])('of who has %s', async (_name, granted, refused) => {
    const schema = library(`type Query { posts: String ${asked} }`, { Query: { posts: text } });
    const answer = await ask(schema, '{ posts }', caller(granted));
    expect(answer.refused).toEqual(refused.map((extensions) => ['posts', extensions]));
  });

  it('cannot be asked of a directive that is defined without them', () => {
    const typeDefs = [
      'directive @auth(roles: [String!] = [], verified: Boolean = false) on FIELD_DEFINITION',
      'type Query { posts: String }',
    ];
    const schema = makeExecutableSchema({ typeDefs });
    const field = schema.getQueryType()?.getFields()['posts'];
    const written = parse(`type T { f: String ${asked} }`).definitions[0];
    const node = written?.kind === 'ObjectTypeDefinition' ? written.fields?.[0]?.directives?.[0] : undefined;
    Object.assign(field ?? {}, { extensions: { directives: [node] } });
    expect(() => authDirective(guard).transform(schema)).toThrow(
      '@auth has roles, verified, and no permissions.',
    );
  });
});

describe('authDirective: refusals are as the gateway’s own', () => {
  const schema = library(
    'type Query { open: String mine: String @auth admins: String @auth(roles: [ADMIN]) verified: String @auth(verified: true) }',
    { Query: { open: text, mine: text, admins: text, verified: text } },
  );

  it.each<[string, object, object]>([
    ['{ open mine }', { headers: {} }, { code: 'UNAUTHENTICATED' }],
    ['{ open mine }', stranger, { code: 'TOKEN_INVALID' }],
    ['{ open admins }', user, { code: 'FORBIDDEN', requires: 'role', roles: ['ADMIN'] }],
    ['{ open verified }', user, { code: 'FORBIDDEN', requires: 'verifiedEmail' }],
  ])('%s', async (query, context, extensions) => {
    const field = query.split(' ')[2] ?? '';
    expect(await ask(schema, query, context)).toEqual({
      data: { open: 'text', [field]: null },
      refused: [[field, extensions]],
    });
  });

  it('TOKEN_EXPIRED, and UNAVAILABLE where the gateway is down', async () => {
    const late = guardOf([ours]);
    late.advance(900);
    const down = { ...guard, verify: () => Promise.reject(new UnavailableError('down')) };
    for (const [guarding, extensions] of [
      [late, { code: 'TOKEN_EXPIRED' }],
      [down, { code: 'UNAVAILABLE', retryAfter: 5 }],
    ] as const) {
      const own = authDirective(guarding);
      const typeDefs = [own.typeDefs, 'type Query { mine: String @auth }'];
      const guarded = own.transform(makeExecutableSchema({ typeDefs }));
      expect((await ask(guarded, '{ mine }', user)).refused).toEqual([['mine', extensions]]);
    }
  });

  it('gives resolvers the claims', async () => {
    expect(await auth.claims(admin)).toEqual({ ...claims, roles: ['ADMIN'] });
    expect(await auth.claims({ headers: {} })).toBeUndefined();
    await expect(auth.claims(stranger)).rejects.toMatchObject({ extensions: { code: 'TOKEN_INVALID' } });
  });
});

describe('authDirective: interfaces, unions, inputs', () => {
  const schema = library(
    `interface Node { id: String owner: String @auth(roles: [ADMIN]) }
     interface Secret @auth { id: String }
     type Note implements Node { id: String owner: String body: String }
     type Diary implements Secret & Node { id: String owner: String body: String }
     union Found = Note | Diary
     type Query { node: Node diary: Diary found: [Found] }`,
    {
      Query: {
        node: () => ({ __typename: 'Note', id: 1, owner: 'o', body: 'b' }),
        diary: () => ({ id: 1, owner: 'o', body: 'b' }),
        found: () => [
          { __typename: 'Note', body: 'b' },
          { __typename: 'Diary', body: 'b' },
        ],
      },
    },
  );

  it('@auth on a field of an interface guards that field of every type that implements it', async () => {
    const { data, refused } = await ask(schema, '{ node { id owner ... on Note { body o: owner } } }', user);
    expect(data).toEqual({ node: { id: '1', owner: null, body: 'b', o: null } });
    expect(refused.map(([path]) => path)).toEqual(['node.owner', 'node.o']);
    expect((await ask(schema, '{ node { owner } }', admin)).refused).toEqual([]);
  });

  it('@auth on an interface guards each field of every type that implements it', async () => {
    expect((await ask(schema, '{ diary { id body owner } }')).refused.map(([path]) => path)).toEqual([
      'diary.id',
      'diary.body',
      'diary.owner',
    ]);
    expect((await ask(schema, '{ diary { id body } }', user)).refused).toEqual([]);
  });

  it('members of a union are guarded by what they are', async () => {
    const { data } = await ask(schema, '{ found { ... on Note { body } ... on Diary { body } } }');
    expect(data).toEqual({ found: [{ body: 'b' }, { body: null }] });
  });

  it.each([
    'union U @auth = T type T { f: String } type Query { u: U }',
    'input I @auth { f: String } type Query { q(i: I): String }',
    'input I { f: String @auth } type Query { q(i: I): String }',
    'enum E @auth { A } type Query { q: E }',
    'enum E { A @auth } type Query { q: E }',
    'scalar S @auth type Query { q: S }',
    'type Query { q(a: String @auth): String }',
  ])('a mistake where it would guard nothing: %s', (typeDefs) => {
    const anywhere = auth.typeDefs.replace(
      /on OBJECT[^\n]*/,
      (places) =>
        `${places} | UNION | INPUT_OBJECT | INPUT_FIELD_DEFINITION | ENUM | ENUM_VALUE | SCALAR | ARGUMENT_DEFINITION`,
    );
    expect(() => library(typeDefs)).toThrow();
    expect(() => auth.transform(makeExecutableSchema({ typeDefs: [anywhere, typeDefs] }))).toThrow(
      /guards nothing/,
    );
  });

  it.each([
    'type Query { q: String @auth(roles: [NOBODY]) }',
    'type Query { q: String @auth(roles: "ADMIN") }',
    'type Query { q: String @auth(role: [ADMIN]) }',
    'type Query { q: String @auth @auth(roles: [ADMIN]) }',
  ])('a mistake at start: %s', (typeDefs) => {
    expect(() => library(typeDefs)).toThrow();
  });
});

describe('authDirective: subscriptions', () => {
  it('are refused before their source is opened, and again at each event once the token is over', async () => {
    const clocked = guardOf([ours]);
    const own = authDirective(clocked);
    let opened = 0;
    async function* ticks() {
      opened += 1;
      for (;;) yield { ticks: 'tick' };
    }
    const schema = own.transform(
      makeExecutableSchema({
        typeDefs: [own.typeDefs, 'type Query { q: String } type Subscription { ticks: String @auth }'],
        resolvers: { Subscription: { ticks: { subscribe: ticks } } },
      }),
    );
    const watch = (contextValue: object) =>
      subscribe({ schema, document: parse('subscription { ticks }'), contextValue });
    expect(await watch({ headers: {} })).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(opened).toBe(0);
    const events = (await watch({
      connectionParams: { authorization: user.headers.authorization },
    })) as AsyncGenerator<ExecutionResult>;
    expect((await events.next()).value).toMatchObject({ data: { ticks: 'tick' } });
    clocked.advance(900);
    expect((await events.next()).value).toMatchObject({
      errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }],
    });
    await events.return(undefined);
  });
});
