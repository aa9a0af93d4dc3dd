/** A file of accounts as another system may have them: the crowd of user-crowd.ts, with what `import users` reads. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { makeAccount } from './user-crowd.js';

/** Of the provider that some have an identity at. */
export const issuer = 'https://login.example.com';

/** One in twenty has an authenticator: its seed is encrypted at the import, and not at a filling past the gateway. */
const OTP_EACH = 20;
const LINES_AT_ONCE = 500;

/** NDJSON. Passwords are bcrypt strings that nobody knows a password for: reading them is all that an import does. */
export async function writeUserFile(path: string, count: number): Promise<void> {
  await pipeline(Readable.from(chunksOf(count)), createWriteStream(path));
}

function* chunksOf(count: number): Generator<string> {
  for (let from = 0; from < count; from += LINES_AT_ONCE) {
    const size = Math.min(LINES_AT_ONCE, count - from);
    yield Array.from({ length: size }, (_, offset) => lineOf(from + offset, count)).join('');
  }
}

function lineOf(number: number, count: number): string {
  const account = makeAccount(number, count);
  const record = {
    id: `u-${number}`,
    email: account.email,
    emailVerified: account.emailVerifiedAt !== undefined,
    username: account.username,
    firstName: account.firstName,
    lastName: account.lastName,
    phoneNumber: account.phoneNumber,
    createdAt: account.createdAt.toISOString(),
    disabled: account.suspendedAt !== undefined,
    passwordHash: hashOf(number),
    ...(number % OTP_EACH === 0 && { totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }),
    ...(account.roles.includes('EDITOR') && { roles: ['EDITOR'] }),
    ...(account.identities.length > 0 && {
      identities: account.identities.map(({ subject }) => ({ issuer, subject })),
    }),
  };
  return `${JSON.stringify(record)}\n`;
}

/** Of bcrypt's alphabet; the last character of salt and digest holds but two and four bits. */
function hashOf(number: number): string {
  const digits = String(number).padStart(8, '0');
  return `$2b$10$${digits}${'x'.repeat(13)}e${digits}${'x'.repeat(22)}e`;
}
