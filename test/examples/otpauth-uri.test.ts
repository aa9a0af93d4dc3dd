/** The URI of a set-up, as authenticators of other languages read it: the issuer is a brand that has a colon. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { parseConfig } from '../../src/config/config.js';
import { newTotpSecret, totpUri } from '../../src/second-factor/totp-code.js';
import { missingPrograms } from '../harness/programs.js';

const run = promisify(execFile);
const { totpIssuer } = parseConfig({ BRAND_NAME: 'Café: Über (EU)' });
const uri = totpUri(newTotpSecret(), totpIssuer, 'ada@example.com');
const read = ['Café Über (EU)', 'ada@example.com'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-otpauth-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pythonReader = `
import json, pyotp, sys
totp = pyotp.parse_uri(sys.argv[1])
print(json.dumps([totp.issuer, totp.name]))
`;
const rustReader = `
fn main() {
    let uri = std::env::args().nth(1).unwrap();
    let totp = totp_rs::TOTP::from_url(uri).unwrap();
    println!("[{:?},{:?}]", totp.issuer.unwrap(), totp.account_name);
}
`;

async function readByPython(): Promise<unknown> {
  const venv = join(folder, 'venv');
  await run('python3', ['-m', 'venv', venv]);
  await run(join(venv, 'bin/pip'), ['install', '--quiet', 'pyotp==2.9.0']);
  const { stdout } = await run(join(venv, 'bin/python'), ['-c', pythonReader, uri]);
  return JSON.parse(stdout);
}

async function readByRust(): Promise<unknown> {
  const crate = join(folder, 'reader');
  await mkdir(join(crate, 'src'), { recursive: true });
  const dependency = 'totp-rs = { version = "=5.7.0", features = ["otpauth"] }';
  const manifest = `[package]\nname = "reader"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n${dependency}\n`;
  await writeFile(join(crate, 'Cargo.toml'), manifest);
  await writeFile(join(crate, 'src/main.rs'), rustReader);
  const { stdout } = await run('cargo', ['run', '--quiet', '--', uri], { cwd: crate });
  return JSON.parse(stdout);
}

describe('the URI of an authenticator, with a colon in the brand', () => {
  for (const [reader, program, readBy] of [
    ['pyotp', 'python3', readByPython],
    ['totp-rs', 'cargo', readByRust],
  ] as const) {
    if (missingPrograms([program]).length > 0)
      it.skip(`was not read by ${reader}: ${program} is not installed here`, () => undefined);
    else
      it(`is read by ${reader}`, async () => {
        expect(await readBy()).toEqual(read);
      }, 300_000);
  }
});
