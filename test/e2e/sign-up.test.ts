import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignUpDocument, type SignUpInput } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { textLike } from '../harness/matchers.js';
import { newPerson } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
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
      password: { scheme: 'bcrypt-hmac-sha384', hash: textLike(/^\$2b\$/) },
    });
  });
});

describe('signUp: all or nothing', () => {
  const refuseMails = (validator: object) =>
    gateway.database.command({ collMod: 'outbox', validator, validationLevel: 'strict' });

  it('leaves neither account nor session where the order for its mail cannot be written', async () => {
    const input = newPerson();
    const sessions = gateway.database.collection('sessions');
    const before = await sessions.countDocuments();
    await refuseMails({ kind: 'none' });
    try {
      await gateway.api.refusal(SignUpDocument, { input });
    } finally {
      await refuseMails({});
    }
    expect(await gateway.database.collection('users').findOne({ emailCanonical: input.email })).toBeNull();
    expect(await sessions.countDocuments()).toBe(before);
    const { signUp } = await gateway.api.call(SignUpDocument, { input });
    expect(signUp.auth).not.toBeNull();
    expect(await sessions.countDocuments()).toBe(before + 1);
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
    ['firstName', 'a'.repeat(101)],
    ['firstName', 'Ada\u0007'],
    ['lastName', 'Love\nlace'],
    ['lastName', 'Love\u202elace'],
    ...['\u200b', '\u3164', '\u2800', '\u00ad', '\u0301', '\u{1d159}', '\u2003 \u00a0'].map((name) => [
      'lastName',
      name,
    ]),
    ['username', 'ab'],
    ['username', 'a'.repeat(33)],
    ['username', 'ada lovelace'],
    ['username', 'ada\u212a'],
    ['phoneNumber', '030 123456'],
    ['phoneNumber', '+49 30 123456 '.repeat(100)],
    ['phoneNumber', '+49 30 123456 ext. 7'],
    ['phoneNumber', 'tel:030-7654321;phone-context=+49'],
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
});

describe('signUp: as people type and paste', () => {
  it.each(['0049 30 7654301', '\u202a+49 30 7654302\u202c', '\u2066+49\u00a0(0)30\u2011765\u200e4303\u2069'])(
    'reads the number %j',
    async (phoneNumber) => {
      const { signUp } = await gateway.api.call(SignUpDocument, { input: { ...newPerson(), phoneNumber } });
      expect(signUp.user?.phoneNumber).toMatch(/^\+493076543\d\d$/);
    },
  );

  it('keeps the domain of an address in ASCII, and knows it in either spelling', async () => {
    const input = newPerson();
    const local = input.email.split('@')[0] ?? '';
    const email = `${local}@M\u00fcnchen.example`;
    const { signUp } = await gateway.api.call(SignUpDocument, { input: { ...input, email } });
    const stored = `${local}@xn--mnchen-3ya.example`;
    expect(signUp.user?.email).toBe(stored);
    const again = { ...newPerson(), email: stored };
    expect((await gateway.api.refusal(SignUpDocument, { input: again })).code).toBe('EMAIL_TAKEN');
  });

  it('takes an emoji for a name', async () => {
    const { signUp } = await gateway.api.call(SignUpDocument, { input: { ...newPerson(), firstName: '🦊' } });
    expect(signUp.user?.firstName).toBe('🦊');
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
