import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  type RecoveryCodeSignInInput,
  MeDocument,
  RegenerateRecoveryCodesDocument,
  SignInDocument,
  SignInWithRecoveryCodeDocument,
  UserSessionsDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  freshCode,
  personWith2fa,
  personWithTotp,
  type WithAuthenticator,
} from '../harness/authenticator.js';
import { cookiesOf } from '../harness/cookies.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailsTo, newestMail } from '../harness/mailbox.js';
import { signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const used = /^A recovery code was used/;

const complete = (input: RecoveryCodeSignInInput, on = gateway) =>
  on.api.send(SignInWithRecoveryCodeDocument, { input });
const codeOf = async (input: RecoveryCodeSignInInput) => (await complete(input)).errors[0]?.extensions.code;
/** A whole sign-in with the password and a recovery code. */
async function recover(person: WithAuthenticator, code: string, more: object = {}) {
  return complete({ challengeToken: await challengeFor(gateway, person), code, ...more });
}
const codesLeft = async (person: WithAuthenticator) =>
  (await gateway.api.call(MeDocument, undefined, person)).me?.recoveryCodesLeft;
/** A code of the right form that is nobody's. */
const foreign = (turn = 0) => `ZZZZ-ZZZZ-ZZZZ-ZZZ${turn % 10}`;

describe('signInWithRecoveryCode: ok', () => {
  it('signs in, tells the owner, says what is left, and how it was proved', async () => {
    const person = await personWith2fa(gateway);
    const { data, headers } = await recover(person, person.recoveryCodes[3] ?? '');
    expect(headers.get('cache-control')).toBe('no-store');
    const { accessToken = '', refreshToken } = data?.signInWithRecoveryCode ?? {};
    expect(refreshToken).toBeTruthy();
    expect([...(claimsOf(accessToken)['amr'] as string[])].sort()).toEqual(['mfa', 'pwd', 'recovery_code']);
    expect(await codesLeft(person)).toBe(9);
    await newestMail(gateway, person.email, used);
    const { user } = await gateway.api.call(UserSessionsDocument, { id: person.userId }, { accessToken });
    expect(user?.sessions.edges[0]?.node.methods).toEqual(['PASSWORD', 'RECOVERY_CODE']);
  });

  it('counts the code that was just used in its own answer', async () => {
    const person = await personWith2fa(gateway);
    const { data } = await recover(person, person.recoveryCodes[0] ?? '');
    expect(data?.signInWithRecoveryCode.user.recoveryCodesLeft).toBe(9);
  });

  it('takes a code in lower case, without dashes, with blanks, and with o, i and l for 0 and 1', async () => {
    const person = await personWith2fa(gateway);
    const spell: ((code: string) => string)[] = [
      (code) => code.toLowerCase(),
      (code) => code.replaceAll('-', ''),
      (code) => ` ${code.replaceAll('-', ' ')} `,
      (code) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
      (code) => code.replaceAll('0', 'O').replaceAll('1', 'I').replace('-', ''),
    ];
    for (const [turn, how] of spell.entries())
      expect((await recover(person, how(person.recoveryCodes[turn] ?? ''))).data).toBeTruthy();
  });

  it('keeps the transport that the sign-in asked for', async () => {
    const person = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person, { transport: 'COOKIE' });
    const { data, headers } = await complete({ challengeToken, code: person.recoveryCodes[0] ?? '' });
    expect(data?.signInWithRecoveryCode.refreshToken).toBeNull();
    expect(cookiesOf(headers)['refreshToken']?.value).toBeTruthy();
  });

  it('works for each of the ten, after which the challenge offers the app alone', async () => {
    const person = await personWith2fa(gateway);
    for (const code of person.recoveryCodes) expect((await recover(person, code)).data).toBeTruthy();
    expect(await codesLeft(person)).toBe(0);
    const { email, password } = person;
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
    expect(signIn).toMatchObject({ methods: ['TOTP'] });
    const told = (await mailsTo(gateway, email)).filter(({ subject }) =>
      subject.includes('recovery code was used'),
    );
    expect(told.filter(({ subject }) => subject.startsWith('A recovery code was used'))).toHaveLength(9);
    const last = told.filter(({ subject }) => subject.startsWith('The last recovery code was used'));
    expect(last.map(({ text }) => text.includes('None is left'))).toEqual([true]);
  });
});

describe('signInWithRecoveryCode: INVALID_CREDENTIALS', () => {
  it('is the answer for a used code, one of somebody else, a TOTP code, and what is no code', async () => {
    const [person, other] = [await personWith2fa(gateway), await personWith2fa(gateway)];
    const [code = ''] = person.recoveryCodes;
    expect((await recover(person, code)).data).toBeTruthy();
    const wrong = [
      code,
      other.recoveryCodes[0] ?? '',
      freshCode(gateway, person),
      '',
      code.slice(1),
      '0'.repeat(50_000),
    ];
    for (const typed of wrong) {
      const { errors } = await recover(person, typed);
      expect(errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
    }
    expect(await codesLeft(person)).toBe(9);
  });
});

describe('signInWithRecoveryCode: other refusals', () => {
  it('takes a wrong code for one of the five tries', async () => {
    const person = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person);
    for (let turn = 0; turn < 5; turn++)
      expect(await codeOf({ challengeToken, code: foreign(turn) })).toBe('INVALID_CREDENTIALS');
    const [code = ''] = person.recoveryCodes;
    expect(await codeOf({ challengeToken, code })).toBe('CHALLENGE_EXPIRED');
    expect(await codesLeft(person)).toBe(10);
    expect((await recover(person, code)).data).toBeTruthy();
    expect(await codeOf({ challengeToken: '', code })).toBe('CHALLENGE_EXPIRED');
  });

  it('is BAD_USER_INPUT for what is no text', async () => {
    const person = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person);
    for (const value of [{ $ne: null }, [person.recoveryCodes[0]], 12_345, null]) {
      const text = value as unknown as string;
      expect(await codeOf({ challengeToken, code: text })).toBe('BAD_USER_INPUT');
      expect(await codeOf({ challengeToken: text, code: foreign() })).toBe('BAD_USER_INPUT');
    }
  });
});

describe('regenerateRecoveryCodes', () => {
  it('is refused without an app, and without a token', async () => {
    const renew = RegenerateRecoveryCodesDocument;
    const { code } = await gateway.api.refusal(renew, {}, await signUp(gateway));
    expect(code).toBe('TWO_FACTOR_NOT_SET_UP');
    expect((await gateway.api.refusal(renew, {})).code).toBe('UNAUTHENTICATED');
  });

  it('is enough for the app alone, without 2FA', async () => {
    const person = await personWithTotp(gateway);
    const answer = await gateway.api.call(RegenerateRecoveryCodesDocument, {}, person);
    expect(answer.regenerateRecoveryCodes.codes).toHaveLength(10);
  });
});
