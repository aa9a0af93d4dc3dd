/** inviteUser, sendPasswordResetEmail on behalf, and the first admin (ADMIN_EMAIL). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  InviteUserDocument,
  MeDocument,
  ResetPasswordDocument,
  type Role,
  SendPasswordResetEmailDocument,
  SignInDocument,
  UsersDocument,
} from '../generated/operations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { mailedMethods, signInByMail } from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, mailsTo, subjects } from '../harness/mailbox.js';
import { signUpByPasskey } from '../harness/passkeys.js';
import { makeAdmin, newPerson, opened, password, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const invited = /^You have been invited/;
let gateway: TestGateway;
let admin: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway({ MAIL_LIMIT: '50' });
  admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
});
afterAll(() => gateway.stop());

const choose = (on: TestGateway, token: string) =>
  on.api.send(ResetPasswordDocument, { input: { token, password, passwordConfirm: password } });
const roles = (...names: string[]) => names as Role[];

describe('inviteUser', () => {
  it('ok: mails a link that sets the password once, and proves the address', async () => {
    const { email } = newPerson();
    const { inviteUser } = await gateway.api.call(
      InviteUserDocument,
      { email, roles: roles('ADMIN') },
      admin,
    );
    expect(inviteUser).toMatchObject({ email, roles: ['USER', 'ADMIN'], emailVerifiedAt: null });
    const token = await mailedToken(gateway, email, invited);
    // Days later, unlike a reset link.
    gateway.clock.advance(6 * 86_400_000);
    expect((await choose(gateway, token)).errors).toEqual([]);
    expect((await choose(gateway, token)).errors[0]?.extensions.code).toBe('LINK_INVALID');
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
    const { me } = await gateway.api.call(MeDocument, undefined, opened(signIn));
    expect(me?.emailVerifiedAt).not.toBeNull();
    const fresh = await gateway.api.call(SignInDocument, { input: { email: admin.email, password } });
    admin = { ...admin, accessToken: opened(fresh.signIn).accessToken };
    const line = gateway.logLines.find((text) => text.includes('"user.invited"')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ userId: inviteUser.id, actorId: admin.userId });
  });

  it('ok: once more for who has not taken it up, with the roles of now; the old link is void', async () => {
    const { email } = newPerson();
    const invite = (...names: string[]) =>
      gateway.api.call(InviteUserDocument, { email, roles: roles(...names) }, admin);
    const first = await invite('ADMIN');
    const old = await mailedToken(gateway, email, invited);
    gateway.clock.advance(6 * 86_400_000);
    const fresh = await gateway.api.call(SignInDocument, { input: { email: admin.email, password } });
    admin = { ...admin, accessToken: opened(fresh.signIn).accessToken };
    const { inviteUser } = await invite('USER');
    expect(inviteUser).toMatchObject({ id: first.inviteUser.id, roles: ['USER'] });
    const token = await mailedToken(gateway, email, invited);
    expect((await choose(gateway, old)).errors[0]?.extensions.code).toBe('LINK_INVALID');
    gateway.clock.advance(6 * 86_400_000);
    expect((await choose(gateway, token)).errors).toEqual([]);
    const again = await gateway.api.call(SignInDocument, { input: { email: admin.email, password } });
    admin = { ...admin, accessToken: opened(again.signIn).accessToken };
    const taken = { email, roles: roles('USER') };
    expect((await gateway.api.refusal(InviteUserDocument, taken, admin)).code).toBe('EMAIL_TAKEN');
  });

  it('begins the account’s language when it is taken up', async () => {
    const { email } = newPerson();
    await gateway.api.call(InviteUserDocument, { email, roles: roles('USER') }, admin);
    const input = { token: await mailedToken(gateway, email, invited), password, passwordConfirm: password };
    await gateway.api.call(ResetPasswordDocument, { input }, { headers: { 'accept-language': 'fr' } });
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
    expect(opened(signIn).user.locale).toBe('fr');
  });

  it('EMAIL_TAKEN and BAD_USER_INPUT, and no mail goes out', async () => {
    const person = await signUp(gateway);
    const known = { email: person.email, roles: roles('USER') };
    expect((await gateway.api.refusal(InviteUserDocument, known, admin)).code).toBe('EMAIL_TAKEN');
    const wrong = { email: 'nobody', roles: roles('USER') };
    expect((await gateway.api.refusal(InviteUserDocument, wrong, admin)).code).toBe('BAD_USER_INPUT');
    expect(
      (await mailsTo(gateway, person.email)).filter(({ subject }) =>
        subject.startsWith('You have been invited'),
      ),
    ).toEqual([]);
  });
});

describe('sendPasswordResetEmail on behalf', () => {
  it('names the admin in the log, and nobody otherwise', async () => {
    const person = await signUp(gateway);
    const asked = () =>
      gateway.logLines.filter((line) => line.includes('"mail-link.requested"')).at(-1) ?? '';
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email }, admin);
    await mailedToken(gateway, person.email, subjects.reset);
    expect(JSON.parse(asked())).toMatchObject({ actorId: admin.userId });
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email }, person);
    expect(JSON.parse(asked())).not.toHaveProperty('actorId');
  });
});

describe('ADMIN_EMAIL', () => {
  it('makes one admin where five replicas start at once, with a link, and none where there is one', async () => {
    const { email } = newPerson();
    const first = await startTestGateway({ MONGODB_URI: freshDatabaseUri() });
    const settings = { ...replicaOf(first), ADMIN_EMAIL: email };
    const replicas = await Promise.all(Array.from({ length: 5 }, () => startTestGateway(settings)));
    const later = await startTestGateway({ ...settings, ADMIN_EMAIL: newPerson().email });
    try {
      const users = await first.database.collection('users').find().toArray();
      expect(users).toMatchObject([{ emailCanonical: email, roles: ['USER', 'ADMIN'] }]);
      expect(users[0]).not.toHaveProperty('password');
      expect(
        (await mailsTo(first, email)).map(({ subject }) => subject.startsWith('You have been invited')),
      ).toEqual([true]);
      expect((await choose(first, await mailedToken(first, email, invited))).errors).toEqual([]);
      const { signIn } = await first.api.call(SignInDocument, { input: { email, password } });
      await first.api.call(UsersDocument, {}, opened(signIn));
    } finally {
      await Promise.all([later, ...replicas].map((replica) => replica.stop()));
      await first.stop('drop');
    }
  });

  it('takes an account that is there already only where its address is verified', async () => {
    const first = await startTestGateway();
    const person = await signUp(first);
    const settings = { ...replicaOf(first), ADMIN_EMAIL: person.email };
    const users = first.database.collection('users');
    const rolesOf = async () =>
      (await users.findOne({ emailCanonical: person.email }))?.['roles'] as string[];
    try {
      const unverified = await startTestGateway(settings);
      expect(await rolesOf()).toEqual(['USER']);
      expect(unverified.logLines.some((line) => line.includes('there is no admin still'))).toBe(true);
      await unverified.stop();
      await users.updateOne({ emailCanonical: person.email }, { $set: { emailVerifiedAt: new Date() } });
      await (await startTestGateway(settings)).stop();
      expect(await rolesOf()).toEqual(['USER', 'ADMIN']);
    } finally {
      await first.stop();
    }
  });
});

describe('inviteUser and other ways in', () => {
  it('EMAIL_TAKEN: who has a passkey, or signs in by mail, has taken the account up', async () => {
    const mailing = await startTestGateway({ ...mailedMethods, EMAIL_SIGN_IN_SIGNS_UP: 'true' });
    try {
      const boss = await signUp(mailing);
      await makeAdmin(mailing, boss);
      const owner = await signUpByPasskey(mailing);
      const { email: reader } = newPerson();
      opened((await signInByMail(mailing, reader)).data?.completeEmailSignIn);
      for (const email of [owner.email, reader]) {
        const { code } = await mailing.api.refusal(InviteUserDocument, { email, roles: [] }, boss);
        expect(code).toBe('EMAIL_TAKEN');
      }
      // Not so who was invited and has not been there yet.
      const { email } = newPerson();
      for (let times = 0; times < 2; times += 1)
        await mailing.api.call(InviteUserDocument, { email, roles: [] }, boss);
    } finally {
      await mailing.stop();
    }
  });

  it('FORBIDDEN where neither passwords nor mails sign in, and no account is made', async () => {
    const keyed = await startTestGateway({ SIGN_IN_METHODS: 'passkey,providers' });
    try {
      const boss = await signUpByPasskey(keyed);
      await makeAdmin(keyed, boss);
      const { email } = newPerson();
      const refusal = await keyed.api.refusal(InviteUserDocument, { email, roles: [] }, boss);
      expect(refusal).toMatchObject({ code: 'FORBIDDEN', requires: 'signInMethod' });
      expect(await keyed.database.collection('users').countDocuments({ emailCanonical: email })).toBe(0);
    } finally {
      await keyed.stop();
    }
  });
});
