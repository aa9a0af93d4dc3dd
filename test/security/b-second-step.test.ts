/** With two-factor sign-in on, nothing but both factors leads to a session, and neither can be guessed. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  Disable2FaDocument,
  LinkProviderDocument,
  MeDocument,
  ReauthenticateDocument,
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SetupTotpDocument,
  SignInDocument,
  SignInWithGoogleDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
  type TotpSignInInput,
} from '../generated/operations.js';
import {
  challengeFor,
  codeAt,
  freshCode,
  personWith2fa,
  setClock,
  type WithAuthenticator,
  wrongCode,
} from '../harness/authenticator.js';
import { type FederatedGateway, newIdentity, startFederatedGateway } from '../harness/federated-gateway.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { replicaOf } from '../harness/replica.js';

const MINUTE_MS = 60_000;

let at: FederatedGateway;
let gateway: TestGateway;
/** The same service, asked by people at many places. */
let replica: TestGateway;
let person: WithAuthenticator;
beforeAll(async () => {
  at = await startFederatedGateway({
    ...{ TRUST_PROXY: '1', ACCESS_TOKEN_TTL: '1h', SIGN_UP_LIMIT: '100', TOTP_ALONE: 'true' },
  });
  ({ gateway } = at);
  replica = await startTestGateway({ ...replicaOf(gateway), TRUST_PROXY: '1' });
  person = await personWith2fa(gateway);
});
afterAll(async () => {
  await replica.stop();
  await at.stop();
});

let sources = 0;
const elsewhere = () => ({ headers: { 'x-forwarded-for': `198.51.100.${++sources}` } });
const complete = (input: TotpSignInInput, options = {}, on = gateway) =>
  on.api.send(SignInWithTotpDocument, { input }, options);
const codeOf = async (...args: Parameters<typeof complete>) =>
  (await complete(...args)).errors[0]?.extensions.code;

describe('B7 with 2FA on a password gives a challenge and no token, and no other way passes by it', () => {
  it('signIn answers neither token nor cookie', async () => {
    const { email, password } = person;
    const input = { email, password, transport: 'COOKIE' as const };
    const { data, headers } = await gateway.api.send(SignInDocument, { input });
    const { __typename, ...challenge } = data?.signIn ?? { __typename: undefined };
    expect(__typename).toBe('TwoFactorChallenge');
    expect(Object.keys(challenge).sort()).toEqual(['challengeToken', 'expiresAt', 'methods']);
    expect(challenge).toMatchObject({ methods: ['TOTP', 'RECOVERY_CODE'] });
    expect(JSON.stringify(data)).not.toContain('eyJ');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.getSetCookie()).toEqual([]);
  });

  it('a challenge opens nothing as bearer, cookie, refresh token, mail link or provider’s token', async () => {
    const accessToken = await challengeFor(gateway, person);
    const { api } = gateway;
    const password = 'an attacker passphrase';
    const both = { password, passwordConfirm: password };
    const refusals = [
      await api.refusal(MeDocument, undefined, { accessToken }),
      await api.refusal(Disable2FaDocument, {}, { accessToken }),
      await api.refusal(SetupTotpDocument, {}, { accessToken }),
      await api.refusal(
        ChangePasswordDocument,
        { input: { currentPassword: person.password, ...both } },
        { accessToken },
      ),
      await api.refusal(RefreshDocument, { refreshToken: accessToken }),
      await api.refusal(ResetPasswordDocument, { input: { token: accessToken, ...both } }),
      await api.refusal(SignInWithGoogleDocument, { input: { token: accessToken } }),
    ];
    expect(refusals.map(({ code }) => code)).toEqual([
      ...Array<string>(5).fill('TOKEN_INVALID'),
      'LINK_INVALID',
      'INVALID_CREDENTIALS',
    ]);
    for (const headers of [
      { authorization: `Bearer ${accessToken}` },
      { cookie: `accessToken=${accessToken}` },
    ])
      expect((await fetch(`${gateway.url}/forward-auth`, { headers })).status).toBe(401);
  });

  it('no code alone, no reset, no refresh of before and no provider leads past it', async () => {
    const owner = await personWith2fa(gateway);
    expect(await codeOf({ email: owner.email, code: freshCode(gateway, owner) })).toBe('INVALID_CREDENTIALS');
    const identity = { ...newIdentity(), email: owner.email };
    const fresh = { code: freshCode(gateway, owner) };
    const { reauthenticate } = await gateway.api.call(ReauthenticateDocument, fresh, owner);
    const link = { provider: 'google', token: await at.google.signIdToken(identity) };
    await gateway.api.call(LinkProviderDocument, link, { accessToken: reauthenticate.accessToken });
    const input = { token: await at.google.signIdToken(identity) };
    const { signInWithGoogle } = await gateway.api.call(SignInWithGoogleDocument, { input });
    expect(signInWithGoogle.__typename).toBe('TwoFactorChallenge');
    await gateway.api.call(SendPasswordResetEmailDocument, { email: owner.email });
    const token = await mailedToken(gateway, owner.email, subjects.reset);
    const password = 'a passphrase after the reset';
    await gateway.api.call(ResetPasswordDocument, { input: { token, password, passwordConfirm: password } });
    const { refreshToken } = owner;
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    const challengeToken = await challengeFor(gateway, { ...owner, password });
    expect((await complete({ challengeToken, code: freshCode(gateway, owner) })).data).toBeTruthy();
  });
});

describe('B6 codes cannot be guessed, and the state between the factors is short and of one sign-in', () => {
  it('ten wrong codes of one account are all there are, over challenges, kinds of code, sources and replicas', async () => {
    const owner = await personWith2fa(gateway);
    setClock(replica.clock, gateway.clock);
    const open = await Promise.all([1, 2, 3, 4].map(() => challengeFor(gateway, owner)));
    const codes = [];
    for (let turn = 0; turn < 10; turn++) {
      const challengeToken = open[turn % 3] ?? '';
      const on = turn % 2 ? replica : gateway;
      const recovery = { challengeToken, code: `ZZZZ-ZZZZ-ZZZZ-ZZZ${turn}` };
      codes.push(
        turn % 3 === 1
          ? (await on.api.refusal(SignInWithRecoveryCodeDocument, { input: recovery }, elsewhere())).code
          : await codeOf({ challengeToken, code: wrongCode(gateway, owner, turn) }, elsewhere(), on),
      );
    }
    expect(codes).toEqual(Array(10).fill('INVALID_CREDENTIALS'));
    const challengeToken = open[3] ?? '';
    const right = { challengeToken, code: freshCode(gateway, owner) };
    expect(await codeOf(right, elsewhere())).toBe('RATE_LIMITED');
    const recovery = { challengeToken, code: owner.recoveryCodes[0] ?? '' };
    const byCode = await gateway.api.refusal(
      SignInWithRecoveryCodeDocument,
      { input: recovery },
      elsewhere(),
    );
    expect(byCode.code).toBe('RATE_LIMITED');
  });

  it('nor at one instant, through aliases or in a batch', async () => {
    const owner = await personWith2fa(gateway);
    const open = await Promise.all(Array.from({ length: 4 }, () => challengeFor(gateway, owner)));
    const codes = await Promise.all(
      Array.from({ length: 40 }, (_, turn) =>
        codeOf({ challengeToken: open[turn % 4] ?? '', code: wrongCode(gateway, owner, turn) }, elsewhere()),
      ),
    );
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS').length).toBeLessThanOrEqual(10);
    expect(codes).not.toContain(undefined);
    const field = (n: number) =>
      `a${n}: signInWithTotp(input: { challengeToken: "${open[0] ?? ''}", code: "00000${n}" }) { userId }`;
    const { errors } = await gateway.api.send(`mutation { ${field(1)} ${field(2)} }`, {}, elsewhere());
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['OPERATION_TOO_COMPLEX']);
    const body = JSON.stringify([1, 2].map((n) => ({ query: `mutation { ${field(n)} }` })));
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body })).status).toBe(400);
  });

  it('a challenge takes five tries, also of those at once', async () => {
    const challengeToken = await challengeFor(gateway, person);
    const codes = await Promise.all(
      Array.from({ length: 8 }, () => codeOf({ challengeToken, code: 'x' }, elsewhere())),
    );
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(5);
    expect(codes.filter((code) => code === 'CHALLENGE_EXPIRED')).toHaveLength(3);
    const next = { challengeToken: await challengeFor(gateway, person), code: freshCode(gateway, person) };
    expect((await complete(next)).data).toBeTruthy();
    expect(await codeOf({ challengeToken: next.challengeToken, code: freshCode(gateway, person) })).toBe(
      'CHALLENGE_EXPIRED',
    );
  });

  it('a challenge ends after five minutes at the latest', async () => {
    const { email, password } = person;
    for (const isLate of [false, true]) {
      const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
      if (signIn.__typename !== 'TwoFactorChallenge') throw new Error('It asks for no second factor.');
      const { challengeToken, expiresAt } = signIn;
      const leftMs = new Date(expiresAt).getTime() - gateway.clock.now().getTime();
      expect(leftMs).toBeLessThanOrEqual(5 * MINUTE_MS);
      gateway.clock.advance(isLate ? leftMs + 1 : leftMs - 60_000);
      const code = codeAt(person.secret, gateway.clock.now());
      expect(await codeOf({ challengeToken, code })).toBe(isLate ? 'CHALLENGE_EXPIRED' : undefined);
    }
  });

  it('a challenge is of one account and as it was given: an altered one and the code of another do nothing', async () => {
    const attacker = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person);
    const own = freshCode(gateway, attacker);
    expect(await codeOf({ challengeToken, code: own })).toBe('INVALID_CREDENTIALS');
    const altered = `${challengeToken.slice(0, -1)}${challengeToken.endsWith('A') ? 'B' : 'A'}`;
    const code = codeAt(person.secret, gateway.clock.now());
    for (const token of [altered, '', `${challengeToken} `, person.refreshToken, person.accessToken])
      expect(await codeOf({ challengeToken: token, code })).toBe('CHALLENGE_EXPIRED');
    const { data } = await complete({ challengeToken, code });
    expect(data?.signInWithTotp.userId).toBe(person.userId);
  });
});

describe('B9 2FA is not switched off by a stale sign-in, nor by half of a proof', () => {
  it.each(['disable2FA', 'disableTotp'])('%s', async (name) => {
    const operation = `mutation ($password: String, $code: String) {
      ${name}(password: $password, code: $code) { id }
    }`;
    const owner = await personWith2fa(gateway);
    const input = { challengeToken: await challengeFor(gateway, owner), code: freshCode(gateway, owner) };
    const { signInWithTotp } = await gateway.api.call(SignInWithTotpDocument, { input });
    const { accessToken } = signInWithTotp;
    gateway.clock.advance(5 * MINUTE_MS + 1_000);
    const { password, recoveryCodes } = owner;
    const tries = [
      [accessToken, {}, 'FORBIDDEN'],
      [accessToken, { password: `${password}!` }, 'INVALID_CREDENTIALS'],
      [accessToken, { code: wrongCode(gateway, owner) }, 'INVALID_CREDENTIALS'],
      [accessToken, { password, code: wrongCode(gateway, owner) }, 'INVALID_CREDENTIALS'],
      [accessToken, { code: recoveryCodes[0] ?? '' }, 'INVALID_CREDENTIALS'],
      // The session of the sign-up has never proved the second factor: the password alone is half of it.
      [owner.accessToken, { password }, 'FORBIDDEN'],
    ] as const;
    for (const [token, proof, expected] of tries)
      expect((await gateway.api.refusal(operation, proof, { accessToken: token })).code).toBe(expected);
    const { me } = await gateway.api.call(MeDocument, undefined, { accessToken });
    expect(me).toMatchObject({ enable2FA: true, otpAuthEnabled: true, recoveryCodesLeft: 10 });
    await gateway.api.call(operation, { code: freshCode(gateway, owner) }, { accessToken });
  });
});
