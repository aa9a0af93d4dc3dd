/**
 * `npm run bench:passwords`: how long the check of a new password takes, on the event loop, and what its lists hold in
 * memory. For each kind and length the slowest count too: processor time, so that a busy machine does not tell.
 */
import { randomBytes, randomInt } from 'node:crypto';

import { dictionary } from '@zxcvbn-ts/language-common';

import { createPasswordPolicy } from '../src/passwords/password-policy.js';
import { createTriedFirst } from '../src/passwords/tried-first.js';
import { refuseArguments } from './options.js';

refuseArguments(
  'npm run bench:passwords measures how long the check of a new password takes, and its lists.',
);

const COUNT = 1_000;
const lengths = [8, 16, 24, 32, 64, 128];
const words = dictionary['diceware-common'].map(String);
const from = (alphabet: string) => (length: number) =>
  [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
const kinds: Readonly<Record<string, (length: number) => string>> = {
  random: (length) => randomBytes(length).toString('base64').slice(0, length),
  words: (length) =>
    Array.from({ length }, () => words[randomInt(words.length)])
      .join('-')
      .slice(0, length),
  digits: from('0123456789'),
  signs: from('1!@$0357489|'),
  'two letters': from('ab'),
};

const memory = () => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, external } = process.memoryUsage();
  return (heapUsed + Math.max(arrayBuffers, external)) / 2 ** 20;
};
const before = memory();
const startedAt = performance.now();
const triedFirst = createTriedFirst();
await triedFirst.read();
const policy = createPasswordPolicy(8, triedFirst);
const loadMs = performance.now() - startedAt;
console.log(
  `lists: ${(memory() - before).toFixed(1)} MB, loaded in ${loadMs.toFixed(0)} ms (run with --expose-gc)`,
);

const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const all: number[] = [];
for (const [kind, make] of Object.entries(kinds))
  for (const length of lengths) {
    const times = Array.from({ length: COUNT }, () => {
      const password = make(length);
      const begin = processorMs();
      policy(password, { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' });
      return processorMs() - begin;
    }).sort((a, b) => a - b);
    all.push(...times);
    const at = (share: number) => (times[Math.floor(share * COUNT)] ?? 0).toFixed(2).padStart(6);
    console.log(`${kind.padEnd(12)}${String(length).padStart(4)}  p50 ${at(0.5)}  p99 ${at(0.99)} ms`);
  }
all.sort((a, b) => a - b);
console.log(`all ${all.length}: p99 ${(all[Math.floor(0.99 * all.length)] ?? 0).toFixed(2)} ms`);
