import { isSupportedCountry } from 'libphonenumber-js';
import { z } from 'zod';

import { isCron } from '../foundation/cron.js';

/** The kinds of value a setting can have: how it is written, and what the code gets. */

const durationUnitMs = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
type DurationUnit = keyof typeof durationUnitMs;

/** `15m`, `30s`, `500ms`, `7d`, `1y` or `0`; the code gets milliseconds. */
export const duration = z.string().transform((text, context) => {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m|h|d|w|y)$/.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined)
    return Number(amount) * durationUnitMs[unit as DurationUnit];
  if (text === '0') return 0;
  context.addIssue('must be a duration such as 30s, 15m, 7d or 0');
  return z.NEVER;
});

export function atLeast(kind: typeof duration, minimumMs: number, written: string) {
  return kind.refine((ms) => ms >= minimumMs, `must be at least ${written}`);
}

export function integer(minimum: number, maximum: number) {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, message);
}

export const bool = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

export function oneOf<const T extends readonly [string, ...string[]]>(...values: T) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

/** Comma-separated; blanks around an entry do not count. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

export function listOf(pattern: RegExp, what: string) {
  return list.refine((entries) => entries.every((entry) => pattern.test(entry)), `must be a list of ${what}`);
}

export function subsetOf(...values: readonly string[]) {
  return list.refine(
    (entries) => entries.every((entry) => values.includes(entry)),
    `may hold ${values.join(', ')} and nothing else`,
  );
}

/** A list of secrets; the message never repeats one. */
export const secrets = list.refine(
  (entries) => entries.length > 0 && entries.every((entry) => Buffer.byteLength(entry) >= 32),
  'must be a list of secrets of at least 32 bytes each (make one: openssl rand -base64 32)',
);

/** A list of `id:secret`; the message never repeats any of it. */
export const credentials = list.transform((entries, context) => {
  const parsed = entries.map((entry) => {
    const colon = entry.indexOf(':');
    return { id: entry.slice(0, Math.max(colon, 0)), secret: entry.slice(colon + 1) };
  });
  const isComplete = parsed.every(({ id, secret }) => id !== '' && secret !== '');
  if (isComplete && new Set(parsed.map(({ id }) => id)).size === parsed.length) return parsed;
  context.addIssue('must be a list of id:secret, each id once (make a secret: openssl rand -hex 32)');
  return z.NEVER;
});

/** A list of `name=value`, both percent-encoded (W3C Baggage); the message never repeats any of it. */
export const keyValues = list.transform((entries, context): Readonly<Record<string, string>> => {
  const pairs = entries.map(readPair);
  const whole = pairs.filter((pair) => pair !== undefined);
  if (whole.length === pairs.length) return Object.fromEntries(whole);
  context.addIssue('must be a list of name=value, percent-encoded');
  return z.NEVER;
});

function readPair(entry: string): readonly [string, string] | undefined {
  const [, name, value] = /^([^=\s]+)\s*=\s*(.*)$/.exec(entry) ?? [];
  if (name === undefined || value === undefined) return undefined;
  try {
    return [decodeURIComponent(name), decodeURIComponent(value)];
  } catch {
    return undefined;
  }
}

/** An http(s) URL without a trailing slash, a query or a fragment, since paths are added to it. */
export const webUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url !== undefined && isWeb && url.search === '' && url.hash === '' && url.username === '') {
    return url.href.replace(/\/+$/, '');
  }
  context.addIssue(
    'must be an http or https URL without query, fragment and credentials, such as https://auth.example.com',
  );
  return z.NEVER;
});

/** An http(s) URL as it is written, a slash at its end included: it is compared to the letter (RFC 9068, 4). */
export const tokenIssuer = z
  .string()
  .refine(
    (text) => webUrl.safeParse(text).success,
    'must be an http or https URL without query, fragment and credentials, such as https://auth.example.com',
  );

export const origins = list.transform((entries, context) => {
  const parsed = entries.map((entry) => (URL.canParse(entry) ? new URL(entry).origin : 'null'));
  if (!parsed.includes('null')) return parsed;
  context.addIssue('must be a list of origins such as https://app.example.com');
  return z.NEVER;
});

/** Origins as browsers write them into client data, and those of Android apps (WebAuthn 5.8.1). */
export const passkeyOrigins = list.transform((entries, context) => {
  const parsed = entries.map((entry) => {
    if (/^android:apk-key-hash:[A-Za-z0-9_-]{43}$/.test(entry)) return entry;
    return URL.canParse(entry) ? new URL(entry).origin : 'null';
  });
  if (parsed.length > 0 && !parsed.includes('null')) return parsed;
  context.addIssue('must be a list of origins such as https://app.example.com or android:apk-key-hash:…');
  return z.NEVER;
});

export const text = z.string();

/** Pages of frontends, to which a query is added. */
export const pageUrls = list
  .refine((entries) => entries.length > 0, 'must name at least one page')
  .pipe(z.array(webUrl));

/** Any http(s) URL of a file. */
export const resourceUrl = text.refine(
  (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
  'must be an http or https URL',
);

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** `ada@example.com` or `Ada Lovelace <ada@example.com>`; the name is any text, and no syntax of a header. */
export const mailbox = text.transform((value, context): Mailbox => {
  const [, name = '', address = value] = /^([^<>@,;"\p{Cc}]+)<([^<>]+)>$/u.exec(value) ?? [];
  if (/^[^<>@\s,;:()[\]\\"\p{Cc}]+@[^<>@\s,;:()\\"\p{Cc}]+$/u.test(address))
    return { name: name.trim(), address };
  context.addIssue('must be an e-mail address, or Name <address>');
  return z.NEVER;
});

/** An address alone, as people see it. */
export const address = mailbox.transform(({ address }) => address);

/** The message does not repeat it, since it holds a password. */
export const smtpUrl = text.refine(
  (value) => /^smtps?:\/\/.+/.test(value) && URL.canParse(value),
  'must begin with smtp:// or smtps:// and name a host',
);

/** `#rrggbb`, or the three-digit form of it. */
export const colour = text
  .regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, 'must be a colour such as #9c3f1c')
  .transform((value) => (value.length === 4 ? value.replace(/[0-9a-f]/gi, '$&$&') : value).toLowerCase());

/** `false` or a count. */
export const proxyHops = text
  .regex(/^(false|\d{1,2})$/, 'must be false or the number of proxies in front, such as 1')
  .transform((value) => (value === 'false' ? 0 : Number(value)));

/** As node-cron reads it. */
export const cronExpression = text.refine(
  isCron,
  'must be a cron expression of five fields, or six with seconds, such as 0 3 * * *',
);

/** ISO 3166-1 alpha-2, of a country whose phone numbers can be read. */
export const country = text.refine(isSupportedCountry, 'must be a two-letter country code such as DE');

/** An issuer, to the letter: it is compared with what stands in tokens. https, or http on this machine. */
export const issuerUrl = text.refine(isIssuer, 'must be an https URL (http only on this machine)');

function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, search, hash } = new URL(value);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isLocal)) && search === '' && hash === '';
}

/** Pages of frontends, compared to the letter. */
export const redirectUrls = list.refine(
  (entries) => entries.every((entry) => URL.canParse(entry) && /^https?:$/.test(new URL(entry).protocol)),
  'must be a list of http or https URLs',
);

export interface OidcProviderSetting {
  readonly id: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly label: string;
  readonly clientSecret: string | undefined;
}

/** `id|issuer|client id|label`, perhaps with `|client secret`; the message never repeats an entry. */
export const oidcProviders = list.transform((entries, context): OidcProviderSetting[] => {
  const parsed = entries.map(readProvider);
  const whole = parsed.filter((entry) => entry !== undefined);
  if (whole.length === entries.length && new Set(whole.map(({ id }) => id)).size === whole.length)
    return whole;
  context.addIssue('must be a list of id|issuer|client id|label, each id once and neither google nor apple');
  return z.NEVER;
});

/** Google and Apple have settings of their own. */
const providerId = /^(?!(?:google|apple)$)[a-z][a-z0-9-]{0,31}$/;

function readProvider(entry: string): OidcProviderSetting | undefined {
  const [id = '', issuer = '', clientId = '', label = '', clientSecret] = entry.split('|');
  const isWhole = providerId.test(id) && isIssuer(issuer) && clientId !== '' && label !== '';
  return isWhole ? { id, issuer, clientId, label, clientSecret } : undefined;
}
