import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  SendVerificationEmailDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { linkIn, mailedToken, mailsTo, newestMail, subjects } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const answerTo = async (variables: object, options?: { accessToken: string }) =>
  (await gateway.api.call(SendVerificationEmailDocument, variables, options)).sendVerificationEmail.message;

describe('sendVerificationEmail: ok', () => {
  it('writes to the caller, or without a token to the address given, with one answer', async () => {
    const person = await signUp(gateway);
    const messages = new Set([
      await answerTo({}, person),
      await answerTo({ email: person.email }),
      await answerTo({ email: `nobody-${person.email}` }),
    ]);
    expect(messages.size).toBe(1);
    expect(await mailsTo(gateway, person.email)).toHaveLength(3);
    expect(await mailsTo(gateway, `nobody-${person.email}`)).toHaveLength(0);
  });

  it('writes to the caller also where another address is given', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    await answerTo({ email: other.email }, person);
    expect(await mailsTo(gateway, person.email)).toHaveLength(2);
    expect(await mailsTo(gateway, other.email)).toHaveLength(1);
  });

  it('takes the address where the token is a bad one', async () => {
    const person = await signUp(gateway);
    await answerTo({ email: person.email }, { accessToken: `${person.accessToken}x` });
    expect(await mailsTo(gateway, person.email)).toHaveLength(2);
  });

  it('answers alike, and writes nothing, where the address is verified', async () => {
    const person = await signUp(gateway);
    await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, person.email) });
    expect(await answerTo({ email: person.email })).toBe(await answerTo({ email: 'nobody@example.com' }));
    expect(await mailsTo(gateway, person.email)).toHaveLength(1);
  });
});

describe('sendVerificationEmail: refusals', () => {
  it('is BAD_USER_INPUT without a token and an address, or with what is none', async () => {
    for (const variables of [{}, { email: 'ada@' }]) {
      const refusal = await gateway.api.refusal(SendVerificationEmailDocument, variables);
      expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'email' }] });
    }
  });

  it('is TOKEN_INVALID for a bad token without an address', async () => {
    const refusal = await gateway.api.refusal(SendVerificationEmailDocument, {}, { accessToken: 'x.y.z' });
    expect(refusal.code).toBe('TOKEN_INVALID');
  });
});

describe('a mail link', () => {
  const shop = 'https://shop.example/account/confirm';
  const blog = 'https://blog.example/verify';

  it.each([
    ['the page of the frontend that asks', 'https://blog.example', blog],
    ['the first one for a stranger', 'https://evil.example', shop],
    ['the first one without an Origin', undefined, shop],
  ])('leads to %s', async (_, origin, page) => {
    const many = await startTestGateway({ VERIFY_EMAIL_URL: `${shop}, ${blog}` });
    try {
      const person = await signUp(many);
      const headers = { ...(origin !== undefined && { origin }) };
      await many.api.call(SendVerificationEmailDocument, { email: person.email }, { headers });
      const link = linkIn(await newestMail(many, person.email, subjects.verify));
      expect(`${link.origin}${link.pathname}`).toBe(page);
      await many.api.call(VerifyEmailDocument, { token: link.searchParams.get('token') ?? '' });
    } finally {
      await many.stop();
    }
  });

  it.each([
    ['de-AT,de;q=0.9', 'Bitte'],
    ['fr-CA', 'Gardez'],
    ['es', 'dirección'],
    ['zh-CN,zh;q=0.9', '请'],
    ['xx', 'Please'],
    ['q,'.repeat(3_000), 'Please'],
  ])(
    'speaks the language in which its reader signed up (%s), whoever asks for it',
    async (acceptLanguage, word) => {
      const input = newPerson();
      const headersOf = (language: string) => ({ headers: { 'accept-language': language } });
      await gateway.api.call(SignUpDocument, { input }, headersOf(acceptLanguage));
      await gateway.api.call(SendVerificationEmailDocument, { email: input.email }, headersOf('de'));
      const mails = await mailsTo(gateway, input.email);
      expect(mails).toHaveLength(2);
      for (const { text } of mails) expect(text).toContain(word);
    },
  );
});
