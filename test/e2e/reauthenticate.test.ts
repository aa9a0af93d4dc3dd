import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangeEmailDocument,
  DisableTotpDocument,
  MeDocument,
  ReauthenticateDocument,
  RefreshDocument,
  SignInWithTotpDocument,
  SignOutDocument,
  UserSessionsDocument,
} from '../generated/operations.js';
import { freshCode, personWith2fa, personWithTotp, wrongCode } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newPerson, signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_TTL: '1h', TOTP_ALONE: 'true' });
});
afterAll(() => gateway.stop());

interface Signed {
  readonly accessToken: string;
}
const growStale = () => gateway.clock.advance(6 * 60_000);
const prove = ({ accessToken }: Signed, proof: object) =>
  gateway.api.send(ReauthenticateDocument, proof, { accessToken });
async function proven(person: Signed, proof: object) {
  const { data, errors } = await prove(person, proof);
  if (!data) throw new Error(JSON.stringify(errors));
  return data.reauthenticate;
}
const codeOf = async (person: Signed, proof: object) =>
  (await prove(person, proof)).errors[0]?.extensions.code;
const amrOf = ({ accessToken }: Signed) => [...(claimsOf(accessToken)['amr'] as string[])].sort();
const seconds = (date: Date) => Math.floor(date.getTime() / 1_000);
/** A change that a stale sign-in is refused. */
const changeEmail = ({ accessToken }: Signed) =>
  gateway.api.send(ChangeEmailDocument, { email: newPerson().email }, { accessToken });

describe('reauthenticate: ok', () => {
  it('makes the sign-in fresh with the password, and the new token says so', async () => {
    const person = await signUp(gateway);
    growStale();
    expect((await changeEmail(person)).errors[0]?.extensions.requires).toBe('reauthentication');
    const before = seconds(gateway.clock.now());
    const { data, headers } = await prove(person, { password: person.password });
    expect(headers.get('cache-control')).toBe('no-store');
    const session = data?.reauthenticate;
    expect(session).toMatchObject({ userId: person.userId, refreshToken: null });
    const { accessToken = '' } = session ?? {};
    const { sid, auth_time, amr } = claimsOf(accessToken);
    expect(sid).toBe(claimsOf(person.accessToken)['sid']);
    expect(amr).toEqual(['pwd']);
    expect(auth_time).toBeGreaterThanOrEqual(before);
    expect((await changeEmail({ accessToken })).data).toBeTruthy();
  });

  it('lasts through a refresh, with the refresh token of before', async () => {
    const person = await personWithTotp(gateway);
    growStale();
    const after = await proven(person, { code: freshCode(gateway, person) });
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    expect(claimsOf(refresh.accessToken)['auth_time']).toBe(claimsOf(after.accessToken)['auth_time']);
    expect(amrOf(refresh)).toEqual(['mfa', 'otp', 'pwd']);
    expect((await changeEmail(refresh)).data).toBeTruthy();
  });

  it('leaves the token of before as stale as it is', async () => {
    const person = await signUp(gateway);
    growStale();
    await proven(person, { password: person.password });
    expect((await changeEmail(person)).errors[0]?.extensions.requires).toBe('reauthentication');
  });

  it('makes a session of both factors once both were proved', async () => {
    const person = await personWith2fa(gateway);
    const after = await proven(person, { code: freshCode(gateway, person) });
    expect(amrOf(after)).toEqual(['mfa', 'otp', 'pwd']);
    const { user } = await gateway.api.call(UserSessionsDocument, { id: person.userId }, after);
    expect(user?.sessions.edges.map(({ node }) => node.methods)).toEqual([['PASSWORD', 'TOTP']]);
    const { disableTotp } = await gateway.api.call(DisableTotpDocument, {}, after);
    expect(disableTotp.otpAuthEnabled).toBe(false);
  });

  it('says each method once, however often it was used', async () => {
    const person = await personWithTotp(gateway);
    const input = { email: person.email, code: freshCode(gateway, person) };
    const { signInWithTotp } = await gateway.api.call(SignInWithTotpDocument, { input });
    expect(amrOf(signInWithTotp)).toEqual(['otp']);
    const again = await proven(signInWithTotp, { code: freshCode(gateway, person) });
    expect(amrOf(again)).toEqual(['otp']);
    const both = { password: person.password, code: freshCode(gateway, person) };
    expect(amrOf(await proven(again, both))).toEqual(['mfa', 'otp', 'pwd']);
  });
});

describe('reauthenticate: refusals', () => {
  it('is INVALID_CREDENTIALS for whatever is wrong, and the sign-in stays stale', async () => {
    const person = await personWithTotp(gateway);
    const spent = freshCode(gateway, person);
    await proven(person, { code: spent });
    growStale();
    const { password } = person;
    const wrong = [
      { password: 'not mine' },
      { password: '' },
      { code: wrongCode(gateway, person) },
      { code: spent },
      { code: '' },
      { password, code: '123' },
      { code: person.recoveryCodes[0] },
    ];
    for (const proof of wrong) expect(await codeOf(person, proof)).toBe('INVALID_CREDENTIALS');
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    expect((await changeEmail(refresh)).errors[0]?.extensions.requires).toBe('reauthentication');
  });

  it('is INVALID_CREDENTIALS for a code where there is no app', async () => {
    expect(await codeOf(await signUp(gateway), { code: '123456' })).toBe('INVALID_CREDENTIALS');
  });

  it('is FORBIDDEN for a password alone, with 2FA on and a session of one factor', async () => {
    const person = await personWith2fa(gateway);
    const { password } = person;
    for (const isStale of [false, true]) {
      if (isStale) growStale();
      const { errors } = await prove(person, { password });
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requires: 'reauthentication' });
    }
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    expect(amrOf(refresh)).toEqual(['pwd']);
    expect(seconds(gateway.clock.now()) - Number(claimsOf(refresh.accessToken)['auth_time'])).toBeGreaterThan(
      300,
    );
  });

  it('is BAD_USER_INPUT without any proof, and for what is no text', async () => {
    const person = await signUp(gateway);
    for (const proof of [
      {},
      { password: null, code: null },
      { password: { $ne: null } },
      { code: 123_456 },
      { code: ['1'] },
    ])
      expect(await codeOf(person, proof)).toBe('BAD_USER_INPUT');
  });

  it('is UNAUTHENTICATED without a token, and TOKEN_INVALID once the session has ended', async () => {
    const person = await signUp(gateway);
    const proof = { password: person.password };
    expect((await gateway.api.refusal(ReauthenticateDocument, proof)).code).toBe('UNAUTHENTICATED');
    await gateway.api.call(SignOutDocument, { refreshToken: person.refreshToken });
    expect(await codeOf(person, proof)).toBe('TOKEN_INVALID');
  });

  it('takes one code once, of ten at the same instant', async () => {
    const person = await personWithTotp(gateway);
    const code = freshCode(gateway, person);
    const answers = await Promise.all(Array.from({ length: 10 }, () => prove(person, { code })));
    expect(answers.filter(({ data }) => data)).toHaveLength(1);
    await gateway.api.call(MeDocument, undefined, person);
  });
});
