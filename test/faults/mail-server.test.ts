/** The mail server is down, slow, refuses, or goes away in the middle: nobody waits for it, and no mail is lost. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  SendPasswordResetEmailDocument,
  SendVerificationEmailDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { outboxSettled, tokenIn } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink.js';

let sink: SmtpSink;
let gateway: TestGateway;
beforeAll(async () => {
  sink = await startSmtpSink();
  gateway = await startTestGateway({ SMTP_URL: sink.url, MAIL_REPLY_TO: 'help@shop.example' });
});
afterEach(() => sink.behave('ok'));
afterAll(async () => {
  await gateway.stop();
  await sink.stop();
});

const HOUR_MS = 3_600_000;
const outbox = () => gateway.database.collection('outbox');
const stateOf = async (kind: string, filter: object = {}) => {
  const [newest] = await outbox()
    .find({ kind, ...filter })
    .sort({ createdAt: -1 })
    .limit(1)
    .toArray();
  return newest;
};
/** How long an operation took, in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

describe('a mail server that works', () => {
  it('gets a whole mail: both parts, both addresses, an id, and nothing that answers it', async () => {
    const person = await signUp(gateway);
    const { parsed, to, text } = await sink.waitFor(person.email);
    expect(to).toEqual([person.email]);
    expect(parsed.from?.text).toBe('"Portcullis" <no-reply@localhost>');
    expect(parsed.replyTo?.text).toBe('help@shop.example');
    expect(parsed.messageId).toMatch(/^<[0-9a-f]{24}@localhost>$/);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.html).toContain('<!doctype html>');
    await gateway.api.call(VerifyEmailDocument, { token: tokenIn({ text }) });
    expect((await fetch(`${gateway.url}/dev/mailbox`)).status).toBe(404);
  });

  it('gets it once, from two replicas', async () => {
    const other = await startTestGateway({ ...replicaOf(gateway), SMTP_URL: sink.url });
    try {
      const people = await Promise.all(
        Array.from({ length: 10 }, (_, turn) => signUp(turn % 2 === 0 ? gateway : other)),
      );
      await outboxSettled(gateway);
      expect(people.map(({ email }) => sink.mailsTo(email).length)).toEqual(people.map(() => 1));
    } finally {
      await other.stop();
    }
  });

  it('is told no header and no markup by a name', async () => {
    const person = await signUp(gateway, { firstName: 'Ada<img src=x>', lastName: 'x Bcc: eve@example.com' });
    const { raw, parsed } = await sink.waitFor(person.email);
    expect(parsed.headers.has('bcc')).toBe(false);
    expect(raw).not.toContain('<img src=x');
  });

  it.each(['starttls', 'tls'] as const)('may ask for %s and a password', async (security) => {
    const secure = await startSmtpSink({ security, user: { name: 'gate', password: 'a/b c@d' } });
    const own = await startTestGateway({ SMTP_URL: secure.url, MAIL_FROM: 'Shop <auth@shop.example>' });
    try {
      const person = await signUp(own);
      const { session, parsed } = await secure.waitFor(person.email);
      expect(session).toEqual({ secure: true, user: 'gate' });
      expect(parsed.from?.value).toEqual([{ name: 'Shop', address: 'auth@shop.example' }]);
    } finally {
      await own.stop();
      await secure.stop();
    }
  });
});

describe('a mail server that fails', () => {
  it.each(['refuse-connections', 'hang', 'slow', 'temporary-failure', 'drop-after-data'] as const)(
    'does not show in the answer (%s)',
    async (behaviour) => {
      await gateway.api.call(SendPasswordResetEmailDocument, { email: newPerson().email });
      await sink.behave(behaviour);
      const { email } = await signUp(gateway);
      const variables = { email };
      const ms = await timed(() => gateway.api.call(SendPasswordResetEmailDocument, variables));
      // Its usual time is some milliseconds; the mail server would take ten seconds.
      expect(ms).toBeLessThan(1_500);
    },
  );

  it('is asked again within five seconds, and the mail arrives once', async () => {
    await sink.behave('refuse-connections');
    const person = await signUp(gateway);
    await until('it was tried', async () => (await stateOf('verify-email'))?.['lastFault'] !== undefined);
    await sink.behave('ok');
    expect(await timed(() => sink.waitFor(person.email))).toBeLessThan(5_000);
    await outboxSettled(gateway);
    expect(sink.mailsTo(person.email)).toHaveLength(1);
  });

  it('that is slow gets the mail once all the same', async () => {
    await sink.behave('slow');
    const person = await signUp(gateway);
    await sink.waitFor(person.email);
    await outboxSettled(gateway);
    expect(sink.mailsTo(person.email)).toHaveLength(1);
  });

  it('gets the mail a day later, while its link is alive', async () => {
    const later = await startTestGateway({ SMTP_URL: sink.url });
    try {
      await sink.behave('temporary-failure');
      const person = await signUp(later);
      const mails = later.database.collection('outbox');
      await until('it was tried', async () => (await mails.findOne())?.['lastFault'] !== undefined);
      later.clock.advance(23 * HOUR_MS);
      await sink.behave('ok');
      const { text } = await sink.waitFor(person.email);
      await later.api.call(VerifyEmailDocument, { token: tokenIn({ text }) });
    } finally {
      await later.stop();
    }
  });

  it('is not sent a link that is dead or replaced by then', async () => {
    await sink.behave('refuse-connections');
    const person = await signUp(gateway);
    await gateway.api.call(SendVerificationEmailDocument, { email: person.email });
    await sink.behave('ok');
    await outboxSettled(gateway);
    const mails = sink.mailsTo(person.email);
    expect(mails).toHaveLength(1);
    await gateway.api.call(VerifyEmailDocument, { token: tokenIn(mails[0] ?? { text: '' }) });
  });

  it('that drops the connection after the mail gets it once more, with the same id and link', async () => {
    await sink.behave('drop-after-data');
    const person = await signUp(gateway);
    const first = await sink.waitFor(person.email);
    await sink.behave('ok');
    const second = await sink.waitFor(person.email, 2);
    expect(second.parsed.messageId).toBe(first.parsed.messageId);
    expect(tokenIn(second)).toBe(tokenIn(first));
    await outboxSettled(gateway);
    expect(sink.mailsTo(person.email)).toHaveLength(2);
  });

  it('is not sent a used link again', async () => {
    await sink.behave('drop-after-data');
    const person = await signUp(gateway);
    await gateway.api.call(VerifyEmailDocument, { token: tokenIn(await sink.waitFor(person.email)) });
    await sink.behave('ok');
    await outboxSettled(gateway);
    expect(sink.mailsTo(person.email)).toHaveLength(1);
  });

  it('that refuses one recipient for good gives the others theirs, and is not asked for ever', async () => {
    const refused = newPerson();
    await sink.behave('reject-recipient', (recipient) => recipient === refused.email);
    await gateway.api.call(SignUpDocument, { input: refused });
    const person = await signUp(gateway);
    await sink.waitFor(person.email);
    await outboxSettled(gateway);
    expect(await stateOf('verify-email', { state: 'failed' })).toMatchObject({
      attempts: 3,
      lastFault: '550',
    });
    expect(await stateOf('verify-email', { state: 'failed' })).not.toHaveProperty('content');
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/portcullis_mails\{state="failed"\} [1-9]/);
  });

  it('is given up after two days', async () => {
    const later = await startTestGateway({ SMTP_URL: sink.url, VERIFY_EMAIL_TTL: '7d' });
    try {
      await sink.behave('temporary-failure');
      await signUp(later);
      const mails = later.database.collection('outbox');
      const isTried = async () => (await mails.findOne())?.['lastFault'] !== undefined;
      await until('it was tried', isTried);
      later.clock.advance(48 * HOUR_MS);
      await outboxSettled(later);
      expect(await mails.findOne()).toMatchObject({ state: 'failed', lastFault: '451' });
    } finally {
      await later.stop();
    }
  });
});

describe('a gateway that goes away', () => {
  let dying: TestGateway;
  beforeEach(async () => {
    dying = await startTestGateway({ SMTP_URL: sink.url });
  });

  it('in the middle of sending leaves the mail to the next, which sends it once', async () => {
    await sink.behave('hang');
    const person = await signUp(dying);
    await until(
      'it is being sent',
      async () => (await dying.database.collection('outbox').findOne({ attempts: 1 })) ?? undefined,
    );
    const next = await startTestGateway({ ...replicaOf(dying), SMTP_URL: sink.url });
    try {
      await dying.stop('keep');
      await sink.behave('ok');
      next.clock.advance(61_000);
      await sink.waitFor(person.email);
      await outboxSettled(next);
      expect(sink.mailsTo(person.email)).toHaveLength(1);
    } finally {
      await next.stop('drop');
    }
  });
});
