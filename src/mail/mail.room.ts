/**
 * What is to be mailed, and how it leaves: the outbox, the worker that empties it, the mail server. Knows no link and no
 * account: the rooms that order a mail write it, under a kind of their own.
 */
import type { Config } from '../config/config.js';
import { hasDevMailbox } from '../config/features.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Ground } from '../house/ground.js';
import type { PagesRoom } from '../pages/pages.room.js';
import { checkMail, checkOutbox } from './check-mail.js';
import { createDevMailbox, type DevMailbox } from './dev-mailbox.js';
import { createDevMailModel } from './dev-mailbox.model.js';
import { createMailWorker, type MailJobs } from './mail-worker.js';
import type { Mailer } from './mailer.js';
import { noMailer } from './no-mailer.js';
import { createNotices, NOTICE_KIND } from './notices.js';
import { outboxJob } from './outbox.job.js';
import { createOutbox } from './outbox.js';
import { createOutboxModel } from './outbox.model.js';
import { createSmtpMailer } from './smtp.js';

export interface MailNeeds {
  readonly ground: Ground;
  readonly pages: Pick<PagesRoom, 'brand'>;
  /** Who writes the mails, by kind. */
  readonly mailJobs: () => MailJobs;
}

export type MailRoom = ReturnType<typeof createMailRoom>;

export function createMailRoom({ ground, pages: { brand }, mailJobs }: MailNeeds) {
  const { config, connection, publicUrl, secrets, events, catalogue, clock, log, telemetry } = ground;
  const box = createSecretBox(secrets, 'outbox');
  const outbox = createOutbox({ model: createOutboxModel(connection), box, clock });
  const devMailbox = hasDevMailbox(config) ? createDevMailbox(createDevMailModel(connection)) : undefined;
  const mailer = chooseMailer(config, publicUrl, devMailbox);
  const worker = createMailWorker({ outbox, jobs: mailJobs, mailer, events, clock, log, telemetry });
  const resetUrl = config.signInMethods.includes('password') ? `${publicUrl}/reset-password` : undefined;
  const undoUrl = `${publicUrl}/not-me`;
  const notices = createNotices({ outbox, catalogue, brand, resetUrl, undoUrl });
  return {
    outbox,
    notices,
    /** Undefined where mails leave, or where they would be nothing to show. */
    devMailbox,
    contributes: {
      mailJobs: { [NOTICE_KIND]: notices.job },
      jobs: [outboxJob(worker)],
      erasers: [(userId: string) => outbox.forgetUser(userId)],
      checks: [
        ...(describesItself(config) ? [checkMail({ verify: openMailServer(config) })] : []),
        checkOutbox(outbox),
      ],
      measures: [
        {
          name: 'portcullis_mails',
          help: 'Mails in the outbox of all processes by state; absent while the database does not answer.',
          kind: 'gauge' as const,
          label: 'state',
          read: () => outbox.count(),
        },
        {
          name: 'portcullis_oldest_mail_seconds',
          help: 'Age of the oldest mail that waits in the outbox of all processes; 0 where none does, absent while the database does not answer.',
          kind: 'gauge' as const,
          amongWorkers: 'first' as const,
          read: () => outbox.oldestWaitingSeconds(),
        },
      ],
      stop: () => worker.stop(),
    },
  };
}

function chooseMailer(config: Config, publicUrl: string, devMailbox: DevMailbox | undefined): Mailer {
  const { smtpUrl: url, mailReplyTo: replyTo } = config;
  if (url === undefined) return devMailbox ?? noMailer;
  const address = `no-reply@${new URL(publicUrl).hostname}`;
  const from = config.mailFrom ?? { name: config.brandName, address };
  return createSmtpMailer({ url, from, replyTo });
}

/** In production a warning about the settings says already that there is no mail server. */
function describesItself({ smtpUrl, isProduction }: Config): boolean {
  return smtpUrl !== undefined || !isProduction;
}

function openMailServer({ smtpUrl: url }: Config): (() => Promise<void>) | undefined {
  if (url === undefined) return undefined;
  const from = { name: '', address: 'doctor@localhost' };
  const mailer = createSmtpMailer({ url, from, replyTo: undefined });
  return () => mailer.verify();
}
