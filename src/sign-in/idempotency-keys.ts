/**
 * The Idempotency-Key of a sign-up (draft-ietf-httpapi-idempotency-key-header): whoever lost the answer sends the same again. Of it
 * only HMAC(key of SECRET, address, Idempotency-Key) is kept, and nothing of the answer.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

import { AppError } from '../foundation/errors.js';
import type { Secrets } from '../foundation/secrets.js';

/** For how long a repeat is known for one, in milliseconds: for as long as somebody may try again by themselves. */
export const IDEMPOTENCY_KEY_MS = 3_600_000;

/** The string of RFC 8941 section 3.3.3 without escapes; and as many send it, without its quotes. */
const headerForm = /^(?:"([ !#-[\]-~]{1,255})"|([\w.~+/=:-]{1,255}))$/;

export interface IdempotencyKeys {
  /** As it is stored with the account; undefined where no header came. @throws AppError BAD_REQUEST for what is no such header. */
  digest(header: string | undefined, emailCanonical: string): string | undefined;
  /** Whether a digest is of that header and address, under any entry of SECRET. */
  matches(digest: string, header: string, emailCanonical: string): boolean;
}

export function createIdempotencyKeys(secrets: Secrets): IdempotencyKeys {
  const [current, ...older] = secrets.keysFor('sign-up/idempotency-key').map(({ bytes }) => bytes);
  if (current === undefined) throw new TypeError('There is an entry of SECRET.');
  return {
    digest: (header, email) =>
      header === undefined ? undefined : digestUnder(current, parse(header), email),
    matches: (digest, header, email) =>
      [current, ...older].some((key) => isSame(digest, digestUnder(key, parse(header), email))),
  };
}

function parse(header: string): string {
  const [, quoted, bare] = headerForm.exec(header) ?? [];
  const key = quoted ?? bare;
  if (key === undefined)
    throw new AppError('BAD_REQUEST', { message: 'The Idempotency-Key cannot be read.' });
  return key;
}

/** The address is canonical and holds no NUL. */
function digestUnder(key: Buffer, idempotencyKey: string, emailCanonical: string): string {
  return createHmac('sha256', key).update(`${emailCanonical}\0${idempotencyKey}`).digest('base64url');
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
