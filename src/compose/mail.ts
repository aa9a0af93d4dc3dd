/** The mail room: what is to be sent, who writes it, and how it leaves. */
import type { Config } from '../config/config.js';
import type { Events } from '../foundation/events.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Secrets } from '../foundation/secrets.js';
import { type DevMailbox, createDevMailbox } from '../mail/dev-mailbox.js';
import { createMailWorker, type MailJobs } from '../mail/mail-worker.js';
import type { Mailer } from '../mail/mailer.js';
import { noMailer } from '../mail/no-mailer.js';
import { createNotices } from '../mail/notices.js';
import { createOutbox } from '../mail/outbox.js';
import { createSmtpMailer } from '../mail/smtp.js';
import type { Brand } from '../markup/brand.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';

interface MailParts {
  readonly models: Pick<Models, 'outbox' | 'devMails'>;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly catalogue: MessageCatalogue;
  readonly publicUrl: string;
}

export function openMail(config: Config, parts: Parts, mailParts: MailParts) {
  const { clock, log } = parts;
  const { models, secrets, events, catalogue, publicUrl } = mailParts;
  const outbox = createOutbox({ model: models.outbox, box: createSecretBox(secrets, 'outbox'), clock });
  const brand = readBrand(config);
  const devMailbox = hasDevMailbox(config) ? createDevMailbox(models.devMails) : undefined;
  return {
    outbox,
    brand,
    devMailbox,
    notices: createNotices({
      outbox,
      catalogue,
      brand,
      resetUrl: `${publicUrl}/reset-password`,
      undoUrl: `${publicUrl}/not-me`,
    }),
    createWorker: (jobs: MailJobs) =>
      createMailWorker({
        outbox,
        jobs,
        mailer: chooseMailer(config, publicUrl, devMailbox),
        events,
        clock,
        log,
      }),
  };
}

/** Mails with working links are nothing to show in production. */
function hasDevMailbox({ smtpUrl, isProduction }: Config): boolean {
  return smtpUrl === undefined && !isProduction;
}

function chooseMailer(config: Config, publicUrl: string, devMailbox: DevMailbox | undefined): Mailer {
  const { smtpUrl: url, mailReplyTo: replyTo } = config;
  if (url === undefined) return devMailbox ?? noMailer;
  const address = `no-reply@${new URL(publicUrl).hostname}`;
  const from = config.mailFrom ?? { name: config.brandName, address };
  return createSmtpMailer({ url, from, replyTo });
}

function readBrand(config: Config): Brand {
  const { brandName: name, brandLogoUrl: logoUrl, brandColor: color, supportEmail } = config;
  return { name, logoUrl, color, supportEmail };
}
