/** What an executor makes of a guarded schema: contexts of any kind, one verdict an operation, its own resolvers. */
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { IResolvers } from '@graphql-tools/utils';
import { describe, expect, it } from '@jest/globals';
import { UnavailableError } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';
import {
  execute,
  type ExecutionResult,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  parse,
  subscribe,
} from 'graphql';

import { claims, guardOf, makeKey, token } from './tokens.js';

const ours = await makeKey('ours');
const user = { headers: { authorization: `Bearer ${token(ours, { email_verified: false })}` } };
const admin = { headers: { authorization: `Bearer ${token(ours, { roles: ['ADMIN'] })}` } };

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

describe('authDirective: whatever the context is', () => {
  const schema = library('type Query { open: String mine: String @auth }', {
    Query: { open: text, mine: text },
  });
  const throwing = new Proxy(
    {},
    {
      get() {
        throw new Error('no');
      },
    },
  );
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'a text'],
    ['a number', 5],
    ['a function', text],
    ['frozen', Object.freeze({})],
    ['a proxy that throws', throwing],
    ['a proxy that was revoked', proxy],
  ])('%s: guarded fields are refused, and nobody is left with a promise', async (_name, contextValue) => {
    const { data, errors } = await execute({
      schema,
      document: parse('{ open mine m: mine }'),
      contextValue,
    });
    expect(data).toEqual({ open: 'text', mine: null, m: null });
    expect(errors).toHaveLength(2);
  });

  it('a frozen one and a proxy of a good one let the caller in', async () => {
    for (const context of [Object.freeze({ ...user }), new Proxy(user, {})])
      expect((await ask(schema, '{ mine }', context)).refused).toEqual([]);
  });

  it('the `token` option needs none', async () => {
    const own = authDirective<object | undefined>(guard, { token: () => token(ours) });
    const typeDefs = [own.typeDefs, 'type Query { mine: String @auth }'];
    const guarded = own.transform(makeExecutableSchema({ typeDefs, resolvers: { Query: { mine: text } } }));
    expect(await execute({ schema: guarded, document: parse('{ mine }') })).toEqual({
      data: { mine: 'text' },
    });
  });
});

describe('authDirective: each operation is judged anew, and once', () => {
  const watched = () => {
    const clocked = guardOf([ours]);
    const seen = { verified: 0, isDown: false, advance: clocked.advance };
    const own = authDirective({
      ...clocked,
      async verify(given) {
        seen.verified += 1;
        if (seen.isDown) throw new UnavailableError('down');
        return clocked.verify(given);
      },
    });
    const sub = async (_source: unknown, _args: unknown, context: object, info: GraphQLResolveInfo) =>
      (await own.claims(context, info))?.sub;
    const typeDefs = [
      own.typeDefs,
      'type Query { a: String @auth b: String @auth(roles: ["USER"]) sub: String }',
    ];
    const schema = own.transform(makeExecutableSchema({ typeDefs, resolvers: { Query: { a: text, sub } } }));
    return { ...own, seen, ask: (query: string) => ask(schema, query, user) };
  };

  it('however many fields ask, the claims among them', async () => {
    const { seen, ...own } = watched();
    expect((await own.ask('{ a b c: a sub }')).data).toEqual({
      a: 'text',
      b: null,
      c: 'text',
      sub: claims.sub,
    });
    expect(seen.verified).toBe(1);
    await Promise.all([own.ask('{ a b }'), own.ask('{ a b }')]);
    expect(seen.verified).toBe(3);
    expect([await own.claims(user), await own.claims(user)]).toHaveLength(2);
    expect(seen.verified).toBe(5);
  });

  it('so that one context, kept for a connection, opens nothing once the token is over', async () => {
    const { seen, ...own } = watched();
    expect((await own.ask('{ a }')).refused).toEqual([]);
    seen.advance(900);
    expect((await own.ask('{ a }')).refused).toEqual([['a', { code: 'TOKEN_EXPIRED' }]]);
    await expect(own.claims(user)).rejects.toMatchObject({ extensions: { code: 'TOKEN_EXPIRED' } });
  });

  it('and one that could not be judged is judged by the next', async () => {
    const { seen, ...own } = watched();
    seen.isDown = true;
    expect((await own.ask('{ a }')).refused).toEqual([['a', { code: 'UNAVAILABLE', retryAfter: 5 }]]);
    seen.isDown = false;
    expect((await own.ask('{ a }')).refused).toEqual([]);
  });
});

describe('authDirective: what the server resolves by', () => {
  const source = { last_name: 'Lovelace' };
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const fieldResolver = (
    from: unknown,
    _args: unknown,
    _context: unknown,
    { fieldName }: GraphQLResolveInfo,
  ) => (from as Record<string, unknown>)[snake(fieldName)];

  it('its fieldResolver resolves guarded fields that have none', async () => {
    const own = authDirective(guard, { fieldResolver });
    const typeDefs = [own.typeDefs, 'type Query { me: Person } type Person { lastName: String @auth }'];
    const resolvers = { Query: { me: () => source } };
    const schema = own.transform(makeExecutableSchema({ typeDefs, resolvers }));
    const document = parse('{ me { lastName } }');
    for (const [contextValue, lastName] of [
      [user, 'Lovelace'],
      [{ headers: {} }, null],
    ] as const)
      expect((await execute({ schema, document, contextValue, fieldResolver })).data).toEqual({
        me: { lastName },
      });
  });

  it('its subscribeFieldResolver opens guarded subscriptions that have none', async () => {
    async function* subscribeFieldResolver() {
      yield { ticks: 'tick' };
    }
    const own = authDirective(guard, { subscribeFieldResolver });
    const typeDefs = [own.typeDefs, 'type Query { q: String } type Subscription { ticks: String @auth }'];
    const schema = own.transform(makeExecutableSchema({ typeDefs }));
    const document = parse('subscription { ticks }');
    const events = await subscribe({ schema, document, contextValue: user, subscribeFieldResolver });
    expect((await (events as AsyncGenerator<ExecutionResult>).next()).value).toMatchObject({
      data: { ticks: 'tick' },
    });
  });
});

interface EntityType {
  readonly extensions: { apollo?: { subgraph: { resolveReference: (...args: unknown[]) => Promise<void> } } };
  readonly resolveReference?: (...args: unknown[]) => Promise<void>;
}

describe('authDirective: entities of a federation', () => {
  it('those of a guarded type are not looked up for who may not read them', async () => {
    const looked: number[] = [];
    const schema = makeExecutableSchema({
      typeDefs: [
        auth.typeDefs,
        `interface Secret @auth(roles: [ADMIN]) { id: String }
         type Diary implements Secret { id: String } type Note { id: String body: String @auth }
         type Query { q(type: String): String }`,
      ],
      resolvers: {
        Query: {
          // As @apollo/subgraph and Mercurius look up `_entities`.
          q: async (_source, args: { type: string }, context: object, info) => {
            const type = info.schema.getType(args.type) as unknown as EntityType;
            await type.extensions.apollo?.subgraph.resolveReference({ id: 1 }, context, info);
            await type.resolveReference?.({ id: 1 }, {}, context, info);
            return 'found';
          },
        },
      },
    });
    const look = (_reference: unknown, ...rest: unknown[]) => looked.push(rest.length);
    const [diary, note] = ['Diary', 'Note'].map((name) => schema.getType(name)) as unknown as EntityType[];
    for (const type of [diary, note])
      Object.assign(type ?? {}, {
        extensions: { apollo: { subgraph: { resolveReference: look } } },
        resolveReference: look,
      });
    auth.transform(schema);
    expect((await ask(schema, '{ q(type: "Diary") }', user)).refused).toEqual([
      ['q', { code: 'FORBIDDEN', requires: 'role', roles: ['ADMIN'] }],
    ]);
    expect((await ask(schema, '{ q(type: "Diary") }')).refused).toEqual([['q', { code: 'UNAUTHENTICATED' }]]);
    expect(looked).toEqual([]);
    expect((await ask(schema, '{ q(type: "Diary") }', admin)).refused).toEqual([]);
    expect((await ask(schema, '{ q(type: "Note") }')).refused).toEqual([]);
    expect(looked).toEqual([2, 3, 2, 3]);
  });
});
