/** Values as databases and exports write them. */
import { isRecord } from '../../foundation/is-record.js';
import type { Source } from './system.js';

/** Text, or a number as text; nothing for what is empty, as SQL's NULL in most exports. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '' || value === 'NULL' || value === '\\N') return undefined;
  return value;
}

/** Of booleans, and of what CSV makes of them. */
export function truthOf(value: unknown): boolean {
  return value === true || value === 1 || ['true', 't', '1', 'yes'].includes(String(value).toLowerCase());
}

/**
 * A time as ISO 8601, or in milliseconds: of SQL without a zone it is UTC.
 * @returns text that cannot be read as it is, so that it is told.
 */
export function timeOf(value: unknown): string | number | undefined {
  const text = textOf(isRecord(value) ? value['$date'] : value);
  // Milliseconds, or seconds; no account is from before 1973.
  if (text !== undefined && /^\d{9,13}$/.test(text))
    return text.length > 11 ? Number(text) : Number(text) * 1000;
  return text === undefined ? undefined : isoOf(text);
}

function isoOf(text: string): string {
  const sql = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,9})?\s?(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(text);
  const [, day = '', time = '', fraction = '', zone = 'Z'] = sql ?? [];
  const written = new Date(`${day}T${time}${fraction.slice(0, 4)}${isoZone(zone)}`);
  return Number.isNaN(written.getTime()) ? text : written.toISOString();
}

function isoZone(zone: string): string {
  if (zone === 'Z') return zone;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** The members of a list that are objects; a list may be JSON in a field of a CSV. */
export function recordsOf(value: unknown): readonly Source[] {
  const list = typeof value === 'string' ? parse(value) : value;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** An object, or one that is JSON in a field; else an empty one. */
export function recordOf(value: unknown): Source {
  const found = typeof value === 'string' ? parse(value) : value;
  return isRecord(found) ? found : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Words parted by commas or blanks, or a list. */
export function wordsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((word) => textOf(word) ?? []);
  return (textOf(value) ?? '').split(/[\s,]+/).filter(Boolean);
}

/** A name that is one field elsewhere: the last word is the family's. */
export function namesOf(value: unknown): { readonly firstName?: string; readonly lastName?: string } {
  const words = (textOf(value) ?? '').trim().split(/\s+/).filter(Boolean);
  const last = words.length > 1 ? words.pop() : undefined;
  return {
    ...(words.length > 0 && { firstName: words.join(' ') }),
    ...(last !== undefined && { lastName: last }),
  };
}

/** One that is an address is none here: people sign in by the address anyhow. */
export function usernameOf(value: unknown): string | undefined {
  const username = textOf(value);
  return username?.includes('@') === true ? undefined : username;
}

/** E.164 without its plus, as some store it. */
export function phoneOf(value: unknown): string | undefined {
  const phone = textOf(value);
  return phone !== undefined && /^[1-9]\d{7,14}$/.test(phone) ? `+${phone}` : phone;
}

/** Without what is absent. */
export function present(record: Source): Source {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** The words for what an account has of these. */
export function leftOf(having: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(having).flatMap(([what, value]) => (isAnything(value) ? [what] : []));
}

function isAnything(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === '{}')
    return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isRecord(value) || Object.keys(value).length > 0;
}

const issuers = { google: 'https://accounts.google.com', apple: 'https://appleid.apple.com' } as const;

/** Who signs people in at Google or Apple is the same wherever they are known from. */
function identityAt(
  provider: keyof typeof issuers,
  subject: unknown,
): { readonly issuer: string; readonly subject: string } | undefined {
  const text = textOf(subject);
  return text === undefined ? undefined : { issuer: issuers[provider], subject: text };
}

/**
 * Identities of the providers that are known by these names, and whether there are others.
 * @param nameOf the provider of one.
 */
export function identitiesOf(
  all: readonly Source[],
  names: Readonly<Record<string, keyof typeof issuers>>,
  read: (identity: Source) => readonly [provider: unknown, subject: unknown],
) {
  const identities = all.flatMap((one) => {
    const [provider, subject] = read(one);
    const known = Object.hasOwn(names, String(provider)) ? names[String(provider)] : undefined;
    return (known && identityAt(known, subject)) ?? [];
  });
  const left =
    identities.length < all.length
      ? ['identities of providers that are not OpenID Connect, or not named']
      : [];
  return { identities, left };
}

/** RFC 4648, without padding. */
export function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const fives = bits.match(/.{1,5}/g) ?? [];
  return fives
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('');
}
