import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignInDocument, SignUpDocument, type SignUpInput } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { textLike } from '../harness/matchers.js';
import { newPerson, opened } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ BCRYPT_COST: '10' });
});
afterAll(() => gateway.stop());

const fieldsOf = async (input: object) => {
  const { code, fields = [] } = await gateway.api.refusal(SignUpDocument, { input: input as SignUpInput });
  expect(code).toBe('BAD_USER_INPUT');
  return fields.map(({ path }) => path).sort();
};

describe('signUp: ok', () => {
  it('makes the account and its first session', async () => {
    const input = {
      ...newPerson(),
      email: '  Ada.Lovelace@Example.COM ',
      username: 'Ada_L',
      phoneNumber: '+49 30 123456',
    };
    const { signUp } = await gateway.api.call(SignUpDocument, { input });
    expect(signUp.user).toMatchObject({
      email: 'Ada.Lovelace@Example.COM',
      username: 'Ada_L',
      phoneNumber: '+4930123456',
      roles: ['USER'],
      emailVerifiedAt: null,
      activeStatus: false,
      enable2FA: false,
      otpAuthEnabled: false,
      recoveryCodesLeft: null,
    });
    expect(signUp.userId).toBe(signUp.user?.id);
    expect(signUp.auth?.refreshTokenExpiresIn).toBeGreaterThan(7 * 86_400 - 60);
    expect(signUp.auth?.accessTokenExpiresIn).toBeGreaterThan(14 * 60);
  });

  it.each([
    ['64 characters of every kind', ` !"#$%&'()*+,-./0aZ:;<=>?@[\\]^_\`{|}~é漢字🙂 passphrase with blanks`],
    ['all lower case', 'correct horse battery staple'],
    ['128 characters', 'aß'.repeat(64)],
    ['8 characters', 'w3k-9plm'],
  ])('takes a password of %s, and signs in with it', async (_, password) => {
    const input = { ...newPerson(), password };
    await gateway.api.call(SignUpDocument, { input });
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email: input.email, password } });
    expect(opened(signIn).userId).toBeTruthy();
  });

  it('stores no password: only a salted hash of it under a keyed digest', async () => {
    const input = newPerson();
    await gateway.api.call(SignUpDocument, { input });
    const stored = await gateway.database.collection('users').findOne({ emailCanonical: input.email });
    expect(JSON.stringify(stored)).not.toContain(input.password);
    expect(stored).toMatchObject({
      schemaVersion: 1,
      credentialVersion: 1,
      identities: [],
      factors: [],
      password: {
        scheme: 'bcrypt-hmac-sha384',
        cost: 10,
        hash: textLike(/^\$2b\$10\$/),
      },
    });
  });
});

describe('signUp: BAD_USER_INPUT', () => {
  const bad = {
    email: 'not an address',
    password: 'short',
    firstName: ' ',
    lastName: 'L',
    phoneNumber: '12',
  };

  it('lists every failing field at once, as variables', async () => {
    expect(await fieldsOf(bad)).toEqual(['email', 'firstName', 'password', 'phoneNumber']);
  });

  it('lists the same as literals', async () => {
    const document = `mutation { signUp(input: { email: "not an address", password: "short", firstName: " ",
      lastName: "L", phoneNumber: "12" }) { userId } }`;
    const { fields = [] } = await gateway.api.refusal(document);
    expect(fields.map(({ path }) => path).sort()).toEqual(['email', 'firstName', 'password', 'phoneNumber']);
  });

  it('lists wrong types and broken rules together, as variables and as literals', async () => {
    const input = { ...bad, email: { $ne: null }, lastName: 7, nickname: 'x' };
    expect(await fieldsOf(input)).toEqual([
      'email',
      'firstName',
      'input',
      'lastName',
      'password',
      'phoneNumber',
    ]);
    const document = `mutation { signUp(input: { email: "x", password: "short", firstName: 7 }) { userId } }`;
    const { fields = [] } = await gateway.api.refusal(document);
    expect(fields.map(({ path }) => path).sort()).toEqual(['email', 'firstName', 'lastName', 'password']);
  });

  it('asks for what SIGN_UP_REQUIRES names', async () => {
    expect(await fieldsOf({ email: 'a@example.com', password: 'long enough words' })).toEqual([
      'firstName',
      'lastName',
    ]);
  });

  it.each([
    ['a missing domain', 'ada@'],
    ['two addresses', 'ada@example.com,eve@example.com'],
    ['a line break', 'ada@example.com\r\nBcc: eve@example.com'],
    ['a NUL', 'ada\u0000@example.com'],
    ['angle brackets', 'Ada <ada@example.com>'],
    ['a quoted local part', '"ada\n"@example.com'],
    ['255 characters', `${'a'.repeat(60)}@${'b'.repeat(62)}.${'c'.repeat(62)}.${'d'.repeat(62)}.abc.de`],
    ['a domain in Unicode', 'ada@exämple.com'],
    ['a dotless i', 'ıda@example.com'],
    ['a dotted number for a domain', 'ada@127.0.0.1'],
  ])('refuses an address with %s', async (_, email) => {
    expect(await fieldsOf({ ...newPerson(), email })).toEqual(['email']);
  });

  it.each([
    ['one of the commonest', 'Password123'],
    ['the address', 'ada.byron@lovelace.org'],
    ['the name with a digit', 'Ada-Byron1'],
    ['the name of the service', 'Portcullis1'],
    ['129 characters', 'x7'.repeat(64) + 'y'],
    ['7 characters', 'a7-bq9z'],
  ])('refuses a password that is %s', async (_, password) => {
    const input = { email: 'ada.byron@lovelace.org', firstName: 'Ada', lastName: 'Byron', password };
    expect(await fieldsOf(input)).toEqual(['password']);
  });

  it.each([
    ['firstName', 'a'.repeat(101)],
    ['firstName', 'Ada\u0007'],
    ['lastName', 'Love\nlace'],
    ['lastName', 'Love\u202elace'],
    ['username', 'ab'],
    ['username', 'a'.repeat(33)],
    ['username', 'ada lovelace'],
    ['username', 'ada\u212a'],
    ['phoneNumber', '030 123456'],
    ['phoneNumber', `${'1'.repeat(100_0)}x`],
    ['phoneNumber', '+49 30 123456 ext. 7'],
  ])('refuses %s %j', async (field, value) => {
    expect(await fieldsOf({ ...newPerson(), [field]: value })).toEqual([field]);
  });

  it('stores nothing', async () => {
    const before = await gateway.database.collection('users').countDocuments();
    await fieldsOf(bad);
    expect(await gateway.database.collection('users').countDocuments()).toBe(before);
  });
});

describe('signUp: EMAIL_TAKEN and its like', () => {
  it('tells a known address by case and blanks alike', async () => {
    const first = newPerson();
    await gateway.api.call(SignUpDocument, { input: first });
    const again = { ...newPerson(), email: ` ${first.email.toUpperCase()} ` };
    expect((await gateway.api.refusal(SignUpDocument, { input: again })).code).toBe('EMAIL_TAKEN');
  });

  it('tells a known username and phone number', async () => {
    await gateway.api.call(SignUpDocument, {
      input: { ...newPerson(), username: 'grace.h', phoneNumber: '+49 30 654321' },
    });
    const sameName = { ...newPerson(), username: 'Grace.H' };
    expect((await gateway.api.refusal(SignUpDocument, { input: sameName })).code).toBe('USERNAME_TAKEN');
    const sameNumber = { ...newPerson(), phoneNumber: '+4930654321' };
    expect((await gateway.api.refusal(SignUpDocument, { input: sameNumber })).code).toBe(
      'PHONE_NUMBER_TAKEN',
    );
  });

  it('makes one account of twenty requests at once, and its password alone opens it', async () => {
    const { email, ...rest } = newPerson();
    const attempts = Array.from({ length: 20 }, (_, position) => ({
      ...rest,
      email: position % 2 === 0 ? email : ` ${email.toUpperCase()}`,
      password: `a good password ${position}`,
    }));
    const answers = await Promise.all(attempts.map((input) => gateway.api.send(SignUpDocument, { input })));
    const winners = answers.flatMap(({ data }, position) => (data ? [position] : []));
    expect(winners).toHaveLength(1);
    const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
    expect(new Set(codes)).toEqual(new Set(['EMAIL_TAKEN']));
    const opened = await Promise.all(
      attempts.map(({ password }) => gateway.api.send(SignInDocument, { input: { email, password } })),
    );
    expect(opened.flatMap(({ data }, position) => (data ? [position] : []))).toEqual(winners);
  });
});

describe('signUp: national phone numbers', () => {
  it('reads them with DEFAULT_COUNTRY', async () => {
    const german = await startTestGateway({ DEFAULT_COUNTRY: 'DE' });
    try {
      const input = newPerson();
      const { signUp } = await german.api.call(SignUpDocument, {
        input: { ...input, phoneNumber: '030 123456' },
      });
      expect(signUp.user?.phoneNumber).toBe('+4930123456');
    } finally {
      await german.stop();
    }
  });
});
