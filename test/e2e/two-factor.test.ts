import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  Disable2FaDocument,
  Enable2FaDocument,
  MeDocument,
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SetupTotpDocument,
  SignInDocument,
  SignInWithTotpDocument,
  SignOutEverywhereDocument,
  type TotpSignInInput,
  UserSessionsDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  codeAt,
  connectAuthenticator,
  freshCode,
  personWith2fa,
  personWithTotp,
  verifyAddress,
  wrongCode,
} from '../harness/authenticator.js';
import { cookiesOf } from '../harness/cookies.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, mailsTo, newestMail, subjects } from '../harness/mailbox.js';
import { opened, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { claimsOf } from '../harness/token.js';

const MINUTE_MS = 60_000;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const complete = (input: TotpSignInInput, on = gateway) => on.api.send(SignInWithTotpDocument, { input });
const codeOf = async (input: TotpSignInInput, on = gateway) =>
  (await complete(input, on)).errors[0]?.extensions.code;
const enable = (accessToken: string) => gateway.api.call(Enable2FaDocument, {}, { accessToken });

describe('enable2FA', () => {
  it('makes a sign-in ask for the second factor, tells the owner and ends the other sessions', async () => {
    const newcomer = await signUp(gateway);
    await verifyAddress(gateway, newcomer);
    const person = await connectAuthenticator(gateway, newcomer);
    const { email, password } = person;
    const elsewhere = await gateway.api.call(SignInDocument, { input: { email, password } });
    const { enable2FA } = await enable(person.accessToken);
    expect(enable2FA).toMatchObject({ enable2FA: true, otpAuthEnabled: true, recoveryCodesLeft: 10 });
    await newestMail(gateway, email, /^Two-step sign-in was switched on/);
    await gateway.api.call(MeDocument, undefined, person);
    await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    const { accessToken, refreshToken = null } = opened(elsewhere.signIn);
    expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    await challengeFor(gateway, person);
  });

  it('changes and mails nothing where it is on already', async () => {
    const person = await personWith2fa(gateway);
    const before = await mailsTo(gateway, person.email);
    expect((await enable(person.accessToken)).enable2FA.enable2FA).toBe(true);
    expect(await mailsTo(gateway, person.email)).toHaveLength(before.length);
  });

  it('is FORBIDDEN before the address is verified', async () => {
    const person = await personWithTotp(gateway);
    expect(await gateway.api.refusal(Enable2FaDocument, {}, person)).toMatchObject({
      code: 'FORBIDDEN',
      requires: 'verifiedEmail',
    });
  });

  it('is TWO_FACTOR_NOT_SET_UP without an app, and UNAUTHENTICATED without a token', async () => {
    const person = await signUp(gateway);
    await verifyAddress(gateway, person);
    expect((await gateway.api.refusal(Enable2FaDocument, {}, person)).code).toBe('TWO_FACTOR_NOT_SET_UP');
    expect((await gateway.api.refusal(Enable2FaDocument, {})).code).toBe('UNAUTHENTICATED');
  });
});

describe('signIn with 2FA on', () => {
  it('answers a challenge and no token, nor a cookie', async () => {
    const { email, password } = await personWith2fa(gateway);
    const input = { email, password, transport: 'COOKIE' as const };
    const { data, headers } = await gateway.api.send(SignInDocument, { input });
    const { __typename, ...challenge } = data?.signIn ?? { __typename: undefined };
    expect(__typename).toBe('TwoFactorChallenge');
    expect(Object.keys(challenge).sort()).toEqual(['challengeToken', 'expiresAt', 'methods']);
    expect(challenge).toMatchObject({ methods: ['TOTP', 'RECOVERY_CODE'] });
    expect(JSON.stringify(data)).not.toContain('eyJ');
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('opens no way with the challenge but the second factor', async () => {
    const person = await personWith2fa(gateway);
    const accessToken = await challengeFor(gateway, person);
    for (const refusal of [
      await gateway.api.refusal(MeDocument, undefined, { accessToken }),
      await gateway.api.refusal(Disable2FaDocument, {}, { accessToken }),
      await gateway.api.refusal(SetupTotpDocument, {}, { accessToken }),
    ])
      expect(refusal.code).toBe('TOKEN_INVALID');
    const asRefresh = await gateway.api.refusal(RefreshDocument, { refreshToken: accessToken });
    expect(asRefresh.code).toBe('TOKEN_INVALID');
    const reset = {
      token: accessToken,
      password: 'an attacker passphrase',
      passwordConfirm: 'an attacker passphrase',
    };
    expect((await gateway.api.refusal(ResetPasswordDocument, { input: reset })).code).toBe('LINK_INVALID');
    const forwarded = await fetch(`${gateway.url}/forward-auth`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(forwarded.status).toBe(401);
  });

  it('is not skipped by a reset link, and a code alone does not sign in', async () => {
    const person = await personWith2fa(gateway);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const token = await mailedToken(gateway, person.email, subjects.reset);
    const password = 'a passphrase after the reset';
    await gateway.api.call(ResetPasswordDocument, { input: { token, password, passwordConfirm: password } });
    const challengeToken = await challengeFor(gateway, { ...person, password });
    const code = freshCode(gateway, person);
    expect(await codeOf({ email: person.email, code })).toBe('INVALID_CREDENTIALS');
    expect((await complete({ challengeToken, code })).data).toBeTruthy();
  });
});

describe('a challenge: ok', () => {
  it('leads to a session that says how it was proved', async () => {
    const person = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person);
    const { data } = await complete({ challengeToken, code: freshCode(gateway, person) });
    const { accessToken = '', refreshToken = null } = data?.signInWithTotp ?? {};
    const { amr, auth_time, iat } = claimsOf(accessToken);
    expect([...(amr as string[])].sort()).toEqual(['mfa', 'otp', 'pwd']);
    expect(auth_time).toBe(iat);
    const { user } = await gateway.api.call(UserSessionsDocument, { id: person.userId }, { accessToken });
    expect(user?.sessions.edges[0]?.node.methods).toEqual(['PASSWORD', 'TOTP']);
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken });
    expect([...(claimsOf(refresh.accessToken)['amr'] as string[])].sort()).toEqual(['mfa', 'otp', 'pwd']);
  });

  it('keeps the transport that the sign-in asked for, unless another is asked for', async () => {
    const person = await personWith2fa(gateway);
    const asked = { COOKIE: { transport: 'COOKIE' }, BODY: {} };
    for (const [kept, more] of Object.entries(asked)) {
      for (const transport of [undefined, null, 'BODY', 'COOKIE'] as const) {
        const challengeToken = await challengeFor(gateway, person, more);
        const input = {
          challengeToken,
          code: freshCode(gateway, person),
          ...(transport !== undefined && { transport }),
        };
        const { data, headers } = await complete(input);
        const isCookie = (transport ?? kept) === 'COOKIE';
        expect(cookiesOf(headers)['refreshToken'] !== undefined).toBe(isCookie);
        expect(data?.signInWithTotp.refreshToken === null).toBe(isCookie);
      }
    }
  });

  it('may be open beside others, each with tries of its own', async () => {
    const person = await personWith2fa(gateway);
    const open = await Promise.all([1, 2, 3].map(() => challengeFor(gateway, person)));
    for (const challengeToken of open) {
      expect(await codeOf({ challengeToken, code: wrongCode(gateway, person) })).toBe('INVALID_CREDENTIALS');
      expect((await complete({ challengeToken, code: freshCode(gateway, person) })).data).toBeTruthy();
    }
  });
});

describe('a challenge: refusals', () => {
  it('takes the fifth try, and no sixth, however right', async () => {
    const person = await personWith2fa(gateway);
    for (const wrong of [4, 5]) {
      const challengeToken = await challengeFor(gateway, person);
      const bad = ['', 'abcdef', '12345', '1234567', wrongCode(gateway, person)];
      for (const code of bad.slice(0, wrong))
        expect(await codeOf({ challengeToken, code })).toBe('INVALID_CREDENTIALS');
      const answer = await codeOf({ challengeToken, code: freshCode(gateway, person) });
      expect(answer).toBe(wrong === 4 ? undefined : 'CHALLENGE_EXPIRED');
    }
  });

  it('counts tries that come at once', async () => {
    const person = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person);
    const answers = await Promise.all(
      Array.from({ length: 15 }, () => codeOf({ challengeToken, code: '1' })),
    );
    expect(answers.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(5);
    expect(answers.filter((code) => code === 'CHALLENGE_EXPIRED')).toHaveLength(10);
  });

  it('ends after five minutes', async () => {
    const person = await personWith2fa(gateway);
    for (const isLate of [false, true]) {
      const { email, password } = person;
      const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
      if (signIn.__typename !== 'TwoFactorChallenge') throw new Error('It asks for no second factor.');
      const { challengeToken, expiresAt } = signIn;
      const leftMs = new Date(expiresAt).getTime() - gateway.clock.now().getTime();
      expect(leftMs).toBeLessThanOrEqual(5 * MINUTE_MS);
      gateway.clock.advance(isLate ? leftMs + 1 : leftMs - 20_000);
      const code = codeAt(person.secret, gateway.clock.now());
      expect(await codeOf({ challengeToken, code })).toBe(isLate ? 'CHALLENGE_EXPIRED' : undefined);
    }
  });

  it('works once, and only as it was given', async () => {
    const person = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person);
    const altered = `${challengeToken.slice(0, -1)}${challengeToken.endsWith('A') ? 'B' : 'A'}`;
    const code = freshCode(gateway, person);
    for (const token of [
      altered,
      '',
      `${challengeToken} `,
      'x'.repeat(50_000),
      person.refreshToken,
      person.accessToken,
    ])
      expect(await codeOf({ challengeToken: token, code })).toBe('CHALLENGE_EXPIRED');
    expect((await complete({ challengeToken, code })).data).toBeTruthy();
    const next = freshCode(gateway, person);
    expect(await codeOf({ challengeToken, code: next })).toBe('CHALLENGE_EXPIRED');
  });

  it('is of one user: the code of another does not do', async () => {
    const [victim, attacker] = [await personWith2fa(gateway), await personWith2fa(gateway)];
    const challengeToken = await challengeFor(gateway, victim);
    const code = freshCode(gateway, attacker);
    expect(await codeOf({ challengeToken, code })).toBe('INVALID_CREDENTIALS');
    const own = await challengeFor(gateway, attacker);
    expect(await codeOf({ challengeToken: own, code: codeAt(victim.secret, gateway.clock.now()) })).toBe(
      'INVALID_CREDENTIALS',
    );
    expect((await complete({ challengeToken: own, code })).data?.signInWithTotp.userId).toBe(attacker.userId);
  });

  it('is of the credentials as they were: no change of them lets it live', async () => {
    const person = await personWith2fa(gateway);
    const password = 'a newer good passphrase';
    const challengeToken = await challengeFor(gateway, person);
    const { accessToken } = person;
    const proof = { code: freshCode(gateway, person) };
    await gateway.api.call(Disable2FaDocument, proof, { accessToken });
    expect(await codeOf({ challengeToken, code: freshCode(gateway, person) })).toBe('CHALLENGE_EXPIRED');
    await enable(accessToken);
    const ofBefore = await challengeFor(gateway, person);
    await gateway.api.call(SignOutEverywhereDocument, undefined, { accessToken });
    expect(await codeOf({ challengeToken: ofBefore, code: freshCode(gateway, person) })).toBe(
      'CHALLENGE_EXPIRED',
    );
    const session = await complete({
      challengeToken: await challengeFor(gateway, person),
      code: freshCode(gateway, person),
    });
    const last = await challengeFor(gateway, person);
    const input = { currentPassword: person.password, password, passwordConfirm: password };
    await gateway.api.call(
      ChangePasswordDocument,
      { input },
      { accessToken: session.data?.signInWithTotp.accessToken },
    );
    expect(await codeOf({ challengeToken: last, code: freshCode(gateway, person) })).toBe(
      'CHALLENGE_EXPIRED',
    );
  });
});

describe('a challenge: RATE_LIMITED', () => {
  it('keeps no owner out because of tries by somebody who has not even the password', async () => {
    const person = await personWith2fa(gateway);
    const behindProxy = await startTestGateway({ ...replicaOf(gateway), TRUST_PROXY: '1' });
    const elsewhere = { headers: { 'x-forwarded-for': '203.0.113.7' } };
    const input = { email: person.email, code: 'wrong' };
    const codes = [];
    for (let turn = 0; turn < 12; turn++)
      codes.push((await behindProxy.api.refusal(SignInWithTotpDocument, { input }, elsewhere)).code);
    await behindProxy.stop();
    expect(codes.at(-1)).toBe('RATE_LIMITED');
    const challengeToken = await challengeFor(gateway, person);
    expect(await codeOf({ challengeToken, code: freshCode(gateway, person) })).toBeUndefined();
  });
});
