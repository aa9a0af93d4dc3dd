import { type Check, createCheck, good, warning } from './finding.js';

export interface CheckMailOptions {
  /** Whether the mail server takes us in; undefined: there is none. */
  readonly verify: (() => Promise<void>) | undefined;
  readonly isProduction: boolean;
}

/** No mail is sent. */
export function checkMail({ verify, isProduction }: CheckMailOptions): Check {
  const look = async () => {
    if (verify === undefined && isProduction)
      return [warning('there is no mail server: mails wait, for two days, until there is', 'Set SMTP_URL.')];
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
