import { type Check, createCheck, good } from '../foundation/check.js';

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
