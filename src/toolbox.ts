/**
 * What the command line works with: the same rooms on the same database as a gateway's, without HTTP and jobs. Running
 * gateways hear of what it does as they hear of each other, and send the mails that it writes.
 */
import 'reflect-metadata';

import { composeCommands, composeRooms, type Rooms } from './compose.js';
import type { Config } from './config/config.js';
import { refuseHalfRestored } from './database/restore-mark.js';
import { Lifecycle } from './foundation/lifecycle.js';
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

/** @throws StartupError where the database cannot be had. */
export async function openToolbox(config: Config, parts: Parts): Promise<Toolbox> {
  const lifecycle = new Lifecycle();
  const database = await openSharedDatabase(config, parts);
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
