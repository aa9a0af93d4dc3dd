/** What roles may do, by ROLE_PERMISSIONS: in `me`, in the token, to resource servers and to proxies. */
import { makeExecutableSchema } from '@graphql-tools/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGuard } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';
import { execute, parse } from 'graphql';

import { RefreshDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { postToken, resourceServers } from '../harness/resource-server.js';
import { claimsOf } from '../harness/token.js';

const EDITING = ['posts:read', 'posts:write'];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    ...resourceServers,
    ROLES: 'USER,EDITOR,AUDITOR,ADMIN',
    ROLE_PERMISSIONS: 'USER=posts:read, EDITOR=posts:write posts:read, AUDITOR=audit:read',
    REQUIRE_SECOND_FACTOR: 'AUDITOR',
    ACCESS_TOKEN_CLAIMS: 'email,permissions,scope',
  });
});
afterAll(() => gateway.stop());

interface Refused {
  readonly requires: string;
}

/** Written past this replica: the change feed tells it. */
const giveRoles = (email: string, roles: string[]) =>
  gateway.database.collection('users').updateOne({ emailCanonical: email }, { $set: { roles } });

/** With a token that was written after the roles were given. */
async function somebody(...roles: string[]): Promise<{ accessToken: string; refreshToken: string }> {
  const { email, accessToken, refreshToken } = await signUp(gateway);
  await giveRoles(email, ['USER', ...roles]);
  await until('the roles are told', async () => (await rolesOf(accessToken)).length === roles.length + 1);
  const next = (await gateway.api.call(RefreshDocument, { refreshToken })).refresh;
  return { accessToken: next.accessToken, refreshToken: next.refreshToken ?? '' };
}

async function rolesOf(token: string): Promise<readonly string[]> {
  const told = (await (await postToken(gateway, '/oauth/introspect', { token })).json()) as {
    roles: string[];
  };
  return told.roles;
}

async function me(accessToken: string): Promise<unknown> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ query: '{ me { permissions } }' }),
  });
  return ((await response.json()) as { data: { me: { permissions: unknown } } }).data.me.permissions;
}

describe('permissions', () => {
  it('are those of all roles together, each once, wherever they are told', async () => {
    const { accessToken } = await somebody('EDITOR');
    expect(await me(accessToken)).toEqual(EDITING);
    expect(claimsOf(accessToken)).toMatchObject({ permissions: EDITING, scope: 'posts:read posts:write' });
    expect(claimsOf(accessToken)).not.toHaveProperty('roles');
    const introspected = await postToken(gateway, '/oauth/introspect', { token: accessToken });
    expect(await introspected.json()).toMatchObject({
      permissions: EDITING,
      scope: 'posts:read posts:write',
    });
  });

  it('of a role that has none are none', async () => {
    const { accessToken } = await signUp(gateway);
    expect(await me(accessToken)).toEqual(['posts:read']);
  });

  it('of a role that counts with a second factor alone do not count without', async () => {
    const { email, accessToken } = await signUp(gateway);
    await giveRoles(email, ['USER', 'AUDITOR']);
    const ask = async () => (await forward(accessToken, 'permissions=audit:read')).json();
    await until('the role is told', async () => ((await ask()) as Refused).requires !== 'permission');
    expect(await ask()).toMatchObject({ requires: 'secondFactor', permissions: ['audit:read'] });
    expect(await me(accessToken)).toEqual(['posts:read']);
  });
});

const forward = (accessToken: string, query: string) =>
  fetch(`${gateway.url}/forward-auth?${query}`, { headers: { authorization: `Bearer ${accessToken}` } });

describe('forward-auth', () => {
  it('lets pass who has all of them, and tells the service which', async () => {
    const editor = await somebody('EDITOR');
    const passed = await forward(editor.accessToken, 'permissions=posts:write,posts:read');
    expect([passed.status, passed.headers.get('x-auth-permissions')]).toEqual([200, EDITING.join(',')]);
  });

  it('refuses who lacks one, and says which were asked for', async () => {
    const refused = await forward((await signUp(gateway)).accessToken, 'permissions=posts:read,posts:write');
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      403,
      'Bearer realm="portcullis", error="insufficient_scope"',
    ]);
    expect(await refused.json()).toMatchObject({
      code: 'FORBIDDEN',
      requires: 'permission',
      permissions: EDITING,
    });
  });

  it.each([
    'permissions=',
    'permissions=a,,b',
    'permissions=a%20b',
    'permissions=a&permissions=b',
    'permission=a',
  ])('takes no question that is misspelled (%s)', async (query) => {
    const { accessToken } = await signUp(gateway);
    expect((await forward(accessToken, query)).status).toBe(400);
  });
});

describe('@auth of a resource server', () => {
  it('asks for all of them, by what the token says', async () => {
    const guard = createGuard({
      issuer: gateway.url.replace('127.0.0.1', 'localhost'),
      audience: 'portcullis',
    });
    const auth = authDirective(guard);
    const schema = auth.transform(
      makeExecutableSchema({
        typeDefs: [
          auth.typeDefs,
          'type Query { read: String @auth(permissions: ["posts:read"]) write: String @auth(permissions: ["posts:read", "posts:write"]) }',
        ],
        resolvers: { Query: { read: () => 'text', write: () => 'text' } },
      }),
    );
    const ask = async (accessToken: string) => {
      const contextValue = { headers: { authorization: `Bearer ${accessToken}` } };
      const { data, errors = [] } = await execute({
        schema,
        document: parse('{ read write }'),
        contextValue,
      });
      return { ...data, refused: errors.map(({ extensions }) => extensions) };
    };
    const reader = await signUp(gateway);
    const editor = await somebody('EDITOR');
    expect(await ask(reader.accessToken)).toEqual({
      read: 'text',
      write: null,
      refused: [{ code: 'FORBIDDEN', requires: 'permission', permissions: EDITING }],
    });
    expect(await ask(editor.accessToken)).toEqual({ read: 'text', write: 'text', refused: [] });
  });
});
