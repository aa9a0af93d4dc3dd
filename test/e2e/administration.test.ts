/** setUserRoles, suspendUser and restoreUser; the last admin. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  CreateUserDocument,
  DeleteAccountDocument,
  InviteUserDocument,
  MeDocument,
  RefreshDocument,
  RestoreUserDocument,
  type Role,
  SetUserRolesDocument,
  SignInDocument,
  SuspendUserDocument,
  UsersDocument,
} from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import { makeAdmin, opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
let replica: TestGateway;
let admin: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway({ ROLES: 'USER,ADMIN,EDITOR', RATE_LIMIT: 'false' });
  replica = await startTestGateway({
    ...replicaOf(gateway),
    ROLES: 'USER,ADMIN,EDITOR',
    RATE_LIMIT: 'false',
  });
  admin = await signUp(gateway);
});
beforeEach(async () => {
  await gateway.database
    .collection('users')
    .updateMany({ roles: 'ADMIN', emailCanonical: { $ne: admin.email } }, { $set: { roles: ['USER'] } });
  await makeAdmin(gateway, admin);
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

const roles = (...names: string[]) => names as Role[];
const setRoles = (userId: string, names: string[], by: { accessToken?: string } = admin, { api } = gateway) =>
  api.send(SetUserRolesDocument, { userId, roles: roles(...names) }, { accessToken: by.accessToken });
const suspend = (userId: string, reason?: string, by: { accessToken?: string } = admin, { api } = gateway) =>
  api.send(SuspendUserDocument, { userId, reason: reason ?? null }, { accessToken: by.accessToken });
const restore = (userId: string, by: { accessToken?: string } = admin) =>
  gateway.api.send(RestoreUserDocument, { userId }, { accessToken: by.accessToken });
const eventsOf = (event: string, userId: string) =>
  gateway.logLines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['event'] === event && line['userId'] === userId);
const nobody = ['0'.repeat(24), 'nobody', '', '{"$ne":null}', 'x'.repeat(50_000)];

describe('setUserRoles', () => {
  it('ok: counts at once here and on a replica, is in the next token, and is told', async () => {
    const person = await signUp(gateway);
    const { data } = await setRoles(person.userId, ['EDITOR', 'ADMIN', 'EDITOR']);
    expect(data?.setUserRoles.roles).toEqual(['USER', 'EDITOR', 'ADMIN']);
    await gateway.api.call(UsersDocument, { first: 1 }, person);
    await until('the replica has heard', async () => {
      const { errors } = await replica.api.send(UsersDocument, { first: 1 }, person);
      return errors.length === 0;
    });
    expect(claimsOf(person.accessToken)['roles']).toEqual(['USER']);
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    expect(claimsOf(refresh.accessToken)['roles']).toEqual(['USER', 'EDITOR', 'ADMIN']);
    await newestMail(gateway, person.email, /^What you may do was changed/);
    expect(eventsOf('user.roles-changed', person.userId)).toEqual([
      expect.objectContaining({ actorId: admin.userId, roles: ['USER', 'EDITOR', 'ADMIN'] }),
    ]);
    await setRoles(person.userId, ['USER']);
    expect((await gateway.api.refusal(UsersDocument, { first: 1 }, person)).code).toBe('FORBIDDEN');
  });

  it('ok: the same roles again change nothing', async () => {
    const person = await signUp(gateway);
    await setRoles(person.userId, ['USER']);
    expect(eventsOf('user.roles-changed', person.userId)).toEqual([]);
  });

  it('BAD_USER_INPUT: for none, and for a role that does not exist', async () => {
    const person = await signUp(gateway);
    for (const names of [[], ['KING'], ['USER', '__proto__'], [{ $ne: null } as unknown as string]]) {
      const { errors } = await setRoles(person.userId, names);
      expect([names, errors[0]?.extensions.code]).toEqual([names, 'BAD_USER_INPUT']);
    }
  });

  it('NOT_FOUND: for an admin; FORBIDDEN for anybody else, whoever it is about', async () => {
    const person = await signUp(gateway);
    for (const id of nobody) {
      for (const act of [setRoles(id, ['USER']), suspend(id), restore(id)]) {
        expect([id, (await act).errors[0]?.extensions.code]).toEqual([id, 'NOT_FOUND']);
      }
    }
    for (const id of [...nobody, person.userId, admin.userId]) {
      for (const act of [setRoles(id, ['ADMIN'], person), suspend(id, 'x', person), restore(id, person)])
        expect((await act).errors[0]?.extensions).toEqual({
          ...{ code: 'FORBIDDEN', requires: 'role', roles: ['ADMIN'] },
        });
    }
    expect((await setRoles(person.userId, ['ADMIN'], {})).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('suspendUser and restoreUser', () => {
  it('ok: ends sessions, refuses new ones, keeps the reason for admins, and opens again', async () => {
    const person = await signUp(gateway);
    const { email, password, userId, accessToken, refreshToken } = person;
    const { data } = await suspend(userId, ' spam ');
    expect(data?.suspendUser).toMatchObject({ suspensionReason: 'spam', activeStatus: false });
    expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    const input = { email, password };
    expect((await gateway.api.refusal(SignInDocument, { input })).code).toBe('ACCOUNT_SUSPENDED');
    const session = await gateway.database.collection('sessions').findOne({ endReason: 'SUSPENDED' });
    expect(String(session?.['userId'])).toBe(userId);
    const again = await suspend(userId, 'more spam');
    expect(again.data?.suspendUser).toMatchObject({
      ...{ suspendedAt: data?.suspendUser.suspendedAt, suspensionReason: 'more spam' },
    });
    expect(eventsOf('user.suspended', userId)).toHaveLength(1);
    await newestMail(gateway, email, /^Your account was suspended/);
    const restored = await restore(userId);
    expect(restored.data?.restoreUser).toMatchObject({ suspendedAt: null, suspensionReason: null });
    await newestMail(gateway, email, /^Your account was restored/);
    const anew = opened((await gateway.api.call(SignInDocument, { input })).signIn);
    expect(eventsOf('user.restored', userId)).toEqual([expect.objectContaining({ actorId: admin.userId })]);
    const { errors, data: own } = await gateway.api.send('{ me { id suspensionReason } }', {}, anew);
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect(own).toEqual({ me: { id: userId, suspensionReason: null } });
    expect((await restore(userId)).data?.restoreUser.id).toBe(userId);
  });

  it('BAD_USER_INPUT: for a reason of more than 500 characters, and nothing happens', async () => {
    const person = await signUp(gateway);
    const { errors } = await suspend(person.userId, 'x'.repeat(501));
    expect(errors[0]?.extensions.fields).toMatchObject([{ path: 'reason', rule: 'too-long' }]);
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.suspendedAt).toBeNull();
  });
});

describe('the last admin', () => {
  const last = { code: 'FORBIDDEN', requires: 'anotherAdmin' };

  it('cannot be demoted, suspended or deleted; one of two can, also by themselves', async () => {
    const { password } = admin;
    const deletion = () => gateway.api.send(DeleteAccountDocument, { password }, admin);
    for (const act of [setRoles(admin.userId, ['USER']), suspend(admin.userId), deletion()])
      expect((await act).errors[0]?.extensions).toEqual(last);
    expect((await gateway.api.call(MeDocument, undefined, admin)).me?.roles).toContain('ADMIN');
    const other = await signUp(gateway);
    await setRoles(other.userId, ['ADMIN']);
    await suspend(other.userId);
    // Who is suspended is no admin that counts.
    expect((await setRoles(admin.userId, ['USER'])).errors[0]?.extensions).toEqual(last);
    await restore(other.userId);
    expect((await setRoles(admin.userId, ['USER'])).data?.setUserRoles.roles).toEqual(['USER']);
    expect((await setRoles(admin.userId, ['ADMIN'])).errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('stays, where all admins are demoted and suspended at once on two replicas', async () => {
    for (let round = 0; round < 2; round++) {
      const others: SignedUp[] = [];
      for (let count = 0; count < 3; count++) others.push(await signUp(gateway));
      const ids = [admin, ...others].map(({ userId }) => userId);
      const users = gateway.database.collection('users');
      await users.updateMany(
        { emailCanonical: { $in: others.map(({ email }) => email) } },
        { $set: { roles: ['USER', 'ADMIN'] }, $inc: { version: 1 } },
      );
      const answers = await Promise.all(
        [...ids, ...ids, ...ids].map((id, turn) =>
          turn % 3 === 0
            ? suspend(id, 'race', admin, turn % 2 === 0 ? gateway : replica)
            : setRoles(id, ['USER'], admin, turn % 2 === 0 ? gateway : replica),
        ),
      );
      const open = { roles: 'ADMIN', suspendedAt: { $exists: false }, deletedAt: { $exists: false } };
      const left = await users.countDocuments(open);
      await users.updateOne(
        { emailCanonical: admin.email },
        { $set: { roles: ['USER', 'ADMIN'] }, $unset: { suspendedAt: '' } },
      );
      const { email, password } = admin;
      const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
      admin = { ...admin, accessToken: opened(signIn).accessToken };
      expect(left).toBeGreaterThanOrEqual(1);
      const codes = new Set(answers.map(({ errors }) => errors[0]?.extensions.code ?? 'ok'));
      for (const code of codes) expect(['ok', 'FORBIDDEN', 'TOKEN_INVALID']).toContain(code);
    }
  });
});

describe('createUser', () => {
  it('ok: makes an account that can sign in, and one without a password that cannot', async () => {
    const email = `made${Date.now()}@example.com`;
    const input = { email, password: 'lantern orbit plum 42', roles: roles('EDITOR'), emailVerified: true };
    const { createUser } = await gateway.api.call(CreateUserDocument, { input }, admin);
    expect(createUser).toMatchObject({ email, roles: ['USER', 'EDITOR'], activeStatus: true });
    const { password } = input;
    opened((await gateway.api.call(SignInDocument, { input: { email, password } })).signIn);
    expect(eventsOf('user.created', createUser.id)).toHaveLength(1);
    const bare = { email: `bare${Date.now()}@example.com` };
    const made = await gateway.api.call(CreateUserDocument, { input: bare }, admin);
    expect(made.createUser).toMatchObject({ emailVerifiedAt: null, roles: ['USER'], firstName: null });
    expect((await gateway.api.refusal(SignInDocument, { input: { ...bare, password } })).code).toBe(
      'INVALID_CREDENTIALS',
    );
  });

  it('BAD_USER_INPUT: every failing field; EMAIL_TAKEN; FORBIDDEN', async () => {
    const person = await signUp(gateway);
    const input = { email: 'x', username: '?', password: 'short' };
    const refusal = await gateway.api.refusal(CreateUserDocument, { input }, admin);
    expect(refusal.fields?.map(({ path }) => path)).toEqual(['email', 'username', 'password']);
    const taken = { input: { email: person.email.toUpperCase() } };
    expect((await gateway.api.refusal(CreateUserDocument, taken, admin)).code).toBe('EMAIL_TAKEN');
    const own = { input: { email: 'q@example.com', roles: roles('ADMIN') } };
    expect((await gateway.api.refusal(CreateUserDocument, own, person)).code).toBe('FORBIDDEN');
    const invited = { email: 'q@example.com', roles: roles('ADMIN') };
    expect((await gateway.api.refusal(InviteUserDocument, invited, person)).code).toBe('FORBIDDEN');
  });
});
