/** What an application has beside the gateway: a GraphQL service that keeps notes, and trusts the gateway's tokens alone. */
import { randomUUID } from 'node:crypto';

import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { createGuard } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import type { LocalServer } from './local-server.js';

export interface NotesServiceOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** The gateway's PUBLIC_URL. */
  readonly issuer: string;
}

interface Note {
  readonly id: string;
  readonly text: string;
  readonly at: string;
  readonly owner: string;
  readonly author: string;
}

const typeDefs = /* GraphQL */ `
  type Note {
    id: ID!
    text: String!
    at: String!
    author: String!
  }
  type Query {
    notes: [Note!] @auth
    everyNote: [Note!] @auth(roles: [ADMIN])
  }
  type Mutation {
    addNote(text: String!): Note @auth
    removeNote(id: ID!): Boolean @auth
  }
`;

const LONGEST_TEXT = 280;

type Resolver<Args = unknown> = (
  root: unknown,
  args: Args,
  context: object,
  info: GraphQLResolveInfo,
) => unknown;

/** Pages of any origin may call: what they need is in a header, which no browser adds by itself. */
export async function startNotesService({ port, issuer }: NotesServiceOptions): Promise<LocalServer> {
  const guard = createGuard({ issuer, audience: 'portcullis' });
  const auth = authDirective(guard, { roles: ['USER', 'ADMIN'] });
  const resolvers = createResolvers(async (context, info) => {
    const claims = await auth.claims(context, info);
    return { owner: claims?.sub ?? '', author: claims?.email ?? '' };
  });
  const schema = auth.transform(makeExecutableSchema({ typeDefs: [auth.typeDefs, typeDefs], resolvers }));
  const server = new ApolloServer({ schema });
  const { url } = await startStandaloneServer(server, {
    listen: { port, host: '127.0.0.1' },
    context: ({ req }) => Promise.resolve({ req }),
  });
  return { url: `http://localhost:${new URL(url).port}`, stop: () => server.stop() };
}

type FindCaller = (context: object, info: GraphQLResolveInfo) => Promise<Pick<Note, 'owner' | 'author'>>;

/** The notes last as long as the process. */
function createResolvers(findCaller: FindCaller) {
  const kept: Note[] = [];
  const newestOf = (shown: readonly Note[]) => [...shown].reverse();
  const notes: Resolver = async (_root, _args, context, info) => {
    const { owner } = await findCaller(context, info);
    return newestOf(kept.filter((note) => note.owner === owner));
  };
  const addNote: Resolver<{ text: string }> = async (_root, { text }, context, info) => {
    const said = { id: randomUUID(), text: text.slice(0, LONGEST_TEXT), at: new Date().toISOString() };
    const note = { ...said, ...(await findCaller(context, info)) };
    kept.push(note);
    return note;
  };
  const removeNote: Resolver<{ id: string }> = async (_root, { id }, context, info) => {
    const { owner } = await findCaller(context, info);
    const index = kept.findIndex((note) => note.id === id && note.owner === owner);
    if (index >= 0) kept.splice(index, 1);
    return index >= 0;
  };
  return { Query: { notes, everyNote: () => newestOf(kept) }, Mutation: { addNote, removeNote } };
}
