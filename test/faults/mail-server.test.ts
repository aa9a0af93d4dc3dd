/** A mail server that works gets whole mails, once each, as it asks for them. Those that fail are in test/security (E8). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';

import {
  RefreshDocument,
  SendPasswordResetEmailDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { connect } from '../harness/lent-database.js';
import { outboxSettled, tokenIn } from '../harness/mailbox.js';
import { newPerson, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink.js';
import { startTcpProxy } from '../harness/tcp-proxy.js';

let sink: SmtpSink;
let gateway: TestGateway;
beforeAll(async () => {
  sink = await startSmtpSink();
  gateway = await startTestGateway({
    SMTP_URL: sink.url,
    BRAND_NAME: 'Café: Über (EU)',
    MAIL_REPLY_TO: 'Help: (EU) <help@shop.example>',
  });
});
afterAll(async () => {
  await gateway.stop();
  await sink.stop();
});

describe('a mail server that works', () => {
  it('gets a whole mail: both parts, both addresses, an id, and nothing that answers it', async () => {
    const person = await signUp(gateway);
    const { parsed, to, text } = await sink.waitFor(person.email);
    expect(to).toEqual([person.email]);
    // A name is any text, whatever it would be as syntax of the header (RFC 5322 section 3.4).
    expect(parsed.from?.value).toEqual([{ name: 'Café: Über (EU)', address: 'no-reply@localhost' }]);
    expect(parsed.replyTo?.value).toEqual([{ name: 'Help: (EU)', address: 'help@shop.example' }]);
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

  it('gets each once of many that are ordered at once, those that had to wait for others too', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => signUp(gateway)));
    await outboxSettled(gateway);
    const { connections } = sink;
    await sink.behave('slow');
    await Promise.all(people.map(({ email }) => gateway.api.call(SendPasswordResetEmailDocument, { email })));
    await until('as many as may be are on their way', () => sink.connections === connections + 5);
    // More are this process's than it sends at a time.
    const outbox = gateway.database.collection('outbox');
    const kind = 'reset-password';
    expect(await outbox.countDocuments({ kind, state: 'waiting', attempts: 1 })).toBeGreaterThan(5);
    // What had to wait is claimed once more, so that its lease begins anew.
    gateway.clock.advance(20_000);
    await sink.behave('ok');
    await outboxSettled(gateway);
    const claimedAnew = { $gt: [{ $subtract: ['$dueAt', '$createdAt'] }, 70_000] };
    expect(await outbox.countDocuments({ kind, $expr: claimedAnew })).toBe(7);
    for (const { email } of people)
      expect(sink.mailsTo(email).filter(({ text }) => text.includes('/reset-password'))).toHaveLength(1);
  });

  it('is asked by all hands, also for what was written while none was free', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => signUp(gateway)));
    await outboxSettled(gateway);
    const [early, late] = [people.slice(0, 5), people.slice(5)];
    const ask = ({ email }: SignedUp) => gateway.api.call(SendPasswordResetEmailDocument, { email });
    const resets = () => sink.mails.filter(({ text }) => text.includes('/reset-password'));
    const [{ connections }, before] = [sink, resets().length];
    await sink.behave('slow');
    await Promise.all(early.map(ask));
    await until('each hand has one', () => sink.connections === connections + 5);
    await Promise.all(late.map(ask));
    await until('each hand has another', () => sink.connections === connections + 10);
    // Else the last would be asked for when all but it are out.
    expect(resets().length - before).toBeLessThanOrEqual(6);
    await sink.behave('ok');
    await outboxSettled(gateway);
    expect(resets().length - before).toBe(10);
  });

  it('gets nothing that had to wait and was erased meanwhile', async () => {
    const own = await startTestGateway({ SMTP_URL: sink.url, REFRESH_GRACE: '0' });
    try {
      const people = await Promise.all(Array.from({ length: 10 }, () => signUp(own)));
      await outboxSettled(own);
      const spend = ({ refreshToken }: SignedUp) => own.api.send(RefreshDocument, { refreshToken });
      await Promise.all(people.map(spend));
      const [{ connections }, before] = [sink, sink.mails.length];
      await sink.behave('slow');
      // Of each a notice: more than are sent at once, and claimed for this process all the same.
      await Promise.all(people.map(spend));
      await until('as many as may be are on their way', () => sink.connections === connections + 5);
      await own.database.collection('outbox').deleteMany({ kind: 'notice' });
      await sink.behave('ok');
      await until('they are out', () => sink.mails.length >= before + 5);
      await sink.waitFor((await signUp(own)).email);
      expect(sink.mails).toHaveLength(before + 6);
    } finally {
      await own.stop();
    }
  });

  it('gets it once, though the database does not answer when it is out', async () => {
    await whileAway(async ({ outbox, person, back }) => {
      await sink.waitFor(person.email);
      await back();
      await until('it is written down', () => outbox.findOne({ state: 'sent' }));
      expect(sink.mailsTo(person.email)).toHaveLength(1);
    });
  });

  it('gets it soon, though the database does not answer when it failed', async () => {
    await whileAway(async ({ outbox, person, back }) => {
      await sink.behave('drop-after-data');
      await sink.waitFor(person.email);
      await back();
      // And does not wait for the end of the lease, after which nothing would tell of the failure.
      await until('it is put back', () => outbox.findOne({ attempts: 1, lastFault: { $exists: true } }));
      await sink.behave('ok');
      await until('it is sent', () => outbox.findOne({ state: 'sent' }));
    });
  });

  interface Away {
    readonly outbox: mongo.Collection;
    readonly person: SignedUp;
    /** Resolves once the gateway has given up an operation, and it is there again. */
    readonly back: () => Promise<void>;
  }

  /** With a mail on its way to a slow server, while nothing reaches the database. */
  async function whileAway(work: (away: Away) => Promise<void>): Promise<void> {
    const uri = freshDatabaseUri();
    const [target, through] = [new URL(uri), new URL(uri)];
    const way = await startTcpProxy(Number(target.port));
    through.port = String(way.port);
    // The replica set would tell the driver where its node really is.
    through.searchParams.delete('replicaSet');
    through.searchParams.set('directConnection', 'true');
    const { connection, db } = await connect(uri);
    const own = await startTestGateway({ SMTP_URL: sink.url, MONGODB_URI: through.href });
    const outbox = db.collection('outbox');
    try {
      await sink.behave('slow');
      const { connections } = sink;
      const person = await signUp(own);
      // Written, and all that was asked of the database for it.
      await until('it is on its way', () => sink.connections > connections);
      way.treat(() => 'held');
      const back = async () => {
        // Begun after all that the mail has asked, it is given up after it.
        const { errors } = await own.api.send(SendPasswordResetEmailDocument, { email: newPerson().email });
        expect(errors[0]?.extensions.code).toBe('UNAVAILABLE');
        way.treat(() => 'passed');
      };
      await work({ outbox, person, back });
    } finally {
      await sink.behave('ok');
      await own.stop('drop');
      await connection.close();
      await way.stop();
    }
  }

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
