/** `_entities` that a resolver of one's own answers: what it is given, and what the caller. */
import { makeExecutableSchema } from '@graphql-tools/schema';
import { expect, it } from '@jest/globals';
import { authDirective } from '@portcullis/guard/graphql';
import { execute, parse } from 'graphql';

import { guardOf, makeKey, token } from './tokens.js';

const ours = await makeKey('ours');
const auth = authDirective(guardOf([ours]));
const headersOf = (claims: object) => ({ headers: { authorization: `Bearer ${token(ours, claims)}` } });
const nobody = { headers: {} };
const user = headersOf({});
const admin = headersOf({ roles: ['ADMIN'] });

interface Reference {
  readonly __typename: string;
  readonly id: string;
}

function createSubgraph(query = '', answer = (references: readonly Reference[]): unknown => references) {
  const given: unknown[] = [];
  const typeDefs = `
    scalar _Any
    union _Entity = Note | Diary | Ledger
    interface Private @auth { id: ID! }
    type Note { id: ID! secret: String @auth }
    type Diary implements Private { id: ID! }
    interface Media { id: ID! }
    type Ledger implements Media @auth(roles: ["ADMIN"]) { id: ID! }
    type Query ${query} { _entities(representations: [_Any!]!): [_Entity]! }
  `;
  const resolvers = {
    Query: {
      _entities(_: unknown, { representations }: { representations: readonly Reference[] }) {
        given.push(...representations.map(({ id }) => id));
        return answer(representations);
      },
    },
    Note: { secret: () => 's' },
  };
  return {
    schema: auth.transform(makeExecutableSchema({ typeDefs: [auth.typeDefs, typeDefs], resolvers })),
    given,
  };
}

const document = parse(`query($r: [_Any!]!) { _entities(representations: $r) {
  ... on Note { id secret } ... on Diary { id } ... on Ledger { id }
} }`);
const references = ['Note', 'Diary', 'Ledger', 'Note'].map((__typename, index) => ({
  __typename,
  id: String(index),
}));

async function ask({ schema, given }: ReturnType<typeof createSubgraph>, contextValue: object) {
  const result = await execute({ schema, document, contextValue, variableValues: { r: references } });
  const found = result.data?.['_entities'] as readonly (Reference | null)[] | undefined;
  const refused = (result.errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions['code']]);
  return { found: found?.map((entity) => entity?.id ?? null), given, refused: refused.sort() };
}

it('hands on those alone that the caller may read, and refuses the others in their places', async () => {
  expect(await ask(createSubgraph(), nobody)).toEqual({
    found: ['0', null, null, '3'],
    given: ['0', '3'],
    refused: [
      ['_entities.0.secret', 'UNAUTHENTICATED'],
      ['_entities.1', 'UNAUTHENTICATED'],
      ['_entities.2', 'UNAUTHENTICATED'],
      ['_entities.3.secret', 'UNAUTHENTICATED'],
    ],
  });
  expect(await ask(createSubgraph(), user)).toEqual({
    found: ['0', '1', null, '3'],
    given: ['0', '1', '3'],
    refused: [['_entities.2', 'FORBIDDEN']],
  });
  expect(await ask(createSubgraph(), admin)).toEqual({
    found: ['0', '1', '2', '3'],
    given: ['0', '1', '2', '3'],
    refused: [],
  });
});

it('goes with promises in the list, and with promises of one', async () => {
  const later = createSubgraph('', (found) =>
    Promise.resolve(found.map((entity) => Promise.resolve(entity))),
  );
  expect(await ask(later, nobody)).toMatchObject({ found: ['0', null, null, '3'], given: ['0', '3'] });
});

it('a guard of the field itself refuses all of it', async () => {
  expect(await ask(createSubgraph('@auth'), nobody)).toEqual({
    found: undefined,
    given: [],
    refused: [['_entities', 'UNAUTHENTICATED']],
  });
});

it('leaves a field of that name alone that is no subgraph’s', async () => {
  const typeDefs = 'type Query { _entities: [Int] } type Diary @auth { id: ID }';
  const resolvers = { Query: { _entities: () => [1] } };
  const schema = auth.transform(makeExecutableSchema({ typeDefs: [auth.typeDefs, typeDefs], resolvers }));
  const result = await execute({ schema, document: parse('{ _entities }'), contextValue: nobody });
  expect(result.data).toMatchObject({ _entities: [1] });
});

it('by the name of an interface, hands on none that may come to a type that the caller may not read', async () => {
  const given: unknown[] = [];
  for (const caller of [nobody, user, admin]) {
    const subgraph = createSubgraph();
    const variableValues = { r: [{ __typename: 'Media', id: '7' }] };
    await execute({ schema: subgraph.schema, document, contextValue: caller, variableValues });
    given.push(subgraph.given);
  }
  expect(given).toEqual([[], [], ['7']]);
});
