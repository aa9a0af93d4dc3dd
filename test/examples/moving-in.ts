/** A gateway that people move to, and the command that brings them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SignInDocument, SignInWithTotpDocument } from '../generated/operations.js';
import { challengeFor, freshCode } from '../harness/authenticator.js';
import { openTools, runWith } from '../harness/command-in-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { opened } from '../harness/people.js';

export interface ImportResult {
  readonly code: number | null;
  readonly read: number;
  readonly imported: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly skipped: number;
  readonly left: Readonly<Record<string, number>>;
  readonly problems: readonly { readonly place: string; readonly field?: string }[];
}

export interface MovingIn {
  readonly gateway: TestGateway;
  /** `import users`, of a file with this in it. */
  importUsers(text: string, ...options: string[]): Promise<ImportResult>;
  find(email: string): Promise<Readonly<Record<string, unknown>> | null>;
  /** @throws where it opens no session. */
  signIn(email: string, password: string): Promise<void>;
  /** With the code of an authenticator too. @param secret in base32. @throws where it opens no session. */
  signInWithCode(email: string, password: string, secret: string): Promise<void>;
  /** @returns the code of the refusal. */
  refusal(email: string, password: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

export async function openMovingIn(settings: Readonly<Record<string, string>>): Promise<MovingIn> {
  const gateway = await startTestGateway(settings);
  const tools = await openTools(gateway, settings);
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-moving-in-'));
  const { api, database } = gateway;
  let files = 0;
  return {
    gateway,
    async importUsers(text, ...options) {
      const file = join(folder, `file-${files++}`);
      await writeFile(file, text);
      const { code, stdout, stderr } = await runWith(tools, ['import', 'users', file, '--json', ...options]);
      if (stdout === '') throw new Error(stderr);
      return { code, ...(JSON.parse(stdout) as Omit<ImportResult, 'code'>) };
    },
    find: (emailCanonical) => database.collection('users').findOne({ emailCanonical }),
    async signIn(email, password) {
      opened((await api.call(SignInDocument, { input: { email, password } })).signIn);
    },
    async signInWithCode(email, password, secret) {
      const challengeToken = await challengeFor(gateway, { email, password });
      const input = { challengeToken, code: freshCode(gateway, { secret }) };
      await api.call(SignInWithTotpDocument, { input });
    },
    async refusal(email, password) {
      return (await api.send(SignInDocument, { input: { email, password } })).errors[0]?.extensions.code;
    },
    async stop() {
      await tools.stop();
      await gateway.stop();
      await rm(folder, { recursive: true });
    },
  };
}
