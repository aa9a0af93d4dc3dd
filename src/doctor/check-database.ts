import type { Connection, Schema } from 'mongoose';

import { refuseHalfRestored } from '../database/restore-mark.js';
import { type Check, createCheck, good, warning, wrong } from '../foundation/check.js';
import type { Clock } from '../foundation/clock.js';
import type { Parts } from '../house/ground.js';
import { allMigrations } from '../migrations/all-migrations.js';
import { createMigrations } from '../migrations/migrations.js';

const OLDEST_MAJOR = 6;
/** Tokens and keys tolerate a minute; a machine that keeps no time drifts on. */
const SKEW_WARNING_MS = 5_000;
const SKEW_WRONG_MS = 60_000;

interface Member {
  readonly name: string;
  readonly health: number;
  readonly stateStr: string;
}

/** Which server it is, whether it is old, and how many stand behind it. */
export function checkDatabase(connection: Connection): Check {
  const look = async () => {
    const admin = connection.getClient().db().admin();
    const { version } = (await admin.command({ buildInfo: 1 })) as unknown as { version: string };
    const members = await admin
      .command({ replSetGetStatus: 1 })
      .then((status) => status['members'] as readonly Member[])
      // A user without clusterMonitor may not ask, and needs not.
      .catch(() => undefined);
    const lost = (members ?? []).filter(({ health }) => health !== 1).map(({ name }) => name);
    return [
      Number.parseInt(version, 10) < OLDEST_MAJOR
        ? wrong(
            `MongoDB ${version} is older than ${OLDEST_MAJOR}.0`,
            'Upgrade it: older ones are not tested.',
          )
        : good(`MongoDB ${version} answers${members ? `, ${members.length} in its replica set` : ''}`),
      ...(lost.length > 0
        ? [
            warning(
              `of its replica set, ${lost.join(', ')} does not answer`,
              'Look at rs.status() in mongosh.',
            ),
          ]
        : []),
    ];
  };
  return createCheck(
    'Database',
    look,
    'See that MONGODB_URI is right and that the server can be reached from here.',
  );
}

/** Whether all of it is there, and as this version has it; nothing where both is so. */
export function checkState(connection: Connection, parts: Parts): Check {
  const look = async () => {
    await refuseHalfRestored(connection);
    const all = await createMigrations({ connection, migrations: allMigrations, ...parts }).list();
    const pending = all.filter(({ state }) => state === 'pending' || state === 'begun');
    if (pending.length === 0) return [];
    const names = pending.map(({ name }) => name).join(', ');
    return [warning(`it has not been migrated to this version: ${names}`, 'portcullis migrate up')];
  };
  return createCheck('Database', look, 'docs/operations.md has what a restore does.');
}

/** Uniqueness and speed rest on them; a gateway makes them when it starts. */
export function checkIndexes(connection: Connection): Check {
  const look = async () => {
    const missing: string[] = [];
    for (const model of Object.values(connection.models)) {
      const wanted = (model.schema as Schema).indexes().map(nameOf);
      const there = await model.collection.indexes().catch(() => []);
      const known = new Set(there.map(({ name }) => name));
      missing.push(
        ...wanted.filter((name) => !known.has(name)).map((name) => `${model.collection.name}.${name}`),
      );
    }
    if (missing.length === 0) return [good('every index is there')];
    return [wrong(`${missing.sort().join(', ')} missing`, 'Start a gateway of this version: it makes them.')];
  };
  return createCheck('Indexes', look, 'Give the database user readWrite on this database.');
}

/** By name, since some of one collection differ in what they are of alone; without one, the server's own name for it. */
function nameOf([fields, { name }]: [object, { readonly name?: string }]): string {
  return (
    name ??
    Object.entries(fields)
      .map(([field, direction]) => `${field}_${direction}`)
      .join('_')
  );
}

export function checkClock(connection: Connection, clock: Clock): Check {
  const look = async () => {
    const before = clock.now().getTime();
    const { localTime } = (await connection.getClient().db().command({ hello: 1 })) as unknown as {
      localTime: Date;
    };
    const middle = (before + clock.now().getTime()) / 2;
    const skewMs = Math.abs(localTime.getTime() - middle);
    const says = `${(skewMs / 1_000).toFixed(1)} s apart from the database`;
    if (skewMs > SKEW_WRONG_MS)
      return [wrong(says, 'Set both clocks by NTP: tokens are refused past a minute.')];
    if (skewMs > SKEW_WARNING_MS) return [warning(says, 'Set both clocks by NTP.')];
    return [good(says)];
  };
  return createCheck('Clock', look, 'The database does not tell its time.');
}
