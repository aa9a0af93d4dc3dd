import { type Mailer, MailFault } from './mailer.js';

/** Production without SMTP_URL: mails wait in the outbox until one is configured, for as long as any mail waits. */
export const noMailer: Mailer = {
  send: () => Promise.reject(new MailFault('SMTP_URL is not set', false)),
};
