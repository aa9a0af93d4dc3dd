import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { StartupError } from '../../../src/foundation/startup-error.js';
import { loadMessages } from '../../../src/messages/load-messages.js';

describe('the message files', () => {
  it('say in every language exactly what English says, with the same placeholders', async () => {
    // loadMessages refuses anything else.
    const { languages } = await loadMessages();
    expect(languages[0]).toBe('en');
    expect(languages).toEqual(expect.arrayContaining(['de', 'es', 'fr', 'zh']));
  });
});

describe('a language for a request', () => {
  it.each([
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['zh-CN', 'zh'],
    ['zh-Hans-CN', 'zh'],
    ['ru, fr;q=0.4', 'fr'],
    ['en;q=0.2, es;q=0.9', 'es'],
    ['de;q=0, en', 'en'],
    ['ru', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [';;;,,,=q', 'en'],
    [`de${',x'.repeat(10_000)}`, 'en'],
    [undefined, 'en'],
  ])('Accept-Language %.40s is answered in %s', async (header, expected) => {
    const catalogue = await loadMessages();
    expect(catalogue.forAcceptLanguage(header).language).toBe(expected);
  });

  it('is English where a stored language is no longer there', async () => {
    const catalogue = await loadMessages();
    expect(catalogue.in('tlh').language).toBe('en');
    expect(catalogue.in('__proto__').language).toBe('en');
    expect(catalogue.in('fr').language).toBe('fr');
  });
});

describe('a folder with a language of a translator', () => {
  let folder: string;
  let english: Record<string, string>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'messages-'));
    const source = await readFile(new URL('../../../src/messages/en.json', import.meta.url), 'utf8');
    await writeFile(join(folder, 'en.json'), source);
    english = JSON.parse(source) as Record<string, string>;
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function load(file: string, content: unknown) {
    await writeFile(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
    return loadMessages(pathToFileURL(`${folder}/`));
  }

  it('needs one file and nothing else', async () => {
    const catalogue = await load('pt-BR.json', { ...english, 'mail.greeting': 'Olá,' });
    expect(catalogue.languages).toEqual(['en', 'pt-BR']);
    expect(catalogue.forAcceptLanguage('pt-BR').text('mail.greeting')).toBe('Olá,');
  });

  it.each([
    ['a missing key', { 'mail.greeting': undefined }, 'pt.json lacks a sentence for mail.greeting.'],
    ['an unknown key', { 'mail.grtng': 'x' }, 'pt.json has keys that en.json does not know: mail.grtng.'],
    [
      'a lost placeholder',
      { 'mail.greeting-named': 'Olá,' },
      'placeholders than en.json in mail.greeting-named.',
    ],
    ['an empty entry', { 'mail.greeting': 7 }, 'pt.json lacks a sentence for mail.greeting.'],
  ])('is refused with %s, by file and key', async (_, change, words) => {
    const loading = load('pt.json', { ...english, ...change });
    await expect(loading).rejects.toThrow(StartupError);
    await expect(loading).rejects.toThrow(words);
  });

  it.each(['{', '[]', 'null'])('is refused where the file holds %s', async (content) => {
    await expect(load('pt.json', content)).rejects.toThrow(StartupError);
  });

  it('is refused where its name is no language tag', async () => {
    await expect(load('pt_BR.json', english)).rejects.toThrow('pt_BR.json is not named by a language');
  });
});
