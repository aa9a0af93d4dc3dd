/** Whatever ends a session is felt within a fifth of a second by another process of the same service. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  MeDocument,
  RefreshDocument,
  ResetPasswordDocument,
  RevokeRefreshTokenDocument,
  RevokeSessionDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignOutDocument,
  SignOutEverywhereDocument,
} from '../generated/operations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { createGatewayProcesses, until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import type { GraphQLClient } from '../harness/graphql-client.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';
import { postToken, resourceServers } from '../harness/resource-server.js';

const processes = createGatewayProcesses();
const settings = { PUBLIC_URL: 'http://localhost:4999', REFRESH_GRACE: '0', ...resourceServers };
let gateway: TestGateway;
let elsewhere: GraphQLClient;
beforeAll(async () => {
  gateway = await startTestGateway({ ...settings, MONGODB_URI: freshDatabaseUri() });
  const other = await processes.launch({ ...settings, MONGODB_URI: gateway.databaseUri, SECRET: testSecret });
  elsewhere = (await other.ready()).api;
});
afterAll(async () => {
  await processes.endAll();
  await gateway.stop('drop');
});

/** A session of somebody, and how it is ended; some ways end only the others. */
type End = (person: SignedUp) => Promise<unknown>;

const anotherSession = async ({ email, password }: SignedUp) =>
  opened((await gateway.api.call(SignInDocument, { input: { email, password } })).signIn);
const sessionIdOf = ({ refreshToken }: SignedUp) => refreshToken.split('.')[0] ?? '';
const next = 'a different good passphrase';

const ends: Record<string, End> = {
  signOut: ({ refreshToken }) => gateway.api.call(SignOutDocument, { refreshToken }),
  revokeSession: async (person) =>
    gateway.api.call(RevokeSessionDocument, { id: sessionIdOf(person) }, await anotherSession(person)),
  revokeRefreshToken: async (person) =>
    gateway.api.call(
      RevokeRefreshTokenDocument,
      { refreshToken: person.refreshToken },
      await anotherSession(person),
    ),
  signOutEverywhere: async (person) =>
    gateway.api.call(SignOutEverywhereDocument, undefined, await anotherSession(person)),
  'a reused refresh token': async ({ refreshToken }) => {
    await gateway.api.call(RefreshDocument, { refreshToken });
    await gateway.api.send(RefreshDocument, { refreshToken });
  },
  '/oauth/revoke': ({ refreshToken }) => postToken(gateway, '/oauth/revoke', { token: refreshToken }),
  changePassword: async (person) => {
    const input = { currentPassword: person.password, password: next, passwordConfirm: next };
    await gateway.api.call(ChangePasswordDocument, { input }, await anotherSession(person));
  },
  resetPassword: async ({ email }) => {
    await gateway.api.call(SendPasswordResetEmailDocument, { email });
    const token = await mailedToken(gateway, email, subjects.reset);
    await gateway.api.call(ResetPasswordDocument, {
      input: { token, password: next, passwordConfirm: next },
    });
  },
  'a suspension': ({ email }) =>
    gateway.database
      .collection('users')
      .updateOne({ emailCanonical: email }, { $set: { suspendedAt: new Date() } }),
  'a deletion': ({ email }) =>
    gateway.database
      .collection('users')
      .updateOne({ emailCanonical: email }, { $set: { deletedAt: new Date() } }),
};

const codeElsewhere = async (accessToken: string) =>
  (await elsewhere.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code;

describe('an access token whose session was ended', () => {
  it.each(Object.entries(ends))('by %s is refused by another process', async (_, end) => {
    for (let round = 0; round < 2; round++) {
      const person = await signUp(gateway);
      expect(await codeElsewhere(person.accessToken)).toBeUndefined();
      await end(person);
      const isRefused = async () => (await codeElsewhere(person.accessToken)) === 'TOKEN_INVALID';
      await until('it is refused', isRefused);
    }
  });
});
