import { afterEach, describe, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';

import {
  type SmtpBehaviour,
  type SmtpSink,
  type SmtpSinkOptions,
  startSmtpSink,
} from '../../harness/smtp-sink.js';

const sinks: SmtpSink[] = [];

afterEach(async () => {
  await Promise.all(sinks.splice(0).map((sink) => sink.stop()));
});

async function start(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const sink = await startSmtpSink(options);
  sinks.push(sink);
  return sink;
}

interface Failure {
  readonly code?: string;
  readonly responseCode?: number;
}

/** @returns what went wrong, where anything did. */
async function send(url: string, to: string, subject = 'Hello'): Promise<Failure | undefined> {
  const transport = createTransport({ url, greetingTimeout: 300, socketTimeout: 5_000 });
  try {
    await transport.sendMail({
      from: 'us@example.com',
      to,
      subject,
      text: 'A word.',
      html: '<p>A word.</p>',
    });
    return undefined;
  } catch (error) {
    return error as Failure;
  }
}

describe('a sink that is well', () => {
  test('takes a mail and shows what it holds', async () => {
    const sink = await start();
    expect(await send(sink.url, 'Ada@example.com', 'Grüße')).toBeUndefined();
    const mail = await sink.waitFor('ada@example.com');
    expect(mail).toMatchObject({ to: ['ada@example.com'], text: expect.stringContaining('A word.') });
    expect(mail.parsed).toMatchObject({ subject: 'Grüße', html: expect.stringContaining('<p>A word.</p>') });
    expect(mail.raw).toMatch(/^From: us@example\.com/m);
    expect(sink.connections).toBe(1);
  });

  test('waits for a mail that comes later, and for the second one', async () => {
    const sink = await start();
    const [first, second] = [sink.waitFor('ada@example.com'), sink.waitFor('ada@example.com', 2)];
    await send(sink.url, 'bob@example.com');
    await send(sink.url, 'ada@example.com', 'One');
    expect((await first).parsed.subject).toBe('One');
    await send(sink.url, 'ada@example.com', 'Two');
    expect((await second).parsed.subject).toBe('Two');
    expect(sink.mailsTo('ada@example.com')).toHaveLength(2);
  });
});

describe('encryption and sign-in', () => {
  const user = { name: 'gateway', password: 'p@ss/word' };

  test.each([
    ['none', false],
    ['starttls', true],
    ['tls', true],
  ] as const)('security %s takes a mail of its user', async (security, secure) => {
    const sink = await start({ security, user });
    expect(await send(sink.url, 'ada@example.com')).toBeUndefined();
    expect((await sink.waitFor('ada@example.com')).session).toEqual({ secure, user: 'gateway' });
  });

  test('a wrong password, or none, is refused', async () => {
    const sink = await start({ security: 'tls', user });
    const [wrong, none] = [new URL(sink.url), new URL(sink.url)];
    wrong.password = 'another';
    [none.username, none.password] = ['', ''];
    expect(await send(wrong.href, 'ada@example.com')).toMatchObject({ code: 'EAUTH', responseCode: 535 });
    expect(await send(none.href, 'ada@example.com')).toMatchObject({ responseCode: 530 });
    expect(sink.mails).toEqual([]);
  });
});

describe('a sink that fails', () => {
  test.each<[SmtpBehaviour, Failure]>([
    ['refuse-connections', { code: 'ESOCKET' }],
    ['hang', { code: 'ETIMEDOUT' }],
    ['temporary-failure', { responseCode: 451 }],
    ['reject-recipient', { responseCode: 550 }],
    ['reject-mail', { responseCode: 554 }],
  ])('%s: takes no mail, and the same port does again once it is well', async (behaviour, failure) => {
    const sink = await start();
    await sink.behave(behaviour);
    expect(await send(sink.url, 'ada@example.com')).toMatchObject(failure);
    expect(sink.mails).toEqual([]);
    await sink.behave('ok');
    expect(await send(sink.url, 'ada@example.com')).toBeUndefined();
    expect(sink.mails).toHaveLength(1);
  });

  test.each(['none', 'starttls', 'tls'] as const)(
    'drop-after-data: has the mail, and says nothing (security %s)',
    async (security) => {
      const sink = await start({ security });
      await sink.behave('drop-after-data');
      expect(await send(sink.url, 'ada@example.com')).toMatchObject({ code: expect.any(String) });
      expect(sink.mailsTo('ada@example.com')).toHaveLength(1);
    },
  );

  test.each<SmtpBehaviour>(['temporary-failure', 'reject-recipient', 'reject-mail', 'drop-after-data'])(
    '%s can be meant for one address alone',
    async (behaviour) => {
      const sink = await start();
      await sink.behave(behaviour, (recipient) => recipient === 'ada@example.com');
      expect(await send(sink.url, 'bob@example.com')).toBeUndefined();
      expect(await send(sink.url, 'ada@example.com')).toBeDefined();
    },
  );

  test('stopping cuts those who still hang', async () => {
    const sink = await start();
    await sink.behave('hang');
    const sending = send(sink.url, 'ada@example.com');
    await sink.stop();
    expect(await sending).toBeDefined();
  });
});
