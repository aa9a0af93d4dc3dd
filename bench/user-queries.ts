/** What an admin asks of the list of accounts. */
import type { HttpClient } from './http-client.js';
import { graphqlCall } from './operations.js';
import { known, namesOf } from './user-crowd.js';

interface UsersVariables {
  readonly first?: number;
  readonly after?: string;
  readonly search?: string;
  readonly filter?: { readonly role?: string; readonly suspended?: boolean; readonly verified?: boolean };
}

interface UsersAnswer {
  /** On this page. */
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  readonly totalCount: number;
}

export type AskUsers = (variables: UsersVariables) => Promise<UsersAnswer>;

const document = `query($first:Int,$after:String,$search:String,$filter:UserFilter){
  users(first:$first,after:$after,search:$search,filter:$filter){
    edges{cursor node{id email username firstName lastName phoneNumber roles createdAt}}
    pageInfo{hasNextPage endCursor} totalCount}}`;

/** @throws Error on any answer but a list. */
export function createAskUsers(client: HttpClient, accessToken: string): AskUsers {
  return async (variables) => {
    const call = graphqlCall(document, variables, { authorization: `Bearer ${accessToken}` });
    const text = await client.send(call);
    const { data } = JSON.parse(text) as { data?: { users?: UsersAnswer } | null };
    if (!data?.users) throw new Error(`users answered ${text.slice(0, 300)}`);
    return data.users;
  };
}

/** A cursor so deep in the list, or in its middle where the list is shorter: walked to, as nobody can make one. */
export async function walkTo(depth: number, ask: AskUsers): Promise<string> {
  let cursor: string | null = null;
  for (let passed = 0; passed < depth; passed += 100) {
    const first = Math.min(100, depth - passed);
    const { pageInfo } = await ask({ first, ...(cursor !== null && { after: cursor }) });
    cursor = pageInfo.endCursor;
  }
  if (cursor === null) throw new Error('There is nobody in the list.');
  return cursor;
}

export interface UsersQuery {
  readonly name: string;
  readonly variables: UsersVariables;
}

/** @param deep a cursor. */
export function usersQueries(deep: string): UsersQuery[] {
  const one = namesOf(known);
  const search = (name: string, text: string) => ({ name: `search: ${name}`, variables: { search: text } });
  const filter = (name: string, value: NonNullable<UsersVariables['filter']>) => ({
    name: `filter: ${name}`,
    variables: { filter: value },
  });
  return [
    { name: 'first page', variables: {} },
    { name: 'page by a deep cursor', variables: { after: deep } },
    search('address, one', one.email.slice(0, one.email.indexOf('@'))),
    search('address, many (ma)', 'ma'),
    search('username, one', one.username),
    search('username, many (ms)', 'ms'),
    search('phone, one', one.phoneNumber),
    search('phone, many (+49 150)', '+49 150'),
    search('name, one', one.last),
    search('name, many (schm)', 'schm'),
    search('nothing', 'qqzz-nobody'),
    filter('role ADMIN', { role: 'ADMIN' }),
    filter('role EDITOR', { role: 'EDITOR' }),
    filter('suspended', { suspended: true }),
    filter('not suspended', { suspended: false }),
    filter('verified', { verified: true }),
    filter('not verified', { verified: false }),
    { name: 'suspended, address (ma)', variables: { search: 'ma', filter: { suspended: true } } },
  ];
}
