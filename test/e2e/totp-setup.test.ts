import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ConfirmTotpDocument,
  DisableTotpDocument,
  MeDocument,
  ReauthenticateDocument,
  RefreshDocument,
  SetupTotpDocument,
  SignInDocument,
  SignInWithTotpDocument,
} from '../generated/operations.js';
import { codeAt, freshCode, personWithTotp, wrongCode } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_TTL: '1h', TOTP_ALONE: 'true' });
});
afterAll(() => gateway.stop());

async function setUp(person: SignedUp, proof: object = {}) {
  return (await gateway.api.call(SetupTotpDocument, proof, person)).setupTotp;
}
const confirm = (person: SignedUp, code: string) =>
  gateway.api.send(ConfirmTotpDocument, { code }, { accessToken: person.accessToken });
async function refusalOfConfirm(person: SignedUp, code: string): Promise<string | undefined> {
  return (await confirm(person, code)).errors[0]?.extensions.code;
}
async function me(person: SignedUp) {
  const { me: user } = await gateway.api.call(MeDocument, undefined, person);
  if (!user) throw new Error('Nobody is signed in.');
  return user;
}
const alone = ({ email }: SignedUp, code: string) =>
  gateway.api.send(SignInWithTotpDocument, { input: { email, code } });

describe('setupTotp: refusals', () => {
  it('is UNAUTHENTICATED without a token', async () => {
    expect((await gateway.api.refusal(SetupTotpDocument, {})).code).toBe('UNAUTHENTICATED');
  });

  it('judges whatever is given, however fresh the sign-in', async () => {
    const person = await signUp(gateway);
    for (const proof of [{ password: 'not mine' }, { password: '' }, { code: '123456' }, { code: '' }])
      expect((await gateway.api.refusal(SetupTotpDocument, proof, person)).code).toBe('INVALID_CREDENTIALS');
    expect(await setUp(person, { password: person.password })).toBeTruthy();
  });
});

describe('a set-up in place of another', () => {
  it('leaves the old one and its recovery codes working until it is confirmed', async () => {
    const person = await personWithTotp(gateway);
    const next = await setUp(person);
    expect(next.secret).not.toBe(person.secret);
    expect((await alone(person, freshCode(gateway, next))).data).toBeFalsy();
    expect((await alone(person, freshCode(gateway, person))).data).toBeTruthy();
    expect(await me(person)).toMatchObject({ otpAuthEnabled: true, recoveryCodesLeft: 10 });
    const { data } = await confirm(person, freshCode(gateway, next));
    expect(data?.confirmTotp.codes).toHaveLength(10);
    expect(data?.confirmTotp.codes).not.toEqual(person.recoveryCodes);
    expect((await alone(person, freshCode(gateway, person))).data).toBeFalsy();
    expect((await alone(person, freshCode(gateway, next))).data).toBeTruthy();
  });

  it('is no longer there once TOTP was taken away', async () => {
    const person = await personWithTotp(gateway);
    const next = await setUp(person);
    await gateway.api.call(DisableTotpDocument, {}, person);
    expect(await refusalOfConfirm(person, freshCode(gateway, next))).toBe('TWO_FACTOR_NOT_SET_UP');
    expect(await me(person)).toMatchObject({ otpAuthEnabled: false, recoveryCodesLeft: null });
  });
});

describe('a set-up under way', () => {
  it('begun with the password is confirmed for a quarter of an hour, however stale the sign-in', async () => {
    const person = await signUp(gateway);
    gateway.clock.advance(6 * 60_000);
    const late = await setUp(person, { password: person.password });
    gateway.clock.advance(15 * 60_000);
    const code = codeAt(late.secret, gateway.clock.now());
    const refusal = await gateway.api.refusal(ConfirmTotpDocument, { code }, person);
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', requires: 'reauthentication' });
    const app = await setUp(person, { password: person.password });
    // Till the next step of the app it is half a minute more.
    gateway.clock.advance(13 * 60_000);
    expect((await confirm(person, freshCode(gateway, app))).data).toBeTruthy();
  });

  it('begun by a fresh sign-in is confirmed while that is fresh, or once it was made so again', async () => {
    const person = await signUp(gateway);
    const app = await setUp(person);
    gateway.clock.advance(6 * 60_000);
    const code = freshCode(gateway, app);
    const refusal = await gateway.api.refusal(ConfirmTotpDocument, { code }, person);
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', requires: 'reauthentication' });
    const { password } = person;
    const { reauthenticate } = await gateway.api.call(ReauthenticateDocument, { password }, person);
    await gateway.api.call(ConfirmTotpDocument, { code }, reauthenticate);
  });
});

describe('confirmTotp: ok', () => {
  it('switches TOTP on, tells the owner, ends the other sessions and keeps this one', async () => {
    const person = await signUp(gateway);
    const { email, password } = person;
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
    const app = await setUp(person);
    const { data, headers } = await confirm(person, freshCode(gateway, app));
    expect(new Set(data?.confirmTotp.codes).size).toBe(10);
    expect(data?.confirmTotp.message).toContain('not on yet: enable2FA');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await me(person)).toMatchObject({ otpAuthEnabled: true, enable2FA: false, recoveryCodesLeft: 10 });
    await newestMail(gateway, email, /^An authenticator app was connected/);
    await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    const { accessToken, refreshToken = null } = opened(signIn);
    expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
  });

  it('takes a code with blanks, and one of the step before', async () => {
    const person = await signUp(gateway);
    const { secret } = await setUp(person);
    freshCode(gateway, { secret });
    const code = codeAt(secret, gateway.clock.now(), -1);
    const typed = ` ${code.slice(0, 3)} ${code.slice(3)} `;
    expect((await confirm(person, typed)).data).toBeTruthy();
  });
});

describe('confirmTotp: refusals', () => {
  it('is TWO_FACTOR_NOT_SET_UP without a set-up, and once it was confirmed', async () => {
    expect(await refusalOfConfirm(await signUp(gateway), '123456')).toBe('TWO_FACTOR_NOT_SET_UP');
    const person = await personWithTotp(gateway);
    expect(await refusalOfConfirm(person, freshCode(gateway, person))).toBe('TWO_FACTOR_NOT_SET_UP');
  });

  it('is CODE_INVALID for a wrong first code, which leaves the set-up open', async () => {
    const person = await signUp(gateway);
    const app = await setUp(person);
    const fullWidth = [...freshCode(gateway, app)].map((digit) =>
      String.fromCharCode(0xfee0 + digit.charCodeAt(0)),
    );
    const wrong = [
      wrongCode(gateway, app),
      '',
      '12345',
      '1234567',
      'abcdef',
      fullWidth.join(''),
      '1'.repeat(50_000),
    ];
    for (const code of wrong) {
      const [refusal] = (await confirm(person, code)).errors;
      expect(refusal).toMatchObject({
        message: 'This code is wrong or was used.',
        extensions: { code: 'CODE_INVALID' },
      });
    }
    expect(await me(person)).toMatchObject({ otpAuthEnabled: false });
    expect((await confirm(person, freshCode(gateway, app))).data).toBeTruthy();
  });

  it('is BAD_USER_INPUT for what is no text, and UNAUTHENTICATED without a token', async () => {
    const person = await signUp(gateway);
    const app = await setUp(person);
    for (const code of [{ $ne: null }, ['123456'], 123_456, true, null])
      expect(await refusalOfConfirm(person, code as unknown as string)).toBe('BAD_USER_INPUT');
    const code = freshCode(gateway, app);
    expect((await gateway.api.refusal(ConfirmTotpDocument, { code })).code).toBe('UNAUTHENTICATED');
  });
});

describe('confirmTotp: RATE_LIMITED', () => {
  it('lets nobody guess the first code', async () => {
    const person = await signUp(gateway);
    const app = await setUp(person);
    for (let turn = 0; turn < 10; turn++)
      expect(await refusalOfConfirm(person, wrongCode(gateway, app, turn))).toBe('CODE_INVALID');
    expect(await refusalOfConfirm(person, freshCode(gateway, app))).toBe('RATE_LIMITED');
  });
});

describe('confirmTotp: race', () => {
  it('takes one of ten at once, and the recovery codes it gave are those that count', async () => {
    const person = await signUp(gateway);
    const code = freshCode(gateway, await setUp(person));
    const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(person, code)));
    const given = answers.flatMap(({ data }) => (data ? [data.confirmTotp.codes] : []));
    expect(given).toHaveLength(1);
    const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
    // By when each of them came: before the winner was done, or after.
    expect(codes.filter((code) => !['CODE_INVALID', 'TWO_FACTOR_NOT_SET_UP'].includes(code))).toEqual([]);
    expect(await me(person)).toMatchObject({ otpAuthEnabled: true, recoveryCodesLeft: 10 });
  });
});
