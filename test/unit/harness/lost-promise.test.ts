/** The tests of the guard lean on it: what a request brings must not end the process of a resource server. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

it('a promise that is rejected and that nobody listens to fails the test that made it', () => {
  const rootDir = mkdtempSync(join(tmpdir(), 'portcullis-lost-promise-'));
  const body = "test('loses it', () => { globalThis.lost = Promise.reject(new Error('lost')); });";
  writeFileSync(join(rootDir, 'lost.test.js'), body);
  const jest = 'node_modules/jest/bin/jest.js';
  const config = JSON.stringify({ rootDir });
  const { status, stderr } = spawnSync(process.execPath, [jest, '--config', config], { encoding: 'utf8' });
  rmSync(rootDir, { recursive: true });
  expect([status, stderr]).toEqual([1, expect.stringMatching(/lost/)]);
});
