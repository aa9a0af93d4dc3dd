import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  SignInWithTotpDocument,
  type TotpSignInInput,
  UserSessionsDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  codeAt,
  freshCode,
  personWith2fa,
  personWithTotp,
  wrongCode,
} from '../harness/authenticator.js';
import { cookiesOf } from '../harness/cookies.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { untilAllAreJudged } from '../harness/guesses.js';
import { anyNumber } from '../harness/matchers.js';
import { signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ TOTP_ALONE: 'true' });
});
afterAll(() => gateway.stop());

const signIn = (input: TotpSignInInput, on = gateway) => on.api.send(SignInWithTotpDocument, { input });
const codeOf = async (input: TotpSignInInput, on = gateway) =>
  (await signIn(input, on)).errors[0]?.extensions.code;

describe('signInWithTotp alone: ok', () => {
  it('signs in without 2FA, and the token and the session say by what', async () => {
    const person = await personWithTotp(gateway);
    const { data, headers } = await signIn({ email: person.email, code: freshCode(gateway, person) });
    expect(data?.signInWithTotp.refreshToken).toBeTruthy();
    expect(headers.get('cache-control')).toBe('no-store');
    const { accessToken = '' } = data?.signInWithTotp ?? {};
    expect(claimsOf(accessToken)).toMatchObject({ sub: person.userId, amr: ['otp'] });
    const variables = { id: person.userId };
    const { user } = await gateway.api.call(UserSessionsDocument, variables, { accessToken });
    expect(user?.sessions.edges.map(({ node }) => node.methods)).toEqual([['TOTP'], ['PASSWORD']]);
  });

  it('takes the address in any spelling, and the code with blanks', async () => {
    const { email, secret } = await personWithTotp(gateway);
    const code = freshCode(gateway, { secret });
    const typed = { email: ` ${email.toUpperCase()} `, code: ` ${code.slice(0, 3)} ${code.slice(3)} ` };
    expect((await signIn(typed)).data).toBeTruthy();
  });

  it('sets the cookie that was asked for', async () => {
    const person = await personWithTotp(gateway);
    const input = { email: person.email, code: freshCode(gateway, person), transport: 'COOKIE' as const };
    const { data, headers } = await signIn(input);
    expect(data?.signInWithTotp.refreshToken).toBeNull();
    expect(cookiesOf(headers)['refreshToken']?.value).toBeTruthy();
  });
});

describe('signInWithTotp alone: INVALID_CREDENTIALS', () => {
  it('answers alike for everything that does not fit', async () => {
    const [person, plain, secured] = [
      await personWithTotp(gateway),
      await signUp(gateway),
      await personWith2fa(gateway),
    ];
    const code = freshCode(gateway, person);
    const inputs = [
      { email: person.email, code: wrongCode(gateway, person) },
      { email: plain.email, code },
      { email: secured.email, code: codeAt(secured.secret, gateway.clock.now()) },
      { email: `nobody-${person.email}`, code },
      { email: 'no address', code },
      { email: '', code },
      { email: person.email, code: '' },
    ];
    const answers = await Promise.all(inputs.map((input) => signIn(input)));
    const bodies = answers.map(({ data, errors, status }) => JSON.stringify({ data, errors, status }));
    expect(new Set(bodies).size).toBe(1);
    expect(answers[0]?.errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
    // The code was right all along.
    expect((await signIn({ email: person.email, code })).data).toBeTruthy();
  });

  it('is the answer for a right code where TOTP_ALONE is off', async () => {
    const strict = await startTestGateway({ TOTP_ALONE: 'false' });
    try {
      const person = await personWithTotp(strict);
      const input = { email: person.email, code: freshCode(strict, person) };
      expect(await codeOf(input, strict)).toBe('INVALID_CREDENTIALS');
    } finally {
      await strict.stop();
    }
  });
});

describe('signInWithTotp: BAD_USER_INPUT', () => {
  it('wants exactly one of challengeToken and email', async () => {
    const person = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person);
    const code = freshCode(gateway, person);
    const wrong = [
      { code },
      { code, challengeToken, email: person.email },
      { code, challengeToken: null, email: null },
    ];
    for (const input of wrong) expect(await codeOf(input)).toBe('BAD_USER_INPUT');
    // None of them was a try, nor spent the code.
    expect((await signIn({ code, challengeToken })).data).toBeTruthy();
  });

  it.each([
    ['an operator', { $ne: null }],
    ['a list', ['123456']],
    ['a number', 123_456],
    ['true', true],
    ['null', null],
  ])('is the answer for %s where text belongs', async (_what, value) => {
    const text = value as unknown as string;
    const inputs: TotpSignInInput[] = [
      { email: 'ada@example.com', code: text },
      { challengeToken: 'x', code: text },
      ...(value === null
        ? []
        : [
            { email: text, code: '123456' },
            { challengeToken: text, code: '123456' },
          ]),
    ];
    for (const input of inputs) expect(await codeOf(input)).toBe('BAD_USER_INPUT');
  });
});

describe('signInWithTotp: other refusals', () => {
  it('tells a suspended account only to whoever has its code', async () => {
    const person = await personWithTotp(gateway);
    await gateway.database
      .collection('users')
      .updateOne({ emailCanonical: person.email }, { $set: { suspendedAt: new Date() } });
    const { email } = person;
    expect(await codeOf({ email, code: wrongCode(gateway, person) })).toBe('INVALID_CREDENTIALS');
    expect(await codeOf({ email, code: freshCode(gateway, person) })).toBe('ACCOUNT_SUSPENDED');
  });
});

describe('signInWithTotp: RATE_LIMITED', () => {
  const failTimes = async (email: string, times: number, on = gateway) => {
    const answers = Array.from({ length: times }, () => codeOf({ email, code: 'wrong' }, on));
    return Promise.all(answers);
  };

  it('throttles a known and an unknown address alike, after ten wrong codes in any spelling', async () => {
    const known = await personWithTotp(gateway);
    const code = freshCode(gateway, known);
    for (const email of [known.email, `nobody-${known.email}`]) {
      const spellings = [
        email,
        email.toUpperCase(),
        ` ${email}`,
        `${email.slice(0, 3).toUpperCase()}${email.slice(3)}`,
      ];
      for (let turn = 0; turn < 10; turn++) {
        const spelling = spellings[turn % spellings.length] ?? '';
        expect(await codeOf({ email: spelling, code: 'wrong' })).toBe('INVALID_CREDENTIALS');
      }
      const { data, errors, headers } = await signIn({ email, code });
      expect(data).toBeFalsy();
      expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: anyNumber });
      const { retryAfter = 0 } = errors[0]?.extensions ?? {};
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(900);
      expect(Number(headers.get('retry-after'))).toBe(retryAfter);
    }
  });

  it('counts those that come at once, and through aliases and batches', async () => {
    const codes = await untilAllAreJudged(async () => failTimes((await personWithTotp(gateway)).email, 30));
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(10);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(20);
    const other = await personWithTotp(gateway);
    const field = (n: number) =>
      `a${n}: signInWithTotp(input: { email: "${other.email}", code: "${n}" }) { userId }`;
    const aliases = `mutation { ${Array.from({ length: 20 }, (_, n) => field(n)).join(' ')} }`;
    const { errors } = await gateway.api.send(aliases);
    const judged = errors.filter(({ extensions }) => extensions.code === 'INVALID_CREDENTIALS');
    expect(judged.length).toBeLessThanOrEqual(10);
    expect(errors.length).toBeGreaterThan(0);
  });

  it('starts counting anew after a success', async () => {
    const person = await personWithTotp(gateway);
    for (let round = 0; round < 2; round++) {
      expect(new Set(await failTimes(person.email, 9))).toEqual(new Set(['INVALID_CREDENTIALS']));
      expect((await signIn({ email: person.email, code: freshCode(gateway, person) })).data).toBeTruthy();
    }
  });

  it('follows SIGN_IN_LIMIT, and is off with RATE_LIMIT=false', async () => {
    const few = await startTestGateway({ SIGN_IN_LIMIT: '3', MONGODB_URI: gateway.databaseUri });
    const off = await startTestGateway({ RATE_LIMIT: 'false', MONGODB_URI: gateway.databaseUri });
    try {
      const email = `nobody-${Date.now()}@example.com`;
      const codes = await failTimes(email, 5, few);
      expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(2);
      expect(new Set(await failTimes(email, 30, off))).toEqual(new Set(['INVALID_CREDENTIALS']));
    } finally {
      await few.stop();
      await off.stop();
    }
  });
});
