import { type Check, createCheck, good, type Told, warning } from '../foundation/check.js';
import type { Outbox } from './outbox.js';

export interface CheckMailOptions {
  /** Whether the mail server takes us in; undefined: there is none, nor need there be. */
  readonly verify: (() => Promise<void>) | undefined;
}

/** No mail is sent. */
export function checkMail({ verify }: CheckMailOptions): Check {
  const look = async () => {
    if (verify === undefined) return [good('no mail server; mails are shown at /dev/mailbox')];
    await verify();
    return [good('the mail server answers, and takes the credentials')];
  };
  return createCheck(
    'Mail',
    look,
    'See that SMTP_URL is right, and that the server can be reached from here.',
  );
}

/** What is tried for the first time, or the second, is no more than on its way. */
const LONG_SECONDS = 60;

/** Finds nothing where mails go out. */
export function checkOutbox(outbox: Pick<Outbox, 'count' | 'oldestWaitingSeconds'>): Check {
  const look = async () => {
    const [{ waiting, failed }, seconds] = await Promise.all([outbox.count(), outbox.oldestWaitingSeconds()]);
    const found: Told[] = [];
    if (seconds > LONG_SECONDS) {
      const says = `${waiting} wait in the outbox, the oldest for ${Math.round(seconds)} s`;
      found.push(warning(says, 'The log says of each why it was not taken: mail.delayed.'));
    }
    if (failed > 0) {
      const says = `given up in the last 30 days: ${failed}`;
      found.push(warning(says, 'The log says of each why: mail.failed. Whoever waits for it asks anew.'));
    }
    return found;
  };
  return createCheck('Mail', look, 'Give the database user readWrite on this database.', {
    asksDatabase: true,
  });
}
