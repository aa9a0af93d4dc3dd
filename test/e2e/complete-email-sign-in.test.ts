import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  EmailSignInCodeDocument,
  MeDocument,
  SendSignInEmailDocument,
  SignInDocument,
  SignInWithTotpDocument,
  UserSessionsDocument,
} from '../generated/operations.js';
import { freshCode, personWith2fa } from '../harness/authenticator.js';
import { cookiesOf } from '../harness/cookies.js';
import {
  askForMail,
  codeOf,
  completeByMail,
  mailedCode,
  mailedLinkToken,
  mailedMethods,
  newDevice,
  signInByMail,
  verifiedPerson,
} from '../harness/email-sign-in.js';
import { startTestGateway, testSecret, type TestGateway } from '../harness/gateway.js';
import { opened } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ...mailedMethods, LINK_REQUEST_LIMIT: '1000', MAIL_LIMIT: '50' });
});
afterAll(() => gateway.stop());

const users = () => gateway.database.collection('users');

describe('completeEmailSignIn: ok', () => {
  it.each([
    ['CODE', 'EMAIL_CODE'],
    ['LINK', 'EMAIL_LINK'],
  ] as const)('signs in by a mailed %s, and token and session say so', async (kind, method) => {
    const person = await verifiedPerson(gateway);
    const { data, headers } = await signInByMail(gateway, person.email, kind);
    const { accessToken, refreshToken } = opened(data?.completeEmailSignIn);
    expect(refreshToken).toBeTruthy();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(claimsOf(accessToken)).toMatchObject({ sub: person.userId, amr: ['email'] });
    const { user } = await gateway.api.call(UserSessionsDocument, { id: person.userId }, { accessToken });
    expect(user?.sessions.edges[0]?.node.methods).toEqual([method]);
    // The account was proved before: its password and its other sessions stay.
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.id).toBe(person.userId);
    const { email, password } = person;
    expect((await gateway.api.send(SignInDocument, { input: { email, password } })).data).toBeTruthy();
  });

  it('takes the code with any blanks and dashes, and the cookie that was asked for with the mail', async () => {
    const { email } = await verifiedPerson(gateway);
    const { codeVerifier, codeChallenge } = newDevice();
    const variables = { email, kind: 'CODE' as const, codeChallenge, transport: 'COOKIE' as const };
    const { challengeToken } = (await gateway.api.call(SendSignInEmailDocument, variables)).sendSignInEmail;
    const code = (await mailedCode(gateway, email)).replace(' ', ' \u2013 ');
    const { data, headers } = await completeByMail(gateway, {
      challengeToken,
      code: ` ${code} `,
      codeVerifier,
    });
    expect(opened(data?.completeEmailSignIn).refreshToken).toBeNull();
    expect(cookiesOf(headers)['refreshToken']?.value).toBeTruthy();
  });

  it('opened elsewhere, a link shows the code, changes nothing by that, and the code is typed where it was asked for', async () => {
    const { email } = await verifiedPerson(gateway);
    const { challengeToken, codeVerifier } = await askForMail(gateway, email, 'LINK');
    const token = await mailedLinkToken(gateway, email);
    const kept = () => gateway.database.collection('emailSignIns').find({}).toArray();
    const before = await kept();
    const shown = (await gateway.api.call(EmailSignInCodeDocument, { token })).emailSignInCode;
    const page = await fetch(`${gateway.url}/sign-in-link?token=${token}`);
    expect(await page.text()).toContain(shown.code);
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(await kept()).toEqual(before);
    const { data } = await completeByMail(gateway, { challengeToken, code: shown.code, codeVerifier });
    opened(data?.completeEmailSignIn);
    expect((await gateway.api.refusal(EmailSignInCodeDocument, { token })).code).toBe('LINK_INVALID');
    expect((await fetch(`${gateway.url}/sign-in-link?token=${token}`)).status).toBe(400);
  });

  it('still asks for the second factor', async () => {
    const person = await personWith2fa(gateway);
    const { data } = await signInByMail(gateway, person.email);
    const asked = data?.completeEmailSignIn;
    if (asked?.__typename !== 'TwoFactorChallenge') throw new Error('No second factor was asked for.');
    expect(asked.methods).toContain('TOTP');
    const input = { challengeToken: asked.challengeToken, code: freshCode(gateway, person) };
    const { signInWithTotp } = await gateway.api.call(SignInWithTotpDocument, { input });
    expect(claimsOf(signInWithTotp.accessToken)).toMatchObject({ amr: ['email', 'otp', 'mfa'] });
  });
});

describe('completeEmailSignIn: what voids it', () => {
  it.each(['LINK', 'CODE'] as const)('ten minutes (%s)', async (kind) => {
    const { email } = await verifiedPerson(gateway);
    const { challengeToken, codeVerifier } = await askForMail(gateway, email, kind);
    const proof =
      kind === 'LINK'
        ? { token: await mailedLinkToken(gateway, email), codeVerifier }
        : { challengeToken, code: await mailedCode(gateway, email), codeVerifier };
    gateway.clock.advance(10 * 60_000);
    expect(await codeOf(completeByMail(gateway, proof))).toBe(
      kind === 'LINK' ? 'LINK_INVALID' : 'CHALLENGE_EXPIRED',
    );
  });

  it('a change of credentials since', async () => {
    const person = await verifiedPerson(gateway);
    const { challengeToken, codeVerifier } = await askForMail(gateway, person.email, 'CODE');
    const code = await mailedCode(gateway, person.email);
    const password = 'another battery staple';
    const input = { currentPassword: person.password, password, passwordConfirm: password };
    await gateway.api.call(ChangePasswordDocument, { input }, person);
    expect(await codeOf(completeByMail(gateway, { challengeToken, code, codeVerifier }))).toBe(
      'CHALLENGE_EXPIRED',
    );
  });

  it('a suspension, which is told only to whoever has the mail', async () => {
    const { email } = await verifiedPerson(gateway);
    const { challengeToken, codeVerifier } = await askForMail(gateway, email, 'CODE');
    const code = await mailedCode(gateway, email);
    await users().updateOne({ emailCanonical: email }, { $set: { suspendedAt: new Date() } });
    expect(await codeOf(completeByMail(gateway, { challengeToken, code: '0', codeVerifier }))).toBe(
      'INVALID_CREDENTIALS',
    );
    expect(await codeOf(completeByMail(gateway, { challengeToken, code, codeVerifier }))).toBe(
      'ACCOUNT_SUSPENDED',
    );
  });
});

describe('completeEmailSignIn: BAD_USER_INPUT', () => {
  it('for neither, both, or a challenge without its code', async () => {
    const { codeVerifier } = newDevice();
    const wrong = [
      { codeVerifier },
      { codeVerifier, token: 'x', challengeToken: 'y', code: 'z' },
      { codeVerifier, challengeToken: 'y' },
      { codeVerifier, code: '12345678' },
    ];
    for (const proof of wrong) expect(await codeOf(completeByMail(gateway, proof))).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['an operator', { $ne: null }],
    ['a list', ['x']],
    ['a number', 12_345_678],
  ])('for %s where text belongs', async (_, value) => {
    const text = value as unknown as string;
    const { codeVerifier } = newDevice();
    const wrong = [
      { codeVerifier: text, token: 'x' },
      { codeVerifier, token: text },
      { codeVerifier, challengeToken: text, code: '12345678' },
      { codeVerifier, challengeToken: 'x', code: text },
    ];
    for (const proof of wrong) expect(await codeOf(completeByMail(gateway, proof))).toBe('BAD_USER_INPUT');
  });
});

it('completeEmailSignIn completes under a new first entry of SECRET what was begun under the old one, on another replica', async () => {
  const { email } = await verifiedPerson(gateway);
  const link = await askForMail(gateway, email, 'LINK');
  const token = await mailedLinkToken(gateway, email);
  const code = await askForMail(gateway, email, 'CODE');
  const mailed = await mailedCode(gateway, email);
  const replica = await startTestGateway({
    ...replicaOf(gateway),
    ...mailedMethods,
    SECRET: `a-newer-secret-for-tests-that-is-long,${testSecret}`,
  });
  try {
    const { codeVerifier, challengeToken } = code;
    opened(
      (await completeByMail(replica, { token, codeVerifier: link.codeVerifier })).data?.completeEmailSignIn,
    );
    opened(
      (await completeByMail(replica, { challengeToken, code: mailed, codeVerifier })).data
        ?.completeEmailSignIn,
    );
  } finally {
    await replica.stop();
  }
});
