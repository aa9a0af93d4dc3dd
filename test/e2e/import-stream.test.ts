/** `portcullis import users` as a process: by a pipe, on a terminal, and stopped by Ctrl-C. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import argon2 from '@node-rs/argon2';

import { type RunningCommand, startCommand, startOnTerminal } from '../harness/command-line.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { missingPrograms } from '../harness/programs.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
let folder: string;
const running: RunningCommand[] = [];
beforeAll(async () => {
  gateway = await startTestGateway();
  folder = await mkdtemp(join(tmpdir(), 'portcullis-import-'));
});
afterAll(async () => {
  for (const command of running) command.kill();
  await gateway.stop();
  await rm(folder, { recursive: true });
});

const settings = () => ({ ...replicaOf(gateway), SECRET: testSecret, BCRYPT_COST: '10' });
const started = (command: RunningCommand) => {
  running.push(command);
  return command;
};
const piped = (...options: string[]) =>
  started(startCommand(['import', 'users', '-', ...options], settings(), 'pipe', 'pipe'));

/** Accounts of nobody else: each name is used once. */
function people(count: number, more: object = {}): string {
  const name = randomBytes(6).toString('hex');
  const rows = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ id: `${name}-${index}`, email: `${name}-${index}@example.com`, ...more }),
  );
  return rows.map((row) => `${row}\n`).join('');
}
const countAccounts = () => gateway.database.collection('users').countDocuments();

describe('import users -', () => {
  it('reads a pipe to its end, whose length nobody knows', async () => {
    const before = await countAccounts();
    const command = piped('--json');
    for (let part = 0; part < 4; part++) command.stdin?.write(people(300));
    command.stdin?.end();
    const { code, stdout } = await command.result;
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { read: 1200, imported: 1200, isStopped: false }]);
    expect((await countAccounts()) - before).toBe(1200);
  });

  it('stops at SIGINT though the pipe brings nothing more, keeps what it has, and goes on from there', async () => {
    const before = await countAccounts();
    const text = people(2000);
    const command = piped('--json');
    command.stdin?.write(`${text}{"id": "half`);
    await until('the first batches are written', async () => (await countAccounts()) - before >= 2000);
    command.signal('SIGINT');
    const { code, stdout, stderr } = await command.result;
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { imported: 2000, refused: 0, isStopped: true }]);
    expect(stderr).toBe('');
    const again = piped('--json');
    again.stdin?.end(text + people(1));
    const whole = await again.result;
    expect([whole.code, JSON.parse(whole.stdout)]).toMatchObject([0, { imported: 1, unchanged: 2000 }]);
  });

  it('stops within a document too', async () => {
    const rows = people(2000).trim().split('\n').join(',');
    const before = await countAccounts();
    const command = piped('--json');
    command.stdin?.write(`[${rows},`);
    await until('the batches are written', async () => (await countAccounts()) - before >= 2000);
    command.signal('SIGINT');
    const { code, stdout } = await command.result;
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { imported: 2000, isStopped: true }]);
  });
});

const onTerminal = missingPrograms(['script']).length === 0 ? describe : describe.skip;
onTerminal('import users on a terminal', () => {
  it('shows a bar with the rate and the time that is left', async () => {
    const file = join(folder, 'bar.ndjson');
    await writeFile(file, people(8000));
    const { result } = started(startOnTerminal(['import', 'users', file], settings()));
    const { code, stdout } = await result;
    const shown = stripVTControlCharacters(stdout);
    expect(code).toBe(0);
    expect(shown).toMatch(/█+░+ \d+% · [\d,]+ accounts · [\d,]+\/s · \d+:\d\d left/);
    expect(shown).toContain('8,000 of 8,000 accounts imported');
    // The cursor, which the bar hides, is back at the end.
    expect(stdout.lastIndexOf('\u001B[?25h')).toBeGreaterThan(stdout.lastIndexOf('\u001B[?25l'));
  });

  /** Writes people into a pipe until nobody reads it any more. */
  async function feedUntilRefused(pipe: string): Promise<void> {
    const writer = await open(pipe, 'w');
    const refusal = async () => {
      for (;;) await writer.write(people(500));
    };
    await expect(refusal()).rejects.toMatchObject({ code: 'EPIPE' });
    await writer.close();
  }

  it('ends at Ctrl-C between two batches, and says that the same command goes on', async () => {
    // One that has no end: however late the key comes, there is something left to stop.
    const file = join(folder, 'endless.ndjson');
    await promisify(execFile)('mkfifo', [file]);
    const before = await countAccounts();
    const command = started(startOnTerminal(['import', 'users', file], settings()));
    const fed = feedUntilRefused(file);
    await until('something is written', async () => (await countAccounts()) > before);
    command.stdin?.write('\u0003');
    const { code, stdout } = await command.result;
    await fed;
    expect(code).toBe(1);
    const shown = stripVTControlCharacters(stdout);
    const [, imported = ''] = /([\d,]+) of [\d,]+ accounts imported/.exec(shown) ?? [];
    expect(Number(imported.replaceAll(',', ''))).toBe((await countAccounts()) - before);
    expect(shown).toContain('It was stopped: the same command goes on from there.');
  });
});

describe('import users: what it adds to every sign-in', () => {
  const dear = { passwordHash: argon2.hashSync('pässwörd-Ω', { memoryCost: 1024, timeCost: 3 }) };
  const sentence = /every sign-in with a password takes this too: Argon2id of 1,024 KiB, 3 passes, 1 lanes/;

  it('is said before it is so, and in the dry run', async () => {
    const rehearsal = piped('--json', '--dry-run');
    rehearsal.stdin?.end(people(2, dear));
    const { stderr, stdout } = await rehearsal.result;
    expect(stderr).toMatch(sentence);
    const addedWork = ['Argon2id of 1,024 KiB, 3 passes, 1 lanes'];
    expect(JSON.parse(stdout)).toMatchObject({ addedWork });
    const command = piped();
    command.stdin?.end(people(2, dear));
    const told = await command.result;
    expect(told.stderr).toMatch(sentence);
    const again = piped('--json');
    again.stdin?.end(people(2, dear));
    const { stderr: nothing, stdout: report } = await again.result;
    expect([nothing, JSON.parse(report)]).toMatchObject(['', { imported: 2, addedWork: [] }]);
  });

  it('cannot be Argon2 where @node-rs/argon2 has no build: such rows are refused', async () => {
    await gateway.database.collection('users').deleteMany({ 'password.work': { $exists: true } });
    const withoutBuild = { ...settings(), NAPI_RS_NATIVE_LIBRARY_PATH: '/there/is/none.node' };
    const command = started(startCommand(['import', 'users', '-', '--json'], withoutBuild, 'pipe', 'pipe'));
    command.stdin?.end(people(1, dear) + people(1));
    const { code, stdout } = await command.result;
    expect([code, JSON.parse(stdout)]).toMatchObject([
      3,
      {
        ...{ imported: 1, refused: 1 },
        problems: [
          {
            field: 'passwordHash',
            message: expect.stringContaining('is of Argon2, which needs @node-rs/argon2'),
          },
        ],
      },
    ]);
  });
});
