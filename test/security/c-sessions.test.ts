/** How sessions end, and what their owner sees of them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  Disable2FaDocument,
  MeDocument,
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignInWithTotpDocument,
  SignOutDocument,
  SignOutEverywhereDocument,
  SuspendUserDocument,
  UserSessionsDocument,
} from '../generated/operations.js';
import { challengeFor, freshCode, personWith2fa } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { makeAdmin, opened, type SignedUp, signUp } from '../harness/people.js';

const DAY_MS = 86_400_000;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false' });
});
afterAll(() => gateway.stop());

const signIn = async ({ email, password }: Pick<SignedUp, 'email' | 'password'>, at = gateway) =>
  opened((await at.api.call(SignInDocument, { input: { email, password } })).signIn);
const signOut = (refreshToken: string) => gateway.api.send(SignOutDocument, { refreshToken });
const codesOf = async ({
  accessToken,
  refreshToken = null,
}: {
  accessToken: string;
  refreshToken?: string | null;
}) => [
  (await gateway.api.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code,
  (await gateway.api.send(RefreshDocument, { refreshToken })).errors[0]?.extensions.code,
];
const isOpen = [undefined, undefined];
const isOver = ['TOKEN_INVALID', 'TOKEN_INVALID'];
const nextPassword = 'a different good passphrase';

describe('C6 signOut ends its session, and answers alike for whatever token it is given', () => {
  it('at once, for the access token too', async () => {
    const [person, bystander] = [await signUp(gateway), await signUp(gateway)];
    expect((await signOut(person.refreshToken)).errors).toEqual([]);
    expect(await codesOf(person)).toEqual(isOver);
    expect(await codesOf(bystander)).toEqual(isOpen);
  });

  it('unknown, forged, ended or of somebody else (RFC 7009 section 2.2)', async () => {
    const [person, ended] = [await signUp(gateway), await signUp(gateway)];
    const good = await signOut(ended.refreshToken);
    const [id, secret] = [person.refreshToken.split('.')[0] ?? '', ended.refreshToken.split('.')[1] ?? ''];
    const tokens = [ended.refreshToken, `${id}.${secret}`, `${'0'.repeat(24)}.${secret}`, 'nonsense', ''];
    const answers = await Promise.all(tokens.map(signOut));
    for (const { status, data, errors } of answers)
      expect({ status, data, errors }).toEqual({ status: 200, data: good.data, errors: [] });
    expect(await codesOf(person)).toEqual(isOpen);
  });

  it('everywhere: every session of the caller, and of nobody else', async () => {
    const [person, bystander] = [await signUp(gateway), await signUp(gateway)];
    const another = await signIn(person);
    await gateway.api.call(SignOutEverywhereDocument, undefined, person);
    expect(await Promise.all([person, another].map(codesOf))).toEqual([isOver, isOver]);
    expect(await codesOf(bystander)).toEqual(isOpen);
  });
});

describe('C7 whoever changes how one signs in, or loses the account, ends the other sessions', () => {
  it('changed password', async () => {
    const person = await signUp(gateway);
    const here = await signIn(person);
    const input = { currentPassword: person.password, password: nextPassword, passwordConfirm: nextPassword };
    await gateway.api.call(ChangePasswordDocument, { input }, here);
    expect(await codesOf(person)).toEqual(isOver);
  });

  it('reset password', async () => {
    const person = await signUp(gateway);
    const another = await signIn(person);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const token = await mailedToken(gateway, person.email, subjects.reset);
    const input = { token, password: nextPassword, passwordConfirm: nextPassword };
    await gateway.api.call(ResetPasswordDocument, { input });
    expect(await Promise.all([person, another].map(codesOf))).toEqual([isOver, isOver]);
  });

  it('second factor switched off', async () => {
    const person = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person);
    const input = { challengeToken, code: freshCode(gateway, person) };
    const { signInWithTotp } = await gateway.api.call(SignInWithTotpDocument, { input });
    const proof = { password: person.password, code: freshCode(gateway, person) };
    await gateway.api.call(Disable2FaDocument, proof, signInWithTotp);
    expect(await codesOf(person)).toEqual(isOver);
  });

  it('suspended', async () => {
    const [person, admin] = [await signUp(gateway), await signUp(gateway)];
    await makeAdmin(gateway, admin);
    await gateway.api.call(SuspendUserDocument, { userId: person.userId, reason: 'abuse' }, admin);
    expect(await codesOf(person)).toEqual(isOver);
  });
});

describe('C26 sessions are capped, and their owner sees each without its token', () => {
  it('shows device, address, beginning and last use, and nothing that opens one', async () => {
    const person = await signUp(gateway);
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
    const { email, password } = person;
    const { data } = await gateway.api.send(
      SignInDocument,
      { input: { email, password } },
      { headers: { 'user-agent': userAgent } },
    );
    const { refreshToken = null } = opened(data?.signIn);
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken });
    const { user } = await gateway.api.call(UserSessionsDocument, { id: person.userId }, person);
    const text = JSON.stringify(user?.sessions);
    expect(user?.sessions.edges[0]?.node).toMatchObject({
      device: 'Firefox on Linux',
      createdByIp: '127.0.0.1',
      createdAt: expect.any(String),
      lastRefreshedAt: expect.any(String),
      isActive: true,
    });
    for (const token of [person.refreshToken, refreshToken, refresh.refreshToken ?? '', refresh.accessToken])
      expect(text).not.toContain(token?.split('.').at(-1));
  });

  it('ends the oldest for one too many, and counts those that are over no more', async () => {
    const few = await startTestGateway({ MAX_SESSIONS_PER_USER: '3', RATE_LIMIT: 'false' });
    try {
      const person = await signUp(few);
      const tokens = [person.accessToken];
      for (let turn = 0; turn < 3; turn++) tokens.push((await signIn(person, few)).accessToken);
      const codes = tokens.map(async (accessToken) => {
        const { errors } = await few.api.send(MeDocument, undefined, { accessToken });
        return errors[0]?.extensions.code;
      });
      expect(await Promise.all(codes)).toEqual(['TOKEN_INVALID', undefined, undefined, undefined]);
      const sessions = few.database.collection('sessions');
      await Promise.all(Array.from({ length: 20 }, () => signIn(person, few)));
      expect(await sessions.countDocuments({ endedAt: { $exists: false } })).toBe(3);
      const crowded = { endReason: 'TOO_MANY_SESSIONS' };
      const before = await sessions.countDocuments(crowded);
      few.clock.advance(8 * DAY_MS);
      await signIn(person, few);
      expect(await sessions.countDocuments(crowded)).toBe(before);
    } finally {
      await few.stop();
    }
  });
});
