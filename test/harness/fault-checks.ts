import type mongoose from 'mongoose';

import type { JournalledPerson } from './fault-workload.js';
import type { SmtpSink } from './smtp-sink.js';

interface Evidence {
  readonly people: readonly JournalledPerson[];
  readonly database: mongoose.mongo.Db;
  readonly urls: readonly string[];
  readonly sink: SmtpSink;
  /** How often a mail may have come twice: once for each crash. */
  readonly crashes: number;
}

/** Compares what was acknowledged with what the database holds, and with what was mailed and published. */
export async function findLosses(evidence: Evidence): Promise<string[]> {
  const found = await Promise.all([
    findLostAccounts(evidence),
    findWrongSessions(evidence),
    findUnknownKeys(evidence),
    findWrongMails(evidence),
  ]);
  return found.flat();
}

async function findLostAccounts({ people, database }: Evidence): Promise<string[]> {
  const users = await database.collection('users').find().toArray();
  const emails = users.map(({ emailCanonical }) => String(emailCanonical));
  const doubled = emails.length > new Set(emails).size ? ['an account is doubled'] : [];
  const lost = people.flatMap(({ email, userId, roles }) => {
    const user = users.find(({ emailCanonical }) => emailCanonical === email);
    if (String(user?._id) !== userId) return ['an acknowledged account is lost'];
    const held = [user?.['roles']].flat().map(String);
    return roles.every((role) => held.includes(role)) ? [] : ['an acknowledged role is lost'];
  });
  return [...doubled, ...lost];
}

async function findWrongSessions({ people, database }: Evidence): Promise<string[]> {
  const sessions = await database.collection('sessions').find().toArray();
  const ended = new Map(sessions.map(({ _id, endedAt }) => [String(_id), endedAt !== undefined]));
  const stateOf = (refreshToken: string) => ended.get(refreshToken.split('.')[0] ?? '');
  return people.flatMap((person) => [
    ...person.ended.filter((token) => stateOf(token) !== true).map(() => 'an acknowledged end is lost'),
    ...person.open
      .filter(({ refreshToken }) => stateOf(refreshToken) !== false)
      .map(() => 'a session ended that nobody ended'),
  ]);
}

async function findUnknownKeys({ people, urls }: Evidence): Promise<string[]> {
  const sets = await Promise.all(
    urls.map(async (url) => {
      const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as {
        keys: { kid: string }[];
      };
      return new Set(keys.map(({ kid }) => kid));
    }),
  );
  const tokens = people.flatMap(({ open }) => open.map(({ accessToken }) => accessToken));
  const kids = new Set(tokens.map(kidOf));
  return [...kids]
    .filter((kid) => !sets.every((set) => set.has(kid)))
    .map(() => 'a key that signed is not shown');
}

function kidOf(token: string): string {
  const [header = ''] = token.split('.');
  return String((JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid?: unknown }).kid);
}

async function findWrongMails({ people, database, sink, crashes }: Evidence): Promise<string[]> {
  const waiting = await database
    .collection('outbox')
    .countDocuments({ state: { $in: ['waiting', 'failed'] } });
  const known = new Set(sink.mails.flatMap(({ to }) => to));
  const lost = people.filter(({ email }) => !known.has(email)).map(() => 'a mail is lost');
  const ids = sink.mails.map(({ parsed }) => parsed.messageId);
  const doubled = ids.length - new Set(ids).size;
  return [
    ...lost,
    ...(waiting > 0 ? [`${waiting} mails were not sent`] : []),
    ...(doubled > crashes ? [`${doubled} mails came twice in ${crashes} crashes`] : []),
  ];
}
