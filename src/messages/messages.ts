/**
 * The sentences of one language, with their placeholders filled in, and how it writes durations and moments.
 * It must not know where a sentence is shown: pages escape what they print, mails do so themselves.
 */
import type english from './en.json';

/** English is the source of truth: a key that is not there is no key. */
export type MessageKey = keyof typeof english;

type MessageValues = Readonly<Record<string, string>>;

/** @throws TypeError from `text` where a placeholder of the sentence is not given. */
export interface Messages {
  /** BCP 47, for `<html lang>`. */
  readonly language: string;
  text(key: MessageKey, values?: MessageValues): string;
  /** "15 minutes", "24 hours", "2 days": in the largest unit in which it is a whole number. */
  duration(ms: number): string;
  /** "24 November 2026 at 10:15 UTC". */
  moment(at: Date): string;
}

/** Every language has every sentence: the start has seen to it. */
export interface MessageCatalogue {
  /** English first, since it also answers where nothing else fits. */
  readonly languages: readonly string[];
  forAcceptLanguage(header: string | undefined): Messages;
  /** What a header asks for (RFC 9110 section 12.5.4); undefined where it names none of ours, as `*` does. */
  languageOf(acceptLanguage: string | undefined): string | undefined;
  /** English, where the language is not known. */
  in(language: string): Messages;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A unit is used from its second parameter on, so that a day is told as 24 hours and an hour as itself. */
const units = [
  { unit: 'day', unitMs: DAY_MS, fromMs: 2 * DAY_MS },
  { unit: 'hour', unitMs: HOUR_MS, fromMs: HOUR_MS },
  { unit: 'minute', unitMs: MINUTE_MS, fromMs: MINUTE_MS },
] as const;

export function createMessages(language: string, sentences: Readonly<Record<MessageKey, string>>): Messages {
  let dates: Intl.DateTimeFormat | undefined;
  const text = (key: MessageKey, values: MessageValues = {}) => fillIn(sentences[key], key, values);
  return {
    language,
    text,
    duration: (ms) => formatDuration(formatLocale(language), ms),
    // Made when a mail needs it: of all languages that is 17 ms of a start.
    moment: (at) => text('mail.moment', { moment: (dates ??= createDateFormat(language)).format(at) }),
  };
}

function createDateFormat(language: string): Intl.DateTimeFormat {
  const styles = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(formatLocale(language), styles);
}

/** Day before month and 24 hours: the one English date that is read alike everywhere. */
function formatLocale(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

function formatDuration(locale: string, ms: number): string {
  const fitting = units.find(({ unitMs, fromMs }) => ms >= fromMs && ms % unitMs === 0);
  const { unit, unitMs } = fitting ?? { unit: 'second', unitMs: SECOND_MS };
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.ceil(ms / unitMs));
}

const placeholder = /\{(\w+)\}/g;

/** In one pass, so that a value that holds braces is never read as a sentence. */
function fillIn(sentence: string, key: MessageKey, values: MessageValues): string {
  return sentence.replace(placeholder, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new TypeError(`The message ${key} needs a value for {${name}}.`);
    return value;
  });
}

/** The names in braces, each once, in order of the alphabet. */
export function placeholdersOf(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(placeholder)].map(([, name = '']) => name))].sort();
}
