/** Several processes at one migration, and one that is killed in the middle of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type mongoose from 'mongoose';

import { createLogger } from '../../src/foundation/logger.js';
import { systemRandomness } from '../../src/foundation/randomness.js';
import type { Migration } from '../../src/migrations/migration.js';
import { createMigrations } from '../../src/migrations/migrations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { until } from '../harness/gateway-process.js';
import { connect } from '../harness/lent-database.js';

let uri: string;
let connection: mongoose.Connection;
let db: mongoose.mongo.Db;
beforeAll(async () => {
  uri = freshDatabaseUri();
  ({ connection, db } = await connect(uri));
});
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await connection.dropDatabase();
  await connection.close();
});

interface Process {
  readonly lines: readonly string[];
  readonly exited: Promise<number | null>;
  kill(): void;
}

function startProcess(pauseMs: number): Process {
  const program = join(import.meta.dirname, 'migration-process.ts');
  const args = ['--import', 'tsx', '--conditions=source', program, uri, String(pauseMs)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { lines, exited, kill: () => void child.kill('SIGKILL') };
}

const batches = () => db.collection('batches').find().sort({ _id: 1 }).toArray();
const records = () => db.collection<{ _id: string; leaseUntil: Date }>('migrations');
const numbersOf = ({ lines }: Process) => lines.filter((line) => /^\d+$/.test(line)).map(Number);

describe('migrations', () => {
  it('are done once by two at the same time, and go on where one was killed', async () => {
    const first = startProcess(100);
    await until('it is in the middle', () => first.lines.includes('10'));
    const second = startProcess(0);
    await until('another waits', () => second.lines.includes('ready'));
    const then = numbersOf(first).length;
    await until('the first has gone on beside it', () => numbersOf(first).length >= then + 20);
    expect(numbersOf(second)).toEqual([]);
    first.kill();
    await first.exited;
    const left = await records().findOne({ _id: '0001-count' });
    expect(left).toMatchObject({ position: expect.stringMatching(/^\d+$/), owner: expect.any(String) });
    // Thirty seconds later.
    await records().updateOne({ _id: '0001-count' }, { $set: { leaseUntil: new Date(0) } });
    const third = startProcess(0);
    expect([await second.exited, await third.exited]).toEqual([0, 0]);
    const done = await batches();
    expect(done).toHaveLength(300);
    // But for the one batch whose position was not stored, each was done once.
    expect(done.filter(({ times }) => times !== 1).length).toBeLessThanOrEqual(1);
    const after = [...numbersOf(second), ...numbersOf(third)];
    expect(after[0]).toBe(Number((left as unknown as { position: string }).position));
    expect(after).toHaveLength(300 - (after[0] ?? 0));
    expect([...second.lines, ...third.lines].filter((line) => line.startsWith('finished')).sort()).toEqual([
      'finished 0',
      'finished 1',
    ]);
  });

  it('whoever has lost the lease does not go on, and stores nothing', async () => {
    const seen: string[] = [];
    const make = (name: string, step: Migration['step']) =>
      createMigrations({
        ...{ connection, randomness: systemRandomness, signal: new AbortController().signal },
        migrations: [{ name: '0002-slow', does: 'is slow', step }],
        log: createLogger({ level: 'silent', readable: false }),
      }).apply((text) => seen.push(`${name} ${text}`));
    let goOn = (): void => undefined;
    const frozen = new Promise<void>((resolve) => (goOn = resolve));
    const slow = make('slow', async (_, position) => {
      if (position === 'other') return undefined;
      await frozen;
      return 'mine';
    });
    await until('it has begun', async () => (await records().findOne({ _id: '0002-slow' }))?.leaseUntil);
    await records().updateOne({ _id: '0002-slow' }, { $set: { leaseUntil: new Date(0) } });
    const other = await make('other', (_, position) =>
      Promise.resolve(position === undefined ? 'other' : undefined),
    );
    goOn();
    expect([other, await slow]).toEqual([['0002-slow'], []]);
    const record = await records().findOne({ _id: '0002-slow' });
    expect(Object.keys(record ?? {}).sort()).toEqual(['_id', 'finishedAt', 'schemaVersion', 'startedAt']);
  });

  it('one that fails is pending still, and the next may begin at once', async () => {
    let fails = true;
    const migrations = createMigrations({
      ...{ connection, randomness: systemRandomness, signal: new AbortController().signal },
      migrations: [
        {
          name: '0003-fails',
          does: 'fails',
          step: () => (fails ? Promise.reject(new Error('no')) : Promise.resolve(undefined)),
        },
      ],
      log: createLogger({ level: 'silent', readable: false }),
    });
    await expect(migrations.apply()).rejects.toThrow('no');
    await expect(migrations.atStart('refuse')).rejects.toThrow(/migrate up/);
    fails = false;
    await migrations.atStart('apply');
    await migrations.atStart('refuse');
    expect((await migrations.list()).map(({ name, state }) => `${name} ${state}`)).toEqual([
      '0003-fails finished',
      '0001-count unknown',
      '0002-slow unknown',
    ]);
  });
});
