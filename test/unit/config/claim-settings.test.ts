import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { parseConfig } from '../../../src/config/config.js';
import { newFolder } from '../../harness/new-folder.js';

const folder = newFolder();
let files = 0;
function inFile(contents: unknown): string {
  const file = join(folder, `${files++}.json`);
  writeFileSync(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return file;
}

function problemOf(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
    return 'none';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('CUSTOM_CLAIMS', () => {
  it('are presets and files together', () => {
    const { customClaims } = parseConfig({
      CUSTOM_CLAIMS: `supabase, ${inFile({ plan: '$publicMetadata.plan' })}`,
    });
    expect(customClaims).toMatchObject({ role: 'authenticated', plan: '$publicMetadata.plan' });
  });

  it.each<[string, unknown, string]>([
    ['a registered claim', { exp: 9_999_999_999 }, 'may not write the claim exp'],
    ['a claim of ours', { roles: ['ADMIN'] }, 'may not write the claim roles'],
    ['a confirmation', { cnf: {} }, 'may not write the claim cnf'],
    ['what there is not', { hash: '$password.hash' }, 'names $password.hash in the claim hash'],
    ['what there is not, further in', { a: [{ b: '$password' }] }, 'names $password in the claim a'],
    ['a list', [], 'which is no object of claims'],
    ['no JSON', '{', 'which cannot be read'],
  ])('refuse %s', (_name, contents, message) => {
    expect(problemOf({ CUSTOM_CLAIMS: inFile(contents) })).toContain(message);
  });

  it('refuse a preset that is none, a claim that two write, and a file that is not there', () => {
    expect(problemOf({ CUSTOM_CLAIMS: 'hasura,firebase' })).toContain(
      'may hold hasura, supabase, postgraphile and .json files, and not firebase',
    );
    expect(problemOf({ CUSTOM_CLAIMS: 'supabase,postgraphile' })).toContain('writes the claim role twice');
    expect(problemOf({ CUSTOM_CLAIMS: 'no-such.json' })).toContain(
      'names no-such.json, which cannot be read: ENOENT',
    );
  });
});

describe('METADATA_SCHEMA', () => {
  it.each<[string, unknown]>([
    ['another half', { metadata: {} }],
    ['a half that is no schema', { publicMetadata: [] }],
  ])('refuses %s', (_name, contents) => {
    expect(problemOf({ METADATA_SCHEMA: inFile(contents) })).toContain(
      'METADATA_SCHEMA must be a .json file with',
    );
  });
});
