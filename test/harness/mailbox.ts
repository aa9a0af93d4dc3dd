import { until } from './gateway-process.js';
import type { TestGateway } from './gateway.js';

export interface DevMail {
  readonly id: string;
  readonly at: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Mailing = Pick<TestGateway, 'url' | 'database'>;

/** What the gateway would have mailed to an address, the newest first, once nothing is on its way any more. */
export async function mailsTo(gateway: Mailing, address: string): Promise<DevMail[]> {
  await outboxSettled(gateway);
  const response = await fetch(`${gateway.url}/dev/mailbox`, { headers: { accept: 'application/json' } });
  const { mails } = (await response.json()) as { mails: DevMail[] };
  return mails.filter(({ to }) => to.toLowerCase() === address.toLowerCase());
}

export async function outboxSettled({ database }: Pick<TestGateway, 'database'>): Promise<void> {
  await until(
    'the outbox is empty',
    async () => (await database.collection('outbox').countDocuments({ state: 'waiting' })) === 0,
  );
}

/** The newest mail to an address whose subject fits. @throws where there is none. */
export async function newestMail(gateway: Mailing, address: string, subject: RegExp): Promise<DevMail> {
  const mails = await mailsTo(gateway, address);
  const mail = mails.find((candidate) => subject.test(candidate.subject));
  if (mail === undefined)
    throw new Error(`No mail about ${String(subject)} among ${JSON.stringify(mails.map((m) => m.subject))}`);
  return mail;
}

export const subjects = {
  verify: /^Confirm your e-mail address/,
  change: /^Confirm your new e-mail address/,
  reset: /^Choose a new password/,
  passwordChanged: /^Your password was changed/,
  passwordReset: /^Your password was reset/,
  changeRequested: /^A new e-mail address was requested/,
  changed: /^Your e-mail address was changed/,
  attempted: /^You already have an account/,
} as const;

export function linkIn({ text }: Pick<DevMail, 'text'>): URL {
  const [url] = /https?:\/\/\S+\?token=\S+/.exec(text) ?? [];
  if (url === undefined) throw new Error('The mail has no link.');
  return new URL(url);
}

export function tokenIn(mail: Pick<DevMail, 'text'>): string {
  return linkIn(mail).searchParams.get('token') ?? '';
}

/** The token of the newest mail about something. */
export async function mailedToken(
  gateway: Mailing,
  address: string,
  subject: RegExp = subjects.verify,
): Promise<string> {
  return tokenIn(await newestMail(gateway, address, subject));
}
