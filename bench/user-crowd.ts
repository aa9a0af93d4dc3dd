/** A crowd of accounts as user.model.ts has them. The same number is the same person at every size. */
import mongoose from 'mongoose';

import type { UserDocument } from '../src/users/user.model.js';

const firstNames =
  `Maria Anna Grace Élodie Zoë Barbara Frances Ada Linus Alan Edsger Donald Barbara Robert Margaret
  Marek Jürgen Søren Chloé Fatima Mohammed Wei Yuki Olga Ivan Priya Arjun Chidi Amara José Lucía Mateo Noah Emma Liam
  Olivia Lukas Hannah Paul Sophie Tom Nora Eva Peter Max Clara Felix Ida Oskar Ella`.split(/\s+/);
const lastNames =
  `Schmidt Müller Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Garcia Martínez López
  González Rossi Russo Ferrari Dubois Lefèvre Moreau Smith Jones Taylor Brown Wilson Evans Novák Svoboda Kowalski Nowak
  Ivanov Petrov Sato Suzuki Tanaka Chen Wang Li Zhang Nguyen Tran Kim Park Singh Kumar Patel Okafor Mensah Haddad
  Cohen`.split(/\s+/);
const domains = ['example.com', 'example.org', 'mail.example.net', 'post.example.com', 'work.example.org'];

const start = Date.parse('2023-01-01');
/** Past any run: what is deleted stays where it is, and nothing is erased meanwhile. */
const eraseAt = new Date('2100-01-01');
const dayMs = 24 * 60 * 60 * 1000;
/** Of a hash's length; nobody signs in with it. */
const hash = `$2b$12$${'x'.repeat(53)}`;
/** As many at every size, as it is with admins. */
const adminCount = 12;

/** Somebody who is there at every size, and of whose last name there is but one. */
export const known = 500;

/** Whether number is among so many in a hundred; another salt is another choice. */
function isAmong(number: number, percent: number, salt: number): boolean {
  return scatter(number, salt) % 1_000 < percent * 10;
}

/** Spread over 32 bits, and the same in every run (Knuth's multiplicative hash, and one turn of xorshift). */
function scatter(number: number, salt: number): number {
  const mixed = Math.imul(number + salt * 7_919 + 1, 2_654_435_761);
  return (Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519) ^ (mixed >>> 13)) >>> 0;
}

const pick = (list: readonly string[], number: number) => list[number % list.length] ?? '';

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

/** What a search finds one account by. All digits are written out, so that no text begins another. */
export function namesOf(number: number) {
  const first = pick(firstNames, scatter(number, 1));
  const last = number === known ? 'Xenakis' : pick(lastNames, scatter(number, 2));
  const digits = String(number).padStart(7, '0');
  return {
    ...{ first, last },
    email: `${plain(first)}.${plain(last)}${digits}@${pick(domains, scatter(number, 3))}`,
    username: `${first.slice(0, 1)}${plain(last)}_${digits}`.normalize('NFKD').replace(/\p{M}/gu, ''),
    // 7919 shares no factor with 10^8: each number once.
    phoneNumber: `+4915${String((number * 7_919) % 100_000_000).padStart(8, '0')}`,
  };
}

export function makeAccount(number: number, crowd: number): UserDocument {
  const { email } = namesOf(number);
  const createdAt = new Date(start + Math.floor((number / crowd) * 1_000 * dayMs));
  const is = (percent: number, salt: number) => isAmong(number, percent, salt);
  const every = Math.floor(crowd / adminCount);
  const isAdmin = number % every === 1 && number < every * adminCount;
  return {
    _id: new mongoose.Types.ObjectId(),
    schemaVersion: 1,
    email,
    emailCanonical: email,
    ...(is(85, 4) && { emailVerifiedAt: new Date(createdAt.getTime() + 600_000) }),
    ...profileOf(number, is),
    roles: ['USER', ...(isAdmin ? ['ADMIN'] : []), ...(is(2, 8) ? ['EDITOR'] : [])],
    password: { scheme: 'bcrypt-hmac-sha384', cost: 12, hash },
    identities: is(10, 9) ? [identityOf(number, createdAt)] : [],
    ...{ factors: [], enable2FA: false, credentialVersion: 1, version: 1, createdAt, updatedAt: createdAt },
    ...(is(3, 10) && { suspendedAt: new Date(createdAt.getTime() + dayMs), suspensionReason: 'Sent spam.' }),
    ...(is(0.5, 11) && { deletedAt: new Date(createdAt.getTime() + dayMs), eraseAt }),
  };
}

/** What may be absent. */
function profileOf(number: number, is: (percent: number, salt: number) => boolean): Partial<UserDocument> {
  const { first, last, username, phoneNumber } = namesOf(number);
  const isKnown = number === known;
  return {
    ...((isKnown || is(60, 5)) && { username, usernameCanonical: username.toLowerCase() }),
    ...((isKnown || is(95, 6)) && { firstName: first, lastName: last }),
    ...((isKnown || is(40, 7)) && { phoneNumber }),
  };
}

function identityOf(number: number, linkedAt: Date) {
  return {
    provider: 'google',
    issuer: 'https://accounts.example.com',
    subject: `subject-${number}`,
    linkedAt,
  };
}
