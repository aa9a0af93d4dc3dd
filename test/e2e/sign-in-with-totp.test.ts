import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import {
  SignInWithTotpDocument,
  type TotpSignInInput,
  UserSessionsDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  codeAt,
  enterNextStep,
  freshCode,
  hasOathtool,
  oathtoolCode,
  personWith2fa,
  personWithTotp,
  setClock,
  wrongCode,
} from '../harness/authenticator.js';
import { cookiesOf } from '../harness/cookies.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { anyNumber } from '../harness/matchers.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
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

  (hasOathtool() ? it : it.skip)('takes a code of oathtool', async () => {
    const { email, secret } = await personWithTotp(gateway);
    enterNextStep(gateway.clock);
    const code = oathtoolCode(secret, gateway.clock.now());
    expect((await signIn({ email, code })).data).toBeTruthy();
  });
});

describe('signInWithTotp: time steps', () => {
  it.each([-1, 0, 1])('takes a code of step T%+d', async (steps) => {
    const { email, secret } = await personWithTotp(gateway);
    // The code that proved the app is of an earlier step than all of these.
    enterNextStep(gateway.clock, 2);
    expect((await signIn({ email, code: codeAt(secret, gateway.clock.now(), steps) })).data).toBeTruthy();
  });

  it('refuses the steps T-2 and T+2, and every code of them later', async () => {
    const { email, secret } = await personWithTotp(gateway);
    enterNextStep(gateway.clock, 3);
    for (const steps of [-2, 2]) {
      const code = codeAt(secret, gateway.clock.now(), steps);
      expect(await codeOf({ email, code })).toBe('INVALID_CREDENTIALS');
    }
  });

  it('takes no code twice, and none of T-1 after one of T', async () => {
    const { email, secret } = await personWithTotp(gateway);
    enterNextStep(gateway.clock, 2);
    const code = codeAt(secret, gateway.clock.now());
    expect((await signIn({ email, code })).data).toBeTruthy();
    expect(await codeOf({ email, code })).toBe('INVALID_CREDENTIALS');
    const earlier = codeAt(secret, gateway.clock.now(), -1);
    expect(await codeOf({ email, code: earlier })).toBe('INVALID_CREDENTIALS');
    const later = codeAt(secret, gateway.clock.now(), 1);
    expect((await signIn({ email, code: later })).data).toBeTruthy();
    expect(await codeOf({ email, code })).toBe('INVALID_CREDENTIALS');
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

  it('is the answer for letters, five, seven and full-width digits, and 50 KB', async () => {
    const { email, secret } = await personWithTotp(gateway);
    const code = freshCode(gateway, { secret });
    const fullWidth = [...code].map((digit) => String.fromCharCode(0xfee0 + digit.charCodeAt(0))).join('');
    const wrong = ['abcdef', code.slice(1), `${code}0`, fullWidth, `-${code}`, '1'.repeat(50_000)];
    for (const typed of wrong) expect(await codeOf({ email, code: typed })).toBe('INVALID_CREDENTIALS');
    expect(await codeOf({ email: `${'a'.repeat(50_000)}@example.com`, code })).toBe('INVALID_CREDENTIALS');
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
    const person = await personWithTotp(gateway);
    const codes = await failTimes(person.email, 30);
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

describe('signInWithTotp: race', () => {
  it('takes one code once, of twenty at the same instant on two replicas, alone or with challenges', async () => {
    const [person, secured] = [await personWithTotp(gateway), await personWith2fa(gateway)];
    const replica = await startTestGateway({ ...replicaOf(gateway), RATE_LIMIT: 'false' });
    try {
      setClock(replica.clock, gateway.clock);
      // Twenty at once from one source are more than SIGN_IN_LIMIT, though all are right.
      const open = await Promise.all(Array.from({ length: 20 }, () => challengeFor(replica, secured)));
      enterNextStep(gateway.clock);
      setClock(replica.clock, gateway.clock);
      const [code, second] = [person, secured].map(({ secret }) => codeAt(secret, gateway.clock.now()));
      const race = async (inputs: readonly TotpSignInInput[]) => {
        const sent = inputs.map((input, turn) => signIn(input, turn % 2 ? replica : gateway));
        return (await Promise.all(sent)).filter(({ data }) => data).length;
      };
      expect(await race(open.map(() => ({ email: person.email, code: code ?? '' })))).toBe(1);
      expect(await race(open.map((challengeToken) => ({ challengeToken, code: second ?? '' })))).toBe(1);
      const userId = { $in: [person, secured].map((who) => new mongoose.Types.ObjectId(who.userId)) };
      const sessions = gateway.database.collection('sessions');
      expect(await sessions.countDocuments({ userId, methods: 'TOTP' })).toBe(2);
    } finally {
      await replica.stop();
    }
  });
});
