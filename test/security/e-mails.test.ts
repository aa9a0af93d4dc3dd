/** How many mails somebody can cause, what stands in them, and that none is lost. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SendVerificationEmailDocument,
  SignUpDocument,
  UpdateProfileDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, mailsTo, newestMail, outboxSettled, subjects } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink.js';

describe('E6 an address gets five mails an hour, however they are asked for, and the answer does not change', () => {
  let gateway: TestGateway;
  let replica: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
    replica = await startTestGateway(replicaOf(gateway));
  });
  afterAll(async () => {
    await replica.stop();
    await gateway.stop();
  });

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
