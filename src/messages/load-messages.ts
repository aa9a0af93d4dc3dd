/**
 * Finds the languages by reading this folder: each JSON file is one, named by its BCP 47 tag. A file that does
 * not say exactly what English says stops the start, since the gap would otherwise show in somebody's mail.
 */
import { readdir, readFile } from 'node:fs/promises';

import Negotiator from 'negotiator';

import { StartupError } from '../foundation/startup-error.js';
import {
  createMessages,
  type MessageCatalogue,
  type MessageKey,
  type Messages,
  placeholdersOf,
} from './messages.js';

type Sentences = Readonly<Record<string, unknown>>;

const ENGLISH = 'en';
/** Browsers send less than 100 characters; whoever sends more is not reading. */
const MAX_HEADER_LENGTH = 1_000;

/** @param folder default: the one of this file. */
export async function loadMessages(folder = new URL('.', import.meta.url)): Promise<MessageCatalogue> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const tables = await Promise.all(
    files.map(async (file) => ({ file, language: file.slice(0, -5), sentences: await read(folder, file) })),
  );
  const english = tables.find(({ language }) => language === ENGLISH);
  if (!english) throw new StartupError(`The message file en.json is missing. Install Portcullis anew.`);
  const faults = tables.flatMap(({ file, sentences }) => faultsOf(file, sentences, english.sentences));
  if (faults.length > 0) throw new StartupError(`Message files are not complete. ${faults.join(' ')}`);
  return createCatalogue(
    tables.map(({ language, sentences }) =>
      createMessages(language, sentences as Readonly<Record<MessageKey, string>>),
    ),
  );
}

async function read(folder: URL, file: string): Promise<Sentences> {
  if (!isLanguageTag(file.slice(0, -5)))
    throw new StartupError(`The message file ${file} is not named by a language (BCP 47). Rename it.`);
  const text = await readFile(new URL(file, folder), 'utf8');
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
  } catch (cause) {
    throw new StartupError(`The message file ${file} is not JSON. Mend it, or take it away.`, { cause });
  }
  throw new StartupError(`The message file ${file} is not a JSON object. Mend it, or take it away.`);
}

function isLanguageTag(name: string): boolean {
  try {
    return Intl.getCanonicalLocales(name).length === 1;
  } catch {
    return false;
  }
}

function faultsOf(file: string, sentences: Sentences, english: Sentences): readonly string[] {
  const keys = Object.keys(english);
  const missing = keys.filter((key) => typeof sentences[key] !== 'string');
  const unknown = Object.keys(sentences).filter((key) => !Object.hasOwn(english, key));
  const differing = keys.filter(
    (key) => !missing.includes(key) && placeholderList(sentences[key]) !== placeholderList(english[key]),
  );
  return [
    ...describe(`${file} lacks a sentence for`, missing),
    ...describe(`${file} has keys that en.json does not know:`, unknown),
    ...describe(`${file} has other placeholders than en.json in`, differing),
  ];
}

function describe(what: string, keys: readonly string[]): readonly string[] {
  return keys.length === 0 ? [] : [`${what} ${keys.join(', ')}.`];
}

function placeholderList(sentence: unknown): string {
  return typeof sentence === 'string' ? placeholdersOf(sentence).join() : '';
}

function createCatalogue(all: readonly Messages[]): MessageCatalogue {
  const byLanguage = new Map(all.map((messages) => [messages.language, messages]));
  const others = [...byLanguage.keys()].filter((language) => language !== ENGLISH);
  const languages = [ENGLISH, ...others.sort()];
  const inLanguage = (language: string): Messages => {
    const messages = byLanguage.get(language) ?? byLanguage.get(ENGLISH);
    if (!messages) throw new TypeError('There is no English.');
    return messages;
  };
  return {
    languages,
    in: inLanguage,
    forAcceptLanguage: (header) => inLanguage(negotiate(header, languages) ?? ENGLISH),
    languageOf: (header) => negotiate(header, languages),
  };
}

/** RFC 9110 section 12.5.4; de-AT is served by de. Programs send `*`, which is nobody's choice. */
function negotiate(header: string | undefined, languages: readonly string[]): string | undefined {
  if (header === undefined || header.length > MAX_HEADER_LENGTH) return undefined;
  const named = header.split(',').filter((range) => !range.trim().startsWith('*'));
  return new Negotiator({ headers: { 'accept-language': named.join(',') } }).language(languages);
}
