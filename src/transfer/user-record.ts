/** An account as it is imported and exported: one JSON object a line, or one row of a CSV under these names. */
import { z } from 'zod';

const text = z.string().min(1);

/** CSV has nothing but text. */
const truth = z.union([z.boolean(), z.enum(['true', 'false', 't', 'f', '1', '0'])], 'must be true or false');

/** ISO 8601 with a time zone, a day, or milliseconds since 1970. */
const date = z.union([z.iso.datetime({ offset: true }), z.iso.date(), z.number().int()], {
  error: 'must be a time such as 2024-05-01T12:00:00Z',
});

const identity = z.strictObject({ issuer: text, subject: text });

/** In a CSV roles are parted by blanks, and identities are JSON. */
const listed = <Item extends z.ZodType>(item: Item, split: (written: string) => unknown) =>
  z.preprocess((value) => (typeof value === 'string' ? split(value) : value), z.array(item).max(100));

function parseJson(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}

/** In a CSV it is JSON. */
const metadata = z.preprocess(
  (value) => (typeof value === 'string' ? parseJson(value) : value),
  z.record(z.string(), z.unknown(), 'must be a JSON object'),
);

/** Strict: a name that is misspelt would leave something behind without a word. */
export const userRecord = z.strictObject({
  /** In the system that it comes from: by it a second run knows whom the first has brought. Absent: by the whole row. */
  id: z.union([text, z.number()]).optional(),
  email: z.string().optional(),
  emailVerified: truth.optional(),
  emailVerifiedAt: date.optional(),
  username: text.optional(),
  firstName: text.optional(),
  lastName: text.optional(),
  phoneNumber: text.optional(),
  locale: text.optional(),
  roles: listed(text, (written) => written.split(/[\s,]+/).filter(Boolean)).optional(),
  createdAt: date.optional(),
  disabled: truth.optional(),
  disabledReason: text.optional(),
  passwordHash: text.optional(),
  passwordFormat: text.optional(),
  passwordPepperId: text.optional(),
  totpSecret: text.optional(),
  identities: listed(identity, parseJson).optional(),
  publicMetadata: metadata.optional(),
  privateMetadata: metadata.optional(),
});

export type UserRecord = z.output<typeof userRecord>;

export const isTrue = (value: UserRecord['disabled']): boolean =>
  value === true || value === 'true' || value === 't' || value === '1';

/** @throws RangeError never: what the shape lets through is a time. */
export const toDate = (value: string | number | undefined): Date | undefined =>
  value === undefined ? undefined : new Date(value);
