/** What is asked at every size: each load by the same people of the same number, among more and more others. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { HttpClient } from './http-client.js';
import { graphqlCall, type Operations, type Person } from './operations.js';
import { known, namesOf } from './user-crowd.js';
import { type AskUsers, createAskUsers } from './user-queries.js';

export const growthConnections = 8;

/** How many sessions were ended of late: so long is the revocation list at every size. */
export const endedOfLate = 100;

/** With these there is somebody who is searched for, and enough who come once, of whose sessions so many are ended. */
export const leastUsers = known + 1;

export interface GrowthLoad {
  readonly name: string;
  /** Whether the mark is about it. */
  readonly isMarked: boolean;
  readonly operation: (connection: number) => Promise<unknown>;
}

export interface GrowthActors {
  readonly client: HttpClient;
  readonly operations: Operations;
  readonly admin: Person;
  readonly active: readonly Person[];
  readonly others: readonly Person[];
  readonly users: number;
}

export function growthLoads(actors: GrowthActors): GrowthLoad[] {
  const { client, operations, admin } = actors;
  const active = createTurns(actors.active, growthConnections);
  const others = createTurns(actors.others, growthConnections);
  const marked = (name: string, operation: GrowthLoad['operation']) => ({ name, isMarked: true, operation });
  const askUsers = createAskUsers(client, admin.accessToken);
  return [
    marked('me', (connection) => operations.me(active(connection))),
    marked('refresh', (connection) => operations.refresh(active(connection))),
    marked('sign-in', (connection) => operations.signIn(active(connection))),
    marked('address free?', askWhetherFree(actors, 'isEmailAvailable', 'email', 'EmailAddress')),
    marked('username free?', askWhetherFree(actors, 'isUsernameAvailable', 'username', 'String')),
    marked('my sessions', (connection) => askMySessions(client, active(connection))),
    marked('users, a page', () => expectPage(askUsers, {}, 20)),
    marked('users, a search', () => expectPage(askUsers, { search: namesOf(known).username }, 1)),
    marked('revocation list', () => askRevocations(client)),
    {
      name: 'refresh, once each',
      isMarked: false,
      operation: (connection) => operations.refresh(others(connection)),
    },
  ];
}

/** Each connection has people of its own, whom it takes one after the other, so that no two present one refresh token. */
export function createTurns<Someone extends Person>(
  people: readonly Someone[],
  connections: number,
): (connection: number) => Someone {
  const turns = Array.from({ length: connections }, (_, index) => index);
  return (connection) => {
    const turn = turns[connection] ?? connection;
    const next = turn + connections;
    turns[connection] = next < people.length ? next : connection;
    const person = people[turn];
    if (person === undefined) throw new TypeError(`There is no person ${turn}.`);
    return person;
  };
}

/** In turn of somebody who is there and of nobody. */
function askWhetherFree(
  { client, users }: GrowthActors,
  field: string,
  argument: 'email' | 'username',
  type: string,
): GrowthLoad['operation'] {
  const document = `query($value:${type}!){${field}(${argument}:$value)}`;
  const taken = namesOf(known)[argument].toLowerCase();
  let asked = 0;
  return async () => {
    const isFree = asked++ % 2 === 0;
    const value = isFree ? namesOf(users + asked)[argument].toLowerCase() : taken;
    const text = await client.send(graphqlCall(document, { value }, {}));
    if (text !== `{"data":{"${field}":${isFree}}}\n`)
      throw new Error(`${field} answered ${text.slice(0, 300)}`);
  };
}

const mySessions = `{me{sessions(first:20){totalCount edges{node{id device createdAt lastRefreshedAt isCurrent}}
  pageInfo{hasNextPage}}}}`;

async function askMySessions(client: HttpClient, { accessToken }: Person): Promise<void> {
  const text = await client.send(graphqlCall(mySessions, {}, { authorization: `Bearer ${accessToken}` }));
  const { data } = JSON.parse(text) as { data?: { me?: { sessions: { totalCount: number } } | null } | null };
  if (!data?.me || data.me.sessions.totalCount < 5) throw new Error(`me answered ${text.slice(0, 300)}`);
}

async function expectPage(ask: AskUsers, variables: Parameters<AskUsers>[0], length: number): Promise<void> {
  const { edges } = await ask(variables);
  if (edges.length !== length) throw new Error(`users found ${edges.length}, not ${length}`);
}

/**
 * Resolves once the gateway knows all that was written past it: its change feed has to pass by every account and session of the filling,
 * and while it is late the list is a 503. @throws where that takes ten minutes.
 */
export async function untilFeedIsThere(client: HttpClient): Promise<void> {
  const end = performance.now() + 600_000;
  for (;;) {
    try {
      await askRevocations(client);
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(500);
    }
  }
}

async function askRevocations(client: HttpClient): Promise<void> {
  const text = await client.send({ method: 'GET', path: '/.well-known/revoked-sessions', headers: {} });
  const claims = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as {
    sids?: string[];
  };
  if (claims.sids?.length !== endedOfLate) throw new Error(`a list of ${claims.sids?.length ?? 0}`);
}
