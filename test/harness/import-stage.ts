/** A gateway that people are moved to, by `portcullis import users` on what a test writes. */
import { pbkdf2Sync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SignInDocument } from '../generated/operations.js';
import { openTools, runWith } from './command-in-process.js';
import { startTestGateway } from './gateway.js';

interface Report {
  readonly imported: number;
  readonly problems: readonly { readonly place: string; readonly field?: string; readonly message: string }[];
  readonly taken: readonly { readonly place: string; readonly field?: string }[];
}

export const typed = 'pässwörd-Ω';

/** Of `typed`, as Django writes it. */
export function djangoHash(iterations: number): string {
  const hash = pbkdf2Sync(typed, 'salt', iterations, 32, 'sha256').toString('base64');
  return `pbkdf2_sha256$${iterations}$salt$${hash}`;
}

/** Accounts as lines of JSON. */
export const lines = (...records: readonly object[]) =>
  records.map((record) => JSON.stringify(record)).join('\n');

export type ImportStage = Awaited<ReturnType<typeof openImportStage>>;

export async function openImportStage(settings: Readonly<Record<string, string>>) {
  const gateway = await startTestGateway(settings);
  const tools = await openTools(gateway, settings);
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-import-'));
  const users = gateway.database.collection('users');
  const run = (...args: readonly string[]) => runWith(tools, args);
  let files = 0;
  return {
    ...{ gateway, folder, users, run },
    /** Imports what is written there. */
    async importUsers(text: string | Buffer, ...options: string[]) {
      const file = join(folder, `file-${files++}`);
      await writeFile(file, text);
      const { code, stdout, stderr } = await run('import', 'users', file, '--json', ...options);
      return { code, stderr, report: stdout === '' ? undefined : (JSON.parse(stdout) as Report) };
    },
    find: (emailCanonical: string) => users.findOne({ emailCanonical }),
    signIn: async (email: string, password: string) =>
      (await gateway.api.send(SignInDocument, { input: { email, password } })).data?.signIn,
    async stop() {
      await tools.stop();
      await gateway.stop();
      await rm(folder, { recursive: true });
    },
  };
}
