/**
 * What the command line works with: the same rooms on the same database as a gateway's, without HTTP and jobs. Running
 * gateways hear of what it does as they hear of each other, and send the mails that it writes.
 */
import 'reflect-metadata';

import { composeCommands, composeRooms, type Rooms } from './compose.js';
import type { Config } from './config/config.js';
import type { OpenDatabase } from './database/open-database.js';
import { refuseHalfRestored } from './database/restore-mark.js';
import { Lifecycle } from './foundation/lifecycle.js';
import { StartupError } from './foundation/startup-error.js';
import type { Resealer } from './house/contributions.js';
import type { Parts } from './house/ground.js';
import { buildHouse } from './house/house.js';
import { openSharedDatabase } from './house/open-database.js';
import { allMigrations } from './migrations/all-migrations.js';
import { createMigrations, type Migrations } from './migrations/migrations.js';
import type { TransferRoom } from './transfer/transfer.room.js';
import { toUser } from './users/user.type.js';

/** Connected, with its indexes; `stop` lets go of the database too. */
export interface Toolbox {
  readonly rooms: Rooms & { readonly transfer: TransferRoom };
  /** ROLES. */
  readonly roles: readonly string[];
  readonly resealers: readonly Resealer[];
  readonly migrations: Migrations;
  /** How a person is written for programs: as on the wire. */
  readonly toUser: typeof toUser;
  stop(): Promise<void>;
}

/** A gateway waits for its database as long as that takes; whoever has typed a command, or a nightly job, has to hear of it. */
const PATIENCE_MS = 30_000;

async function openWithinTime(config: Config, parts: Parts, patienceMs: number): Promise<OpenDatabase> {
  // The embedded one is started, and may have to be fetched first.
  if (config.mongodbUri === undefined) return openSharedDatabase(config, parts);
  const tooLate = AbortSignal.timeout(patienceMs);
  const signal = AbortSignal.any([parts.signal, tooLate]);
  return openSharedDatabase(config, { ...parts, signal }).catch((error: unknown) => {
    if (parts.signal.aborted || !tooLate.aborted) throw error;
    throw new StartupError(
      `The database at MONGODB_URI does not answer, or has no primary (waited ${patienceMs / 1_000} s). See: portcullis doctor`,
      { cause: error },
    );
  });
}

/** @param patienceMs how long a database of others may take. @throws StartupError where the database cannot be had. */
export async function openToolbox(config: Config, parts: Parts, patienceMs = PATIENCE_MS): Promise<Toolbox> {
  const lifecycle = new Lifecycle();
  const database = await openWithinTime(config, parts, patienceMs);
  lifecycle.onStop(() => database.close());
  const { connection } = database;
  try {
    const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
    await refuseHalfRestored(connection);
    const house = await buildHouse({ config, publicUrl, connection, causedBy: 'command' }, parts);
    lifecycle.onStop(() => house.stop());
    const rooms = await composeRooms(house);
    const transfer = await composeCommands(house, rooms);
    await house.createIndexes();
    await house.start();
    const resealers = house.list('resealers');
    const migrations = createMigrations({ connection, migrations: allMigrations, ...parts });
    return {
      rooms: { ...rooms, transfer },
      ...{ roles: config.roles, resealers, migrations, toUser },
      stop: () => lifecycle.stop(),
    };
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
}
