/** Who has an account here is told where that is wanted, and nowhere else. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  IsEmailAvailableDocument,
  IsPhoneNumberAvailableDocument,
  IsUsernameAvailableDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, mailsTo, outboxSettled, subjects } from '../harness/mailbox.js';
import { newPerson, password, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { startSmtpSink } from '../harness/smtp-sink.js';
import { toldApartByTime } from '../harness/timing.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    TRUST_PROXY: '1',
    LINK_REQUEST_LIMIT: '1000',
    AVAILABILITY_LIMIT: '100',
  });
});
afterAll(() => gateway.stop());

describe('A12 requests for a mail answer known and unknown addresses alike, in body and in time', () => {
  const operations = ['sendPasswordResetEmail', 'sendVerificationEmail'].map(
    (name) => [name, `mutation ($email: EmailAddress!) { ${name}(email: $email) { message } }`] as const,
  );

  it.each(operations)(
    '%s, in one body for known, verified, unknown and many times asked',
    async (_, operation) => {
      const [person, verified] = [await signUp(gateway), await signUp(gateway)];
      await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, verified.email) });
      const bodies = new Set<string>();
      for (let turn = 0; turn < 7; turn++) {
        for (const email of [
          person.email,
          ` ${person.email.toUpperCase()} `,
          verified.email,
          `nobody-${person.email}`,
        ]) {
          const { status, data, errors } = await gateway.api.send(operation, { email });
          bodies.add(JSON.stringify({ status, data, errors }));
        }
      }
      expect(bodies.size).toBe(1);
      expect([...bodies][0]).not.toContain('errors":[{');
      expect(await mailsTo(gateway, `nobody-${person.email}`)).toEqual([]);
    },
  );

  it.each(['/reset-password/request', '/verify-email/resend'])(
    '%s, in one body as JSON and as a page',
    async (path) => {
      const person = await signUp(gateway);
      for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
        const ask = async (email: string) => {
          const body = type.endsWith('json') ? JSON.stringify({ email }) : new URLSearchParams({ email });
          const response = await fetch(`${gateway.url}${path}`, {
            method: 'POST',
            headers: { 'content-type': type },
            body,
          });
          return [response.status, await response.text()];
        };
        expect(await ask(person.email)).toEqual(await ask(`nobody-${person.email}`));
      }
    },
  );

  it('writes the same order for both', async () => {
    const person = await signUp(gateway);
    await outboxSettled(gateway);
    const outbox = gateway.database.collection('outbox');
    const before = await outbox.countDocuments();
    for (const email of [person.email, 'nobody@example.com'])
      await gateway.api.call(SendPasswordResetEmailDocument, { email });
    expect(await outbox.countDocuments()).toBe(before + 2);
  });

  it('waits for no mail server: one that takes a second for each recipient does not show', async () => {
    const sink = await startSmtpSink();
    const mailing = await startTestGateway({
      ...replicaOf(gateway),
      SMTP_URL: sink.url,
      LINK_REQUEST_LIMIT: '1000',
    });
    try {
      const { email } = await signUp(mailing);
      await sink.waitFor(email);
      await sink.behave('slow');
      const ask = (address: string) => () =>
        mailing.api.call(SendPasswordResetEmailDocument, { email: address });
      const kinds = { known: ask(email), unknown: ask(`nobody-${email}`) };
      // The same order is written for both; the worker looks up whose it is. If it waited, it would be a second and more.
      expect(await toldApartByTime(kinds, { rounds: 40, gap: 0.5, guess: 0.75 })).toEqual([]);
    } finally {
      await mailing.stop();
      await sink.stop();
    }
  });
});

describe('A13 UNIFORM_SIGN_UP tells a stranger nothing, and the owner by mail', () => {
  let uniform: TestGateway;
  beforeAll(async () => {
    uniform = await startTestGateway({ UNIFORM_SIGN_UP: 'true', RATE_LIMIT: 'false' });
  });
  afterAll(() => uniform.stop());
  const answerTo = async (profile: object) => {
    const input = { ...newPerson(), ...profile };
    const { status, data, errors } = await uniform.api.send(SignUpDocument, { input });
    return JSON.stringify({ status, data, errors });
  };
  const codeOfSignIn = async (email: string) =>
    (await uniform.api.send(SignInDocument, { input: { email, password } })).errors[0]?.extensions.code;

  it('answers alike for what is known and what is not, and makes no second account', async () => {
    const known = { email: newPerson().email, username: 'uniform.ada', phoneNumber: '+4930123456' };
    const answers = [await answerTo(known)];
    await outboxSettled(uniform);
    for (const again of [
      { email: known.email.toUpperCase() },
      { username: 'Uniform.Ada' },
      { phoneNumber: known.phoneNumber },
    ])
      answers.push(await answerTo(again));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"userId":null');
    const mails = await mailsTo(uniform, known.email);
    expect(mails.filter(({ subject }) => subjects.attempted.test(subject))).toHaveLength(3);
    expect(
      await uniform.database.collection('users').countDocuments({ usernameCanonical: 'uniform.ada' }),
    ).toBe(1);
  });

  it('opens by the link and not before, with the answer for an unknown account', async () => {
    const { email } = newPerson();
    await answerTo({ email });
    const token = await mailedToken(uniform, email);
    expect(await codeOfSignIn(email)).toBe('INVALID_CREDENTIALS');
    await uniform.api.call(VerifyEmailDocument, { token });
    expect(await codeOfSignIn(email)).toBeUndefined();
  });

  it('is off by default, where a taken address is told', async () => {
    const { email } = await signUp(gateway);
    const again = { input: { ...newPerson(), email } };
    expect((await gateway.api.refusal(SignUpDocument, again)).code).toBe('EMAIL_TAKEN');
  });
});

describe('A14 the availability queries are throttled by source, each field by itself, and can be switched off', () => {
  const from = (ip: string) => ({ headers: { 'x-forwarded-for': ip } });

  it('refuses the 101st question of one source, whatever it asks and however many stand in a document', async () => {
    const at = from('203.0.113.14');
    // Ten fields to a document: what is refused is refused with its whole document, since the fields are not nullable.
    const codes: (string | undefined)[] = [];
    for (let turn = 0; turn < 10; turn++) {
      const fields = Array.from(
        { length: 10 },
        (_, n) => `a${n}: isUsernameAvailable(username: "somebody${n}")`,
      );
      codes.push((await gateway.api.send(`{ ${fields.join(' ')} }`, {}, at)).errors[0]?.extensions.code);
    }
    expect(new Set(codes)).toEqual(new Set([undefined]));
    for (const refusal of [
      await gateway.api.refusal(IsEmailAvailableDocument, { email: 'ada@example.com' }, at),
      await gateway.api.refusal(IsUsernameAvailableDocument, { username: 'ada' }, at),
      await gateway.api.refusal(IsPhoneNumberAvailableDocument, { phoneNumber: '+4930123456' }, at),
    ])
      expect(refusal.code).toBe('RATE_LIMITED');
    await gateway.api.call(IsUsernameAvailableDocument, { username: 'ada' }, from('203.0.113.15'));
  });

  it('answers FORBIDDEN with AVAILABILITY_QUERIES=false', async () => {
    const quiet = await startTestGateway({ ...replicaOf(gateway), AVAILABILITY_QUERIES: 'false' });
    try {
      for (const refusal of [
        await quiet.api.refusal(IsEmailAvailableDocument, { email: 'a@example.com' }),
        await quiet.api.refusal(IsUsernameAvailableDocument, { username: 'ada' }),
        await quiet.api.refusal(IsPhoneNumberAvailableDocument, { phoneNumber: '+4930123456' }),
      ])
        expect(refusal).toEqual({ code: 'FORBIDDEN', requires: 'availability' });
    } finally {
      await quiet.stop();
    }
  });
});
