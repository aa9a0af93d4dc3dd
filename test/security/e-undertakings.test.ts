/** What a session began and somebody completes later: it dies with the session, whichever way that is ended. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangeEmailDocument,
  ChangePasswordDocument,
  ConfirmTotpDocument,
  InviteUserDocument,
  RefreshDocument,
  ResetPasswordDocument,
  RestoreUserDocument,
  RevokeRefreshTokenDocument,
  RevokeSessionDocument,
  SendPasswordResetEmailDocument,
  SetupTotpDocument,
  SignInDocument,
  SignOutDocument,
  SignOutEverywhereDocument,
  SuspendUserDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { codeAt } from '../harness/authenticator.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { makeAdmin, newPerson, opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ MAIL_LIMIT: '100', RATE_LIMIT: 'false' });
  replica = await startTestGateway({ ...replicaOf(gateway), MAIL_LIMIT: '100', RATE_LIMIT: 'false' });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

const password = 'another good passphrase';
const codeOfReset = async (token: string) =>
  (await gateway.api.send(ResetPasswordDocument, { input: { token, password, passwordConfirm: password } }))
    .errors[0]?.extensions.code;
const codeOfVerify = async (token: string) =>
  (await gateway.api.send(VerifyEmailDocument, { token })).errors[0]?.extensions.code;
async function resetToken({ email }: Pick<SignedUp, 'email'>): Promise<string> {
  await gateway.api.call(SendPasswordResetEmailDocument, { email });
  return mailedToken(gateway, email, subjects.reset);
}

// ASVS 7.4.1: whoever was thrown out has nothing left that works.
describe('E9 what a session set in motion dies with it, unless it was only signed out', () => {
  const api = () => gateway.api;
  type Person = Pick<SignedUp, 'email' | 'password' | 'userId'>;
  interface Session {
    readonly accessToken: string;
    readonly refreshToken: string;
  }
  const enter = async ({ email, password: known }: Person): Promise<Session> => {
    const input = { email, password: known };
    const { accessToken, refreshToken } = opened((await api().call(SignInDocument, { input })).signIn);
    return { accessToken, refreshToken: refreshToken ?? '' };
  };
  const revoke = (session: Session, by: Session) =>
    api().call(RevokeSessionDocument, { id: String(claimsOf(session.accessToken)['sid']) }, by);
  const idOf = async ({ accessToken }: Session) => {
    const sessions = await gateway.database.collection('sessions').find().toArray();
    const session = sessions.find(({ _id }) => String(_id) === claimsOf(accessToken)['sid']);
    if (session === undefined) throw new Error('There is no such session.');
    return session._id;
  };
  const addressOf = async ({ userId }: Person) => {
    const users = await gateway.database.collection('users').find().toArray();
    return users.find(({ _id }) => String(_id) === userId)?.['email'] as string;
  };
  const newAdmin = async () => {
    const admin = await signUp(gateway);
    await makeAdmin(gateway, admin);
    return admin;
  };
  const begin = async (thief: Session, person: Person) => {
    const { email } = newPerson();
    await api().call(ChangeEmailDocument, { email, password: person.password }, thief);
    const { setupTotp } = await api().call(SetupTotpDocument, { password: person.password }, thief);
    return { link: await mailedToken(gateway, email, subjects.change), secret: setupTotp.secret };
  };
  const confirm = async (secret: string, { accessToken }: Session) =>
    (await api().send(ConfirmTotpDocument, { code: codeAt(secret, gateway.clock.now()) }, { accessToken }))
      .errors[0]?.extensions.code;

  type End = (person: Person, owner: Session, thief: Session) => Promise<Session>;
  const ends: readonly (readonly [string, End])[] = [
    ['REVOKED', async (_, owner, thief) => (await revoke(thief, owner), owner)],
    [
      'REVOKED, by its refresh token',
      async (_, owner, { refreshToken }) => {
        await api().call(RevokeRefreshTokenDocument, { refreshToken }, owner);
        return owner;
      },
    ],
    [
      'REUSED',
      async (_, owner, { refreshToken }) => {
        await api().call(RefreshDocument, { refreshToken });
        gateway.clock.advance(11_000);
        expect((await api().refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_REUSED');
        return owner;
      },
    ],
    [
      'SIGNED_OUT_EVERYWHERE',
      async (person, owner) => {
        await api().call(SignOutEverywhereDocument, undefined, owner);
        return enter(person);
      },
    ],
    [
      'PASSWORD_CHANGED',
      async (person, owner) => {
        const input = { currentPassword: person.password, password, passwordConfirm: password };
        const { changePassword } = await api().call(ChangePasswordDocument, { input }, owner);
        return { ...owner, accessToken: changePassword.accessToken };
      },
    ],
    [
      'CREDENTIALS_CHANGED',
      async (person, owner) => {
        const { email } = newPerson();
        await api().call(ChangeEmailDocument, { email, password: person.password }, owner);
        const token = await mailedToken(gateway, email, subjects.change);
        await api().call(VerifyEmailDocument, { token });
        return owner;
      },
    ],
    [
      'SUSPENDED',
      async (person) => {
        const [admin, { userId }] = [await newAdmin(), person];
        await api().call(SuspendUserDocument, { userId }, admin);
        await api().call(RestoreUserDocument, { userId }, admin);
        return enter(person);
      },
    ],
  ];

  it.each(ends)('a change of address and a set-up of TOTP: %s', async (_, end) => {
    const person = await signUp(gateway);
    const thief = await enter(person);
    const { link, secret } = await begin(thief, person);
    const owner = await end(person, person, thief);
    const before = await addressOf(person);
    expect(await codeOfVerify(link)).toBe('LINK_INVALID');
    expect(await addressOf(person)).toBe(before);
    expect(await confirm(secret, owner)).toBe('TWO_FACTOR_NOT_SET_UP');
  });

  it('a plain sign-out ends neither, and a session that was purged revives neither', async () => {
    const person = await signUp(gateway);
    const away = await enter(person);
    const { link, secret } = await begin(away, person);
    await api().call(SignOutDocument, { refreshToken: away.refreshToken });
    expect(await confirm(secret, person)).toBeUndefined();
    const other = await enter(person);
    expect(await codeOfVerify(link)).toBe('LINK_INVALID'); // of before the app was connected
    const { email } = newPerson();
    const proof = { password: person.password };
    await api().call(ChangeEmailDocument, { email, ...proof }, other);
    await api().call(SignOutDocument, { refreshToken: other.refreshToken });
    expect(await codeOfVerify(await mailedToken(gateway, email, subjects.change))).toBeUndefined();
    const third = newPerson().email;
    const fresh = await enter({ ...person, email });
    await api().call(ChangeEmailDocument, { email: third, ...proof }, fresh);
    const last = await mailedToken(gateway, third, subjects.change);
    await gateway.database.collection('sessions').deleteOne({ _id: await idOf(fresh) });
    expect(await codeOfVerify(last)).toBe('LINK_INVALID');
  });

  describe('an invitation', () => {
    const invite = async (by: Session, email = newPerson().email) => {
      await api().call(InviteUserDocument, { email, roles: ['ADMIN'] }, by);
      return { email, token: await mailedToken(gateway, email, /^You have been invited/) };
    };

    it('dies with the session of its admin, by whichever link, and another admin invites anew', async () => {
      const admin = await newAdmin();
      const stolen = await enter(admin);
      const { email, token } = await invite(stolen);
      const reset = await resetToken({ email });
      await revoke(stolen, admin);
      expect(await codeOfReset(token)).toBe('LINK_INVALID');
      expect(await codeOfReset(reset)).toBe('LINK_INVALID');
      const page = await (await fetch(`${gateway.url}/reset-password?token=${token}`)).text();
      expect(page).toContain('action="/reset-password/request"');
      await api().call(SendPasswordResetEmailDocument, { email });
      expect(await resetToken({ email })).toBe(reset);
      expect(await codeOfReset((await invite(admin, email)).token)).toBeUndefined();
    });

    it('outlives a plain sign-out', async () => {
      const admin = await newAdmin();
      const away = await enter(admin);
      const { token } = await invite(away);
      await api().call(SignOutDocument, { refreshToken: away.refreshToken });
      expect(await codeOfReset(token)).toBeUndefined();
    });

    it('waits for a revocation that is under way, and dies by it', async () => {
      const admin = await newAdmin();
      const stolen = await enter(admin);
      const { token } = await invite(stolen);
      const sessions = gateway.database.collection('sessions');
      const admins = gateway.database.admin();
      const aborted = async () => {
        const { transactions } = (await admins.serverStatus()) as { transactions: { totalAborted: unknown } };
        return Number(transactions.totalAborted);
      };
      const held = gateway.database.client.startSession();
      held.startTransaction();
      const ended = { $set: { endedAt: new Date(), endReason: 'REVOKED' } };
      await sessions.updateOne({ _id: await idOf(stolen) }, ended, { session: held });
      const before = await aborted();
      const answer: { code?: string | undefined } = {};
      const used = codeOfReset(token).then((code) => (answer.code = code ?? 'used'));
      await until('the use has met it', async () => 'code' in answer || (await aborted()) > before);
      await held.commitTransaction();
      await held.endSession();
      await used;
      expect(answer.code).toBe('LINK_INVALID');
    });
  });

  it('of revocation and use at one instant, on two replicas, whichever is later finds the other done', async () => {
    for (let round = 0; round < 8; round++) {
      const person = await signUp(gateway);
      const thief = await enter(person);
      const { email } = newPerson();
      await api().call(ChangeEmailDocument, { email }, thief);
      const token = await mailedToken(gateway, email, subjects.change);
      const use = () => replica.api.send(VerifyEmailDocument, { token });
      const early = round % 2 ? use() : undefined;
      const revoked = revoke(thief, person).then(() => addressOf(person));
      const { errors } = await (early ?? use());
      const afterRevocation = await revoked.catch(() => undefined);
      // The owner's own session ends where the address was moved first; then there is nothing to revoke any more.
      if (afterRevocation === undefined) expect(errors).toEqual([]);
      else expect(await addressOf(person)).toBe(afterRevocation);
      expect(await addressOf(person)).toBe(errors.length === 0 ? email : person.email);
    }
  });
});
