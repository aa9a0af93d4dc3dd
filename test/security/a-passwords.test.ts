/** What a password may be, and that every part of it counts. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dictionary } from '@zxcvbn-ts/language-common';
import bcrypt from 'bcryptjs';

import {
  ChangePasswordDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignUpDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { newPerson, opened, signUp } from '../harness/people.js';
import { cpuMsSince } from '../harness/timing.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

/** What is said of a password at sign-up; nothing where it is taken. */
const problemsOf = async (password: string, more: object = {}, at = gateway) => {
  const { errors } = await at.api.send(SignUpDocument, { input: { ...newPerson(), ...more, password } });
  return errors.flatMap(({ extensions }) => (extensions.fields ?? []).map(({ path, rule }) => [path, rule]));
};
const signIn = async (email: string, password: string) =>
  (await gateway.api.send(SignInDocument, { input: { email, password } })).errors[0]?.extensions.code;
/** Signs somebody up with a password, and tries others in its place. */
async function tryOthers(password: string, others: readonly string[]) {
  const { email } = await signUp(gateway, { password });
  expect(await signIn(email, password)).toBeUndefined();
  return Promise.all(others.map((other) => signIn(email, other)));
}
const refused = (passwords: readonly string[]) => passwords.map(() => 'INVALID_CREDENTIALS');

// What counts is the length that a setting names (SP 800-63B-4 section 3.1.1.2, ASVS 6.2.1).
describe('A1 a password is refused for its length alone, by a limit that is a setting', () => {
  it('refuses 7 characters with the reason, and takes 8', async () => {
    expect(await problemsOf('a7-bq9z')).toEqual([['password', 'too-short']]);
    expect(await problemsOf('w3k-9plm')).toEqual([]);
  });

  it('refuses 14 and takes 15 where PASSWORD_MIN_LENGTH says so', async () => {
    const strict = await startTestGateway({ PASSWORD_MIN_LENGTH: '15' });
    try {
      expect(await problemsOf('w3k-9plm-4qx-7', {}, strict)).toEqual([['password', 'too-short']]);
      expect(await problemsOf('w3k-9plm-4qx-7z', {}, strict)).toEqual([]);
    } finally {
      await strict.stop();
    }
  });
});

/** 128 characters from one on, in no order. */
const many = (first: number) =>
  Array.from({ length: 128 }, (_, place) => String.fromCodePoint(first + (place ** 3 % 101))).join('');

describe('A2 any characters are taken, and counted as code points', () => {
  it.each([
    ['64 characters of every kind', ` !"#$%&'()*+,-./0aZ:;<=>?@[\\]^_\`{|}~é漢字🙂 passphrase with blanks`],
    ['all lower case', 'correct horse battery staple'],
    ['digits alone', '83920174650918'],
    ['blanks within', 'w3k   9plm'],
    ['eight emoji', '🙂🐙🦊🌵🍋🛸🎻🧊'],
    ['128 characters', many(0x4e00)],
    ['128 emoji', many(0x1f400)],
  ])('takes %s, and signs in with it', async (_, password) => {
    const { email } = await signUp(gateway, { password });
    expect(await signIn(email, password)).toBeUndefined();
  });

  it('counts four emoji as four', async () => {
    expect(await problemsOf('🙂🐙🦊🌵')).toEqual([['password', 'too-short']]);
    expect(await problemsOf(`${many(0x1f400)}x`)).toEqual([['password', 'too-long']]);
  });
});

// bcrypt reads 72 bytes (ASVS 6.2.8).
describe('A3 every byte past the 72nd counts', () => {
  it('refuses another 73rd byte, another end, and the first 72 alone', async () => {
    const start = 'kq7'.repeat(20) + 'plum-orbit-5';
    const others = [`${start}Y`, start, `${start}Xx`, `${start.slice(1)}X`];
    expect(await tryOthers(`${start}X`, others)).toEqual(refused(others));
  });

  it('does so where a character lies across the border', async () => {
    const start = `${'kq7'.repeat(20)}plum-orbitz`;
    const others = [`${start}é`, `${start}è`, `${start}🐙`, start];
    expect(await tryOthers(`${start}🦊`, others)).toEqual(refused(others));
    const long = 'ä'.repeat(50);
    expect(await tryOthers(`${long}-the end`, [`${long}-the fin`, long])).toEqual(refused(['', '']));
  });
});

describe('A4 what stands after a NUL counts', () => {
  it('does not let in with what stands before it, or with something else after it', async () => {
    const others = ['before NUL', 'before NUL\u0000', 'before NUL\u0000other', 'before NULafter'];
    expect(await tryOthers('before NUL\u0000after', others)).toEqual(refused(others));
  });
});

describe('A5 case and blanks tell passwords apart, Unicode forms do not', () => {
  it('refuses another case, and blanks more or fewer', async () => {
    const others = ['some good words', ' Some good words', 'Some good words ', 'Some  good words'];
    expect(await tryOthers('Some good words', others)).toEqual(refused(others));
    expect(await tryOthers(' blanks around ', ['blanks around', ' blanks around'])).toEqual(
      refused(['', '']),
    );
  });

  it('takes the same password in NFC, NFD and full width', async () => {
    const password = 'Café Ångström №5';
    const forms = [password.normalize('NFC'), password.normalize('NFD'), password.normalize('NFKC')];
    expect(new Set(forms).size).toBe(3);
    expect(await tryOthers(password, [...forms, 'Ｃafé Ångström №5'])).toEqual(Array(4).fill(undefined));
    const { email } = await signUp(gateway, { password: password.normalize('NFD') });
    expect(await signIn(email, password)).toBeUndefined();
  });
});

describe('A6 common passwords, one’s own address and the service’s name are refused wherever one is chosen', () => {
  const bad = (email: string) =>
    [
      ['password123', 'too-common'],
      ['PassWord123', 'too-common'],
      [email, 'resembles-owner'],
      ['Portcullis1', 'resembles-owner'],
      ['Ada-Lovelace1', 'resembles-owner'],
    ] as const;

  it('at sign-up, each of the 3000 commonest that is long enough', async () => {
    const common = dictionary['passwords-common'].slice(0, 3_000).map(String);
    const long = common.filter((word) => word.length >= 8);
    expect(long.length).toBeGreaterThan(200);
    const every = long.filter((_, place) => place % 10 === 0 || place > long.length - 3);
    // As literals: some of them are words that any log may hold, and the scan of the logs is told of variables.
    const told = await Promise.all(
      every.map((word) => {
        const input = `{ email: "a@example.com", firstName: "A", lastName: "B", password: ${JSON.stringify(word)} }`;
        return gateway.api.refusal(`mutation { signUp(input: ${input}) { userId } }`);
      }),
    );
    const rules = told.flatMap(({ fields = [] }) => fields.map(({ path, rule }) => `${path}: ${rule}`));
    expect(rules).toEqual(every.map(() => 'password: too-common'));
  });

  it('at sign-up, what repeats, counts, walks over the keyboard, or cannot be seen', async () => {
    const weak = [
      // Eight noughts would be found in the log of the run: an election of mongod is called that, in the driver's errors.
      ...['987654321', '77777777', 'aaaaaaaa', '123123123', 'abcdefgh', 'admin1234', ' '.repeat(8)],
      ...['qwertyuiop123', 'nogardnogard', 'Dr@gon99', 'mnbvcxz98', 'xyxyxyxyxyxyxy', '\u200b'.repeat(9)],
    ];
    const told = await Promise.all(weak.map((password) => problemsOf(password)));
    expect(told).toEqual(weak.map(() => [['password', 'too-common']]));
  });

  it('but never at sign-in: who has one from before comes in', async () => {
    const { email } = await signUp(gateway);
    const hash = await bcrypt.hash('aaaaaaaa', 10);
    await gateway.database
      .collection('users')
      .updateOne({ email }, { $set: { password: { scheme: 'bcrypt', cost: 10, hash } } });
    expect(await signIn(email, 'aaaaaaaa')).toBeUndefined();
  });

  it('at sign-up, change and reset, with the reason', async () => {
    const person = await signUp(gateway);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const token = await mailedToken(gateway, person.email, subjects.reset);
    for (const [password, rule] of bad(person.email)) {
      const { email, password: currentPassword } = person;
      expect(await problemsOf(password, { email })).toEqual([['password', rule]]);
      const chosen = { password, passwordConfirm: password };
      const expected = { code: 'BAD_USER_INPUT', fields: [{ path: 'password', rule }] };
      const change = { input: { currentPassword, ...chosen } };
      expect(await gateway.api.refusal(ChangePasswordDocument, change, person)).toMatchObject(expected);
      const reset = { input: { token, ...chosen } };
      expect(await gateway.api.refusal(ResetPasswordDocument, reset)).toMatchObject(expected);
    }
    // Nothing has changed, and the link is as good as before.
    const { email, password } = person;
    opened((await gateway.api.call(SignInDocument, { input: { email, password } })).signIn);
    const good = { token, password: 'another good passphrase', passwordConfirm: 'another good passphrase' };
    await gateway.api.call(ResetPasswordDocument, { input: good });
  });
});

// The limit of bodies comes before any hash (Authentication Cheat Sheet, long passwords).
describe('A9 a password of megabytes is refused at once, and others are served meanwhile', () => {
  it.each([1, 8])('of %d MB', async (megabytes) => {
    const before = process.cpuUsage();
    const password = 'x'.repeat(megabytes * 1_000_000);
    const query = 'mutation($input:SignInInput!){signIn(input:$input){__typename}}';
    const sent = ['signUp', 'signIn'].map((name) =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: query.replaceAll('signIn', name), variables: { input: { password } } }),
      }),
    );
    const health = await fetch(`${gateway.url}/health/live`);
    expect(health.status).toBe(200);
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([413, 413]);
    expect(cpuMsSince(before)).toBeLessThan(2_000);
  });
});
