/** One account for one address, whoever asks when; and what is an address. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangeEmailDocument,
  SendPasswordResetEmailDocument,
  SendVerificationEmailDocument,
  SignInDocument,
  SignUpDocument,
} from '../generated/operations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { outboxSettled } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink.js';

const settings = { RATE_LIMIT: 'false' };
let sink: SmtpSink;
let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  sink = await startSmtpSink();
  gateway = await startTestGateway({ ...settings, SMTP_URL: sink.url });
  replica = await startTestGateway({ ...settings, ...replicaOf(gateway), SMTP_URL: sink.url });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
  await sink.stop();
});

/** Twenty sign-ups at one instant, each with a password of its own, on two replicas. */
async function race(spellings: readonly string[], on: readonly [TestGateway, TestGateway]) {
  const inputs = Array.from({ length: 20 }, (_, turn) => ({
    ...newPerson(),
    email: spellings[turn % spellings.length] ?? '',
    password: `a good password ${turn}`,
  }));
  const at = (turn: number) => on[turn % 3 ? 0 : 1].api;
  const answers = await Promise.all(inputs.map((input, turn) => at(turn).send(SignUpDocument, { input })));
  const winners = answers.flatMap(({ data }, turn) => (data ? [turn] : []));
  const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
  const [email = ''] = spellings;
  const opened = await Promise.all(
    inputs.map(({ password }, turn) => at(turn).send(SignInDocument, { input: { email, password } })),
  );
  return {
    winners,
    opened: opened.flatMap(({ data }, turn) => (data ? [turn] : [])),
    codes: [...new Set(codes)].sort(),
    statuses: [...new Set(answers.map(({ status }) => status))],
  };
}

describe('A19 sign-ups of one address at one instant make one account, and the losers hear what anybody hears', () => {
  it('in every case and with blanks; one password opens it', async () => {
    const { email } = newPerson();
    const { winners, opened, codes, statuses } = await race(
      [email, email.toUpperCase(), ` ${email} `, email.replace('example', 'Example')],
      [gateway, replica],
    );
    expect(winners).toHaveLength(1);
    expect(opened).toEqual(winners);
    expect({ codes, statuses }).toEqual({ codes: ['EMAIL_TAKEN'], statuses: [200] });
    expect(await gateway.database.collection('users').countDocuments({ emailCanonical: email })).toBe(1);
  });

  it('with look-alikes: NFC, NFD, full width, a dotless i and a Kelvin sign are no addresses, so never a second one', async () => {
    const ada = newPerson().email.replace('p', 'ik');
    const lookAlikes = [
      ada.replace('i', 'ı'),
      ada.replace('i', 'İ'),
      ada.replace('k', '\u212a'),
      ada.replace('i', 'ï'.normalize('NFC')),
      ada.replace('i', 'ï'.normalize('NFD')),
      ada.replace('@', '＠'),
      ada.replace('.com', '。com'),
      ada.replace('k', 'k\u200b'),
    ];
    const { winners, codes } = await race([ada, ...lookAlikes], [gateway, replica]);
    expect(winners).toHaveLength(1);
    expect(codes).toEqual(['BAD_USER_INPUT', 'EMAIL_TAKEN']);
    expect(await gateway.database.collection('users').countDocuments({ email: /^.?ik/ })).toBe(1);
  });

  it('of one username and one phone number too', async () => {
    const one = { username: 'only.one', phoneNumber: '+4930987654' };
    const codes = await Promise.all(
      Array.from({ length: 10 }, async (_, turn) => {
        const taken = turn % 2 ? { username: one.username.toUpperCase() } : { phoneNumber: one.phoneNumber };
        const { errors } = await (turn % 3 ? gateway : replica).api.send(SignUpDocument, {
          input: { ...newPerson(), ...taken },
        });
        return errors[0]?.extensions.code ?? 'ok';
      }),
    );
    expect(codes.filter((code) => code === 'ok')).toHaveLength(2);
    expect(new Set(codes)).toEqual(new Set(['ok', 'USERNAME_TAKEN', 'PHONE_NUMBER_TAKEN']));
  });
});

describe('A20 the unique index is there before the first request of an empty database is served', () => {
  it('on two replicas that start at once and are raced as soon as they answer', async () => {
    const MONGODB_URI = freshDatabaseUri();
    const [first, second] = await Promise.all(
      [1, 2].map(() => startTestGateway({ ...settings, MONGODB_URI })),
    );
    if (first === undefined || second === undefined) throw new Error('They did not start.');
    try {
      const { email } = newPerson();
      const { winners, opened, codes } = await race([email, email.toUpperCase()], [first, second]);
      expect({ winners: winners.length, codes }).toEqual({ winners: 1, codes: ['EMAIL_TAKEN'] });
      expect(opened).toEqual(winners);
      const indexes = await first.database.collection('users').indexes();
      expect(indexes.filter(({ unique }) => unique).map(({ key }) => Object.keys(key)[0])).toEqual(
        expect.arrayContaining(['emailCanonical', 'usernameCanonical', 'phoneNumber']),
      );
    } finally {
      await second.stop();
      await first.stop('drop');
    }
  });
});

describe('A21 what is no plain address is refused, and nobody else is mailed', () => {
  const victim = 'eve@victim.example';
  const bad: readonly (readonly [string, string])[] = [
    ['CR and LF', `ada@example.com\r\nBcc: ${victim}`],
    ['LF alone', `ada@example.com\nBcc:${victim}`],
    ['an encoded line break', `ada@example.com%0d%0aBcc:${victim}`],
    ['a NUL', `ada\u0000@example.com`],
    ['two addresses', `ada@example.com,${victim}`],
    ['two addresses and a semicolon', `ada@example.com;${victim}`],
    ['two addresses and a blank', `ada@example.com ${victim}`],
    ['angle brackets', `Ada <${victim}>`],
    ['angle brackets within', `<${victim}>ada@example.com`],
    ['quotes and LF', `"ada\n${victim}"@example.com`],
    ['quotes', `"${victim}"@example.com`],
    ['a comment', `ada(${victim})@example.com`],
    ['a source route', `@example.com:${victim}`],
    ['a percent hack to two hosts', `ada@victim.example@example.com`],
    ['an address literal', 'ada@[127.0.0.1]'],
    ['a dotted number', 'ada@127.0.0.1'],
    ['no domain', 'ada@'],
    ['no dot', 'ada@localhost'],
    ['a Unicode domain without a dot', 'ada@exämple'],
    ['a Unicode local part', 'ädä@example.com'],
    ['255 characters', `${'a'.repeat(60)}@${'b'.repeat(62)}.${'c'.repeat(62)}.${'d'.repeat(62)}.abc.de`],
    ['65 characters before the @', `${'a'.repeat(65)}@example.com`],
    ['50 KB', `${'a'.repeat(50_000)}@example.com`],
  ];

  it('at sign-up, at both requests for a link, at change, and at the pages', async () => {
    const person = await signUp(gateway);
    await sink.waitFor(person.email);
    const before = sink.mails.length;
    const expected = { code: 'BAD_USER_INPUT', fields: [{ path: 'email' }] };
    for (const [name, email] of bad) {
      const input = { ...newPerson(), email };
      const refusals = await Promise.all([
        gateway.api.refusal(SignUpDocument, { input }),
        gateway.api.refusal(SendPasswordResetEmailDocument, { email }),
        gateway.api.refusal(SendVerificationEmailDocument, { email }),
        gateway.api.refusal(ChangeEmailDocument, { email }, person),
      ]);
      for (const refusal of refusals) expect({ name, ...refusal }).toMatchObject({ name, ...expected });
      for (const path of ['/reset-password/request', '/verify-email/resend']) {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify({ email });
        const response = await fetch(`${gateway.url}${path}`, { method: 'POST', headers, body });
        expect([name, response.status]).toEqual([name, 400]);
      }
    }
    await outboxSettled(gateway);
    expect(sink.mails).toHaveLength(before);
  });

  it('takes 254 characters, an A-label and the odd characters that RFC 5322 allows', async () => {
    const long = `${'a'.repeat(60)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}.de`;
    for (const email of [long, 'ada@xn--exmple-cua.com', `o'hara+tag=x!#$%&*/?^_{|}~@example.com`])
      expect((await signUp(gateway, { email })).userId).toBeTruthy();
  });
});
