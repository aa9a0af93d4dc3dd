import { createTransport } from 'nodemailer';

import { type Mailer, MailFault, type OutgoingMail } from './mailer.js';

export interface SmtpOptions {
  /** smtp:// or smtps://, with user and password where the server asks for them. */
  readonly url: string;
  /** Name and address apart: a name is any text, and would be read as syntax of the header (RFC 5322 section 3.4). */
  readonly from: Mailbox;
  readonly replyTo: Mailbox | undefined;
}

interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** How long the server may keep us waiting: for a connection, for its greeting, and for each answer. */
const ANSWER_TIMEOUT_MS = 10_000;
/** How long all of it may take; a server that drips an octet a second would never be idle. */
const SEND_TIMEOUT_MS = 30_000;

export interface SmtpMailer extends Mailer {
  /** Whether the server answers and takes the credentials; sends nothing. @throws MailFault. */
  verify(): Promise<void>;
}

/** Hands mails to an SMTP server, each over a connection of its own: a broken one harms one mail. */
export function createSmtpMailer({ url, from, replyTo }: SmtpOptions): SmtpMailer {
  const timeouts = {
    connectionTimeout: ANSWER_TIMEOUT_MS,
    greetingTimeout: ANSWER_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
    dnsTimeout: ANSWER_TIMEOUT_MS,
  };
  const transport = createTransport(
    { url, ...timeouts, disableFileAccess: true, disableUrlAccess: true },
    { from: { ...from }, ...(replyTo !== undefined && { replyTo: { ...replyTo } }) },
  );
  const domain = from.address.split('@')[1] ?? 'localhost';

  return {
    async send(mail) {
      try {
        await withinTime(transport.sendMail(compose(mail, domain)));
      } catch (error) {
        throw readFault(error);
      }
    },
    async verify() {
      try {
        await withinTime(transport.verify());
      } catch (error) {
        throw readFault(error);
      }
    },
  };
}

function compose({ id, date, to, subject, html, text }: OutgoingMail, domain: string) {
  return {
    to: { name: '', address: to },
    subject,
    html,
    text,
    date,
    messageId: `<${id}@${domain}>`,
    headers: {
      // Nobody's holiday notice answers it (RFC 3834 section 5).
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  };
}

async function withinTime(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new MailFault('ETIMEDOUT', false));
    }, SEND_TIMEOUT_MS);
  });
  try {
    await Promise.race([sending, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** A 5yz answer is the server's last word (RFC 5321 section 4.2.1); all else may pass. */
function readFault(error: unknown): MailFault {
  if (error instanceof MailFault) return error;
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  if (typeof responseCode === 'number')
    return new MailFault(String(responseCode), responseCode >= 500, error);
  return new MailFault(typeof code === 'string' ? code : 'unknown', false, error);
}
