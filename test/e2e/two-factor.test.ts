import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  Disable2FaDocument,
  Enable2FaDocument,
  MeDocument,
  RefreshDocument,
  SignInDocument,
  SignInWithTotpDocument,
  SignOutEverywhereDocument,
  type TotpSignInInput,
  UserSessionsDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  connectAuthenticator,
  freshCode,
  personWith2fa,
  verifyAddress,
  wrongCode,
} from '../harness/authenticator.js';
import { cookiesOf } from '../harness/cookies.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailsTo, newestMail } from '../harness/mailbox.js';
import { opened, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { claimsOf } from '../harness/token.js';

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
    const person = await connectAuthenticator(gateway, await signUp(gateway));
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
