import { mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { type ChromiumPackage, unpackChromium } from '../../harness/chromium-package.js';

let cacheDir: string;

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'portcullis-chromium-test-'));
});

afterAll(async () => {
  await rm(cacheDir, { recursive: true });
});

const homeOf = ({ executablePath }: ChromiumPackage) => dirname(executablePath);

test('asked for by several at once, it is unpacked once and whole', async () => {
  const found = await Promise.all(Array.from({ length: 4 }, () => unpackChromium(cacheDir)));
  expect(new Set(found.map(homeOf)).size).toBe(1);
  const [first] = found;
  if (first === undefined) throw new Error('There are four.');
  expect(await readdir(cacheDir)).toEqual([basename(homeOf(first))]);
  const { mode, size } = await stat(first.executablePath);
  expect(mode & 0o100).toBe(0o100);
  expect(size).toBeGreaterThan(100_000_000);
  expect(await readdir(first.libraryDir)).toEqual(expect.arrayContaining(['libnss3.so', 'libexpat.so.1']));
  expect(await readdir(first.fontsDir)).toContain('fonts.conf');
});

test('a lock whose holder is gone stops nobody', async () => {
  const unpacked = await unpackChromium(cacheDir);
  await rm(homeOf(unpacked), { recursive: true });
  const lock = `${homeOf(unpacked)}.lock`;
  // No process has this number.
  await writeFile(lock, '99999999');
  await utimes(lock, 0, 0);
  await unpackChromium(cacheDir);
  expect(await readdir(cacheDir)).toEqual([basename(homeOf(unpacked))]);
});

test('what somebody else has put there is not run', async () => {
  const home = homeOf(await unpackChromium(cacheDir));
  await rm(home, { recursive: true });
  await symlink(tmpdir(), home);
  await expect(unpackChromium(cacheDir)).rejects.toThrow('belongs to somebody else');
});
