/** How many mails somebody can cause, what stands in them, and that none is lost. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangeEmailDocument,
  MeDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SendVerificationEmailDocument,
  SignInDocument,
  SignUpDocument,
  UpdateProfileDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, mailsTo, newestMail, outboxSettled, subjects, tokenIn } from '../harness/mailbox.js';
import { newPerson, opened, password, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink.js';

let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ TRUST_PROXY: '1' });
  replica = await startTestGateway({ ...replicaOf(gateway), TRUST_PROXY: '1' });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

describe('E6 an address gets five mails an hour, however they are asked for, and the answer does not change', () => {
  it('over operations, forms, spellings and replicas; for nobody alike', async () => {
    const person = await signUp(gateway);
    const bodies = new Set<string>();
    for (let turn = 0; turn < 8; turn++) {
      const at = turn % 2 ? replica : gateway;
      for (const email of [person.email, person.email.toUpperCase(), `nobody-${person.email}`]) {
        const operations = [SendPasswordResetEmailDocument, SendVerificationEmailDocument] as const;
        const reset = await at.api.send(operations[0], { email });
        const { data } = await at.api.send(operations[1], { email });
        bodies.add(JSON.stringify([reset.status, reset.data, reset.errors, data]));
      }
      const body = new URLSearchParams({ email: person.email });
      const page = await fetch(`${at.url}/reset-password/request`, { method: 'POST', body });
      expect(page.status).toBe(200);
    }
    expect(bodies.size).toBe(1);
    // The one of the sign-up is among them.
    expect(await mailsTo(gateway, person.email)).toHaveLength(5);
    expect(await mailsTo(gateway, `nobody-${person.email}`)).toEqual([]);
  });

  it('the last link stays good past the limit, and a notice of what was done is never held back', async () => {
    const person = await signUp(gateway);
    const ask = () => gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    for (let turn = 0; turn < 8; turn++) await ask();
    const token = await mailedToken(gateway, person.email, subjects.reset);
    await ask();
    const password = 'another good passphrase';
    await gateway.api.call(ResetPasswordDocument, { input: { token, password, passwordConfirm: password } });
    await newestMail(gateway, person.email, subjects.passwordReset);
  });
});

// A warning that its reader cannot read is none.
describe('E10 the owner is warned in the language of the account, which a thief’s first sign-in does not choose', () => {
  const [home, elsewhere] = ['203.0.113.7', '198.51.100.9'];
  const from = (ip: string, language: string) => ({ 'x-forwarded-for': ip, 'accept-language': language });
  const signInFrom = async (email: string, headers: Record<string, string>) => {
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } }, { headers });
    return opened(signIn);
  };
  const german = async () => {
    const input = newPerson();
    await gateway.api.call(SignUpDocument, { input }, { headers: from(home, 'de-AT,de;q=0.9,*;q=0.1') });
    return input.email;
  };
  const localeOf = async (accessToken: string) =>
    (await gateway.api.call(MeDocument, undefined, { accessToken })).me?.locale;

  it('whoever acts, and whoever asks for a link', async () => {
    const email = await german();
    const headers = from(elsewhere, 'zh-CN');
    const { accessToken } = await signInFrom(email, headers);
    expect(await localeOf(accessToken)).toBe('de');
    await gateway.api.call(ChangeEmailDocument, { email: newPerson().email }, { accessToken, headers });
    await newestMail(gateway, email, /^Eine neue E-Mail-Adresse/);
    await gateway.api.call(SendPasswordResetEmailDocument, { email }, { headers });
    await newestMail(gateway, email, /Passwort/);
    await gateway.api.call(SendVerificationEmailDocument, { email }, { headers });
    for (const { text } of await mailsTo(gateway, email)) expect(text).toMatch(/Bitte|Sie/);
  });

  it('a sign-in from where it was signed in to before changes it, another sign-in and a reset from there do not', async () => {
    const email = await german();
    const thief = from(elsewhere, 'zh-CN');
    await gateway.api.call(SendPasswordResetEmailDocument, { email }, { headers: thief });
    const token = tokenIn(await newestMail(gateway, email, /Passwort/));
    const input = { token, password, passwordConfirm: password };
    await gateway.api.call(ResetPasswordDocument, { input }, { headers: thief });
    const { accessToken } = await signInFrom(email, thief);
    expect(await localeOf(accessToken)).toBe('de');
    expect(await localeOf((await signInFrom(email, from(home, '*'))).accessToken)).toBe('de');
    expect(await localeOf((await signInFrom(email, from(home, 'fr-CA,fr;q=0.9'))).accessToken)).toBe('fr');
    expect(await localeOf((await signInFrom(email, thief)).accessToken)).toBe('zh');
  });
});

describe('E11 an address that was never proved learns no other', () => {
  it('neither when another is asked for nor when it is there; a proved one is told both', async () => {
    const [typo, right, next] = [await signUp(gateway), newPerson().email, newPerson().email];
    const move = async (email: string, accessToken: string) => {
      await gateway.api.call(ChangeEmailDocument, { email }, { accessToken });
      const token = await mailedToken(gateway, email, subjects.change);
      await gateway.api.call(VerifyEmailDocument, { token });
    };
    await move(right, typo.accessToken);
    for (const subject of [subjects.changeRequested, subjects.changed]) {
      const notice = await newestMail(gateway, typo.email, subject);
      expect(notice.text + notice.html).not.toContain(right);
      expect(notice.text).toContain('another address');
    }
    await move(next, typo.accessToken);
    for (const subject of [subjects.changeRequested, subjects.changed])
      expect((await newestMail(gateway, right, subject)).text).toContain(next);
  });
});

describe('E12 what strangers ask for uses up nothing of who is signed in, and only what was sent counts', () => {
  const askForReset = async (email: string, times: number) => {
    for (let turn = 0; turn < times; turn++)
      await gateway.api.call(SendPasswordResetEmailDocument, { email });
  };

  it('a change to an address that strangers asked for arrives', async () => {
    const [owner, { email }] = [await signUp(gateway), newPerson()];
    await askForReset(email, 6);
    // Nor do other accounts use it up, which anybody can make.
    const other = await signUp(gateway);
    const ask = () => gateway.api.send(ChangeEmailDocument, { email }, other);
    for (let turn = 0; turn < 5; turn++) expect((await ask()).errors).toEqual([]);
    expect((await ask()).errors[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfter: expect.any(Number),
    });
    await gateway.api.call(ChangeEmailDocument, { email }, owner);
    const token = await mailedToken(gateway, email, subjects.change);
    await gateway.api.call(VerifyEmailDocument, { token });
    expect((await gateway.api.call(MeDocument, undefined, owner)).me?.email).toBe(email);
  });

  it('a link to oneself arrives after strangers have asked for all there are', async () => {
    const person = await signUp(gateway);
    await askForReset(person.email, 6);
    const before = (await mailsTo(gateway, person.email)).length;
    await gateway.api.call(SendVerificationEmailDocument, {}, person);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email }, person);
    expect(await mailsTo(gateway, person.email)).toHaveLength(before + 2);
  });

  it('what was asked for while nobody had the address does not count for who gets it', async () => {
    const input = newPerson();
    await askForReset(input.email, 6);
    await gateway.api.call(SignUpDocument, { input });
    await askForReset(input.email, 1);
    await newestMail(gateway, input.email, subjects.reset);
  });
});

describe('E7 a name writes neither a header nor markup into a mail', () => {
  let sink: SmtpSink;
  let gateway: TestGateway;
  beforeAll(async () => {
    sink = await startSmtpSink();
    gateway = await startTestGateway({ SMTP_URL: sink.url, RATE_LIMIT: 'false' });
  });
  afterAll(async () => {
    await gateway.stop();
    await sink.stop();
  });

  it('refuses line breaks and other control characters in a name', async () => {
    const person = await signUp(gateway);
    const names = [
      'Ada\r\nBcc: eve@victim.example',
      'Ada\nX: y',
      'Ada\rX',
      'Ada\u0000',
      'Ada\u2028x',
      'Ada\u202ex',
    ];
    for (const name of names) {
      for (const field of ['firstName', 'lastName']) {
        const expected = { code: 'BAD_USER_INPUT', fields: [{ path: field }] };
        const input = { [field]: name };
        expect(
          await gateway.api.refusal(SignUpDocument, { input: { ...newPerson(), ...input } }),
        ).toMatchObject(expected);
        expect(await gateway.api.refusal(UpdateProfileDocument, { input }, person)).toMatchObject(expected);
      }
    }
  });

  it('writes every other one as text, in no header, and no message of its own', async () => {
    const names = [
      ['Ada<img src=x onerror=alert(1)>', '<b>x</b>'],
      ['Bcc: eve@victim.example', '"><script>alert(1)</script>'],
      ['Win at https://evil.example', '{{7*7}}${7*7}<%=7*7%>'],
      ['=?utf-8?Q?=0D=0ABcc:_eve@victim.example?=', '%0d%0aBcc:eve@victim.example'],
    ] as const;
    for (const [firstName, lastName] of names) {
      const person = await signUp(gateway, { firstName, lastName });
      const { raw, parsed, to } = await sink.waitFor(person.email);
      expect(to).toEqual([person.email]);
      for (const header of ['bcc', 'cc', 'x']) expect(parsed.headers.has(header)).toBe(false);
      expect(parsed.to).toMatchObject({ value: [{ address: person.email }] });
      const [head = ''] = raw.split('\r\n\r\n');
      expect(head).not.toMatch(/victim|evil/);
      expect(parsed.html).not.toMatch(/<img|<script|<b>x|onerror=alert\(1\)>/);
      expect(`${parsed.text ?? ''}${String(parsed.html)}`).not.toContain('https://evil.example');
    }
    await outboxSettled(gateway);
    expect(sink.mailsTo('eve@victim.example')).toEqual([]);
  });
});
