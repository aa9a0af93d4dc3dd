/** What signing in by mail does to accounts: the first proof of an address, invitations, and new ones. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  InviteUserDocument,
  MeDocument,
  SignOutEverywhereDocument,
  SignUpDocument,
} from '../generated/operations.js';
import {
  askForMail,
  codeOf,
  completeByMail,
  mailedCode,
  mailedMethods,
  signInByMail,
} from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailsTo, outboxSettled } from '../harness/mailbox.js';
import { makeAdmin, newPerson, opened, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ...mailedMethods, EMAIL_SIGN_IN_SIGNS_UP: 'true' });
});
afterAll(() => gateway.stop());

const users = () => gateway.database.collection('users');

describe('the first proof of an address', () => {
  it('is enough where a session waits for a verified address', async () => {
    const strict = await startTestGateway({ ...mailedMethods, UNIFORM_SIGN_UP: 'true' });
    try {
      const input = newPerson();
      await strict.api.send(SignUpDocument, { input });
      await outboxSettled(strict);
      const { data } = await signInByMail(strict, input.email);
      opened(data?.completeEmailSignIn);
    } finally {
      await strict.stop();
    }
  });
});

describe('an account that waits for who was invited', () => {
  const invite = async () => {
    const admin = await signUp(gateway);
    await makeAdmin(gateway, admin);
    const { email } = newPerson();
    await gateway.api.call(InviteUserDocument, { email, roles: ['USER'] }, admin);
    return { admin, email };
  };

  it('is taken up by signing in by mail, without a password', async () => {
    const { email } = await invite();
    const { accessToken } = opened((await signInByMail(gateway, email)).data?.completeEmailSignIn);
    expect((await gateway.api.call(MeDocument, undefined, { accessToken })).me?.emailVerifiedAt).toBeTruthy();
    expect(await users().findOne({ emailCanonical: email })).not.toHaveProperty('invitedInSession');
  });

  it('dies with the session of the admin: for a mail that is out already, and for those asked for later', async () => {
    const { admin, email } = await invite();
    const { challengeToken, codeVerifier } = await askForMail(gateway, email, 'CODE');
    const code = await mailedCode(gateway, email);
    await gateway.api.call(SignOutEverywhereDocument, undefined, admin);
    expect(await codeOf(completeByMail(gateway, { challengeToken, code, codeVerifier }))).toBe(
      'CHALLENGE_EXPIRED',
    );
    const before = (await mailsTo(gateway, email)).length;
    await askForMail(gateway, email, 'CODE');
    expect(await mailsTo(gateway, email)).toHaveLength(before);
  });
});

describe('EMAIL_SIGN_IN_SIGNS_UP', () => {
  it.each(['LINK', 'CODE'] as const)('makes a verified account without a password by a %s', async (kind) => {
    const { email } = newPerson();
    const typed = email.replace('p', 'P');
    const { data } = await signInByMail(gateway, typed, kind);
    const { accessToken } = opened(data?.completeEmailSignIn);
    const { me } = await gateway.api.call(MeDocument, undefined, { accessToken });
    expect(me).toMatchObject({ email: typed, roles: ['USER'] });
    expect(me?.emailVerifiedAt).toBeTruthy();
    const stored = await users().findOne({ emailCanonical: email });
    expect(stored).not.toHaveProperty('password');
    const [mail, ...more] = await mailsTo(gateway, email);
    expect(more).toEqual([]);
    expect(mail?.text).toContain(`no account for`);
    // From now on it is an account like any other.
    expect(opened((await signInByMail(gateway, email)).data?.completeEmailSignIn).userId).toBe(me?.id);
  });

  it('makes no second account where somebody has signed up with the address meanwhile', async () => {
    const input = newPerson();
    const { challengeToken, codeVerifier } = await askForMail(gateway, input.email, 'CODE');
    const code = await mailedCode(gateway, input.email);
    await gateway.api.call(SignUpDocument, { input });
    expect(await codeOf(completeByMail(gateway, { challengeToken, code, codeVerifier }))).toBe(
      'CHALLENGE_EXPIRED',
    );
    const filter = { emailCanonical: input.email };
    expect(await users().countDocuments(filter)).toBe(1);
  });

  it('mails nobody where the address is of a deleted account', async () => {
    const { email } = await signUp(gateway);
    await users().updateOne({ emailCanonical: email }, { $set: { deletedAt: new Date() } });
    const before = (await mailsTo(gateway, email)).length;
    await askForMail(gateway, email, 'CODE');
    expect(await mailsTo(gateway, email)).toHaveLength(before);
  });
});
