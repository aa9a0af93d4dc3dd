/**
 * Changes of what older versions have stored, in their order, by one process at a time. Knows no model: each migration names
 * what it changes itself.
 */
import { setTimeout } from 'node:timers/promises';

import type { Connection } from 'mongoose';

import type { Logger } from '../foundation/logger.js';
import type { Randomness } from '../foundation/randomness.js';
import { StartupError } from '../foundation/startup-error.js';
import { createMigrationRecords, type MigrationRecord, type MigrationRecords } from './migration-records.js';
import type { Migration } from './migration.js';

/** How far one is. `unknown`: a newer version has done it. `undone`: it was finished, and an older version has undone it since. */
export interface MigrationStatus {
  readonly name: string;
  readonly does: string | undefined;
  readonly state: 'pending' | 'begun' | 'finished' | 'undone' | 'unknown';
  readonly finishedAt: Date | undefined;
}

/** Of one connection and one list; several processes may be at it at once, since each migration is under a lease. */
export interface Migrations {
  list(): Promise<readonly MigrationStatus[]>;
  /** All that are pending; waits where another process is at one, and goes on where one was killed. @returns what this one has finished. */
  apply(say?: (text: string) => void): Promise<readonly string[]>;
  /** What a gateway does before it serves. @throws StartupError where some are pending and are to be applied by hand. */
  atStart(mode: 'apply' | 'refuse'): Promise<void>;
}

export interface MigrationsOptions {
  readonly connection: Connection;
  readonly migrations: readonly Migration[];
  readonly randomness: Randomness;
  readonly log: Logger;
  /** Ends a wait, and the work between two batches. */
  readonly signal: AbortSignal;
}

const RENEWAL_MS = 5_000;
const POLL_MS = 250;

/** Asks nothing of the database yet. */
export function createMigrations(options: MigrationsOptions): Migrations {
  const { connection, migrations, randomness, log, signal } = options;
  const records = createMigrationRecords(connection, randomness(16).toString('base64url'));
  const list = async () => tellUndone(options, statuses(migrations, await records.list()));
  const findPending = async () => {
    const all = await list();
    for (const { name, state } of all) if (state === 'undone') await records.reopen(name);
    const due = new Set(all.filter(({ state }) => isDue(state)).map(({ name }) => name));
    return migrations.filter(({ name }) => due.has(name));
  };
  const apply: Migrations['apply'] = async (say) => {
    const finished: string[] = [];
    for (const migration of await findPending()) {
      say?.(`${migration.name}: ${migration.does}`);
      if (!(await applyOne({ connection, records, migration, signal }))) continue;
      finished.push(migration.name);
      log.info({ migration: migration.name }, 'migration applied');
    }
    return finished;
  };
  return {
    list,
    apply,
    async atStart(mode) {
      const all = await list();
      const newer = all.filter(({ state }) => state === 'unknown').map(({ name }) => name);
      if (newer.length > 0) log.warn({ newer }, 'the database was migrated by a newer version');
      const pending = all.filter(({ state }) => isPending(state)).map(({ name }) => name);
      if (pending.length > 0 && mode === 'refuse') throw new StartupError(refusal(pending));
      // What an older version has undone does no harm: `refuse` leaves it to the next `migrate up`.
      if (mode === 'apply' && all.some(({ state }) => isDue(state))) await apply();
    },
  };
}

const isPending = (state: MigrationStatus['state']) => state === 'pending' || state === 'begun';
const isDue = (state: MigrationStatus['state']) => state === 'undone' || isPending(state);

const refusal = (pending: readonly string[]) =>
  [
    `The database has not been migrated to this version, and MIGRATIONS=refuse leaves that to you: ${pending.join(', ')}.`,
    'Run: portcullis migrate up',
  ].join('\n');

function statuses(
  migrations: readonly Migration[],
  records: readonly MigrationRecord[],
): readonly MigrationStatus[] {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = records.filter(({ _id }) => !known.has(_id));
  return [
    ...migrations.map(({ name, does }) => {
      const record = records.find(({ _id }) => _id === name);
      return { name, does, state: stateOf(record), finishedAt: record?.finishedAt };
    }),
    ...unknown.map(({ _id, finishedAt }) => ({
      ...{ name: _id, does: undefined, state: 'unknown' as const, finishedAt },
    })),
  ];
}

function stateOf(record: MigrationRecord | undefined): MigrationStatus['state'] {
  if (record?.finishedAt !== undefined) return 'finished';
  return record?.startedAt === undefined ? 'pending' : 'begun';
}

async function tellUndone(
  { connection: { db }, migrations }: MigrationsOptions,
  all: readonly MigrationStatus[],
): Promise<readonly MigrationStatus[]> {
  if (db === undefined) throw new Error('The database is not connected.');
  return Promise.all(
    all.map(async (status) => {
      const migration = migrations.find(({ name }) => name === status.name);
      const isUndone = status.state === 'finished' && (await migration?.isUndone?.(db)) === true;
      return isUndone ? { ...status, state: 'undone' as const } : status;
    }),
  );
}

interface Work {
  readonly connection: Connection;
  readonly records: MigrationRecords;
  readonly migration: Migration;
  readonly signal: AbortSignal;
}

/** @returns whether it was this process that finished it. */
async function applyOne(work: Work): Promise<boolean> {
  const { records, migration, signal } = work;
  for (;;) {
    const claimed = await records.claim(migration.name);
    if (claimed !== undefined && (await runClaimed(work, claimed.position))) return true;
    const record = (await records.list()).find(({ _id }) => _id === migration.name);
    if (record?.finishedAt !== undefined) return false;
    await setTimeout(POLL_MS, undefined, { signal });
  }
}

/** @returns false where another has taken it over meanwhile, since this process was silent. */
async function runClaimed(work: Work, position: string | undefined): Promise<boolean> {
  const { records, migration } = work;
  const renewal = setInterval(() => {
    // Whether it is lost is found out with the next position.
    records.renew(migration.name).catch(() => undefined);
  }, RENEWAL_MS);
  try {
    return await runBatches(work, position);
  } catch (error) {
    await records.release(migration.name).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

async function runBatches(
  { connection, records, migration, signal }: Work,
  begin: string | undefined,
): Promise<boolean> {
  if (connection.db === undefined) throw new Error('The database is not connected.');
  let position = begin;
  for (;;) {
    signal.throwIfAborted();
    position = await migration.step(connection.db, position);
    if (position === undefined) return records.finish(migration.name);
    if (!(await records.advance(migration.name, position))) return false;
  }
}
