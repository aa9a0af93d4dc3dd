/**
 * What the command line works with: the same rooms on the same database as a gateway's, without HTTP and jobs. Running
 * gateways hear of what it does as they hear of each other, and send the mails that it writes.
 */
import 'reflect-metadata';

import type { Connection } from 'mongoose';

import type { Config } from '../config/config.js';
import { findRunningMongod } from '../database/embedded/running-mongod.js';
import { type OpenDatabase, openDatabase } from '../database/open-database.js';
import { Lifecycle } from '../foundation/lifecycle.js';
import { createSecretBox } from '../foundation/secret-box.js';
import { createResealSeeds } from '../second-factor/reseal-seeds.js';
import { toUser } from '../users/user.type.js';
import type { Parts } from './parts.js';
import { openAllRooms } from './rooms.js';

export type Toolbox = Awaited<ReturnType<typeof openToolbox>>;

/** @throws StartupError where the database cannot be had. */
export async function openToolbox(config: Config, parts: Parts) {
  const lifecycle = new Lifecycle();
  const database = await openSharedDatabase(config, parts);
  lifecycle.onStop(() => database.close());
  try {
    const { rooms, ...tools } = await openTools(config, parts, database.connection);
    lifecycle.onStop(() => rooms.stop());
    return { ...tools, stop: () => lifecycle.stop() };
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
}

/** The embedded database belongs to one process: where a gateway runs it, this one is its guest. */
export async function openSharedDatabase(config: Config, parts: Parts): Promise<OpenDatabase> {
  const { dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome } = config;
  const { log, randomness, signal, report, progress } = parts;
  const mongodbUri = config.mongodbUri ?? (await findRunningMongod(dataDir, randomness));
  const place = { mongodbUri, dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome };
  const onLost = () => {
    parts.onFatal('The embedded database has gone.');
  };
  return openDatabase({ place, log, randomness, signal, report, progress, onLost });
}

async function openTools(config: Config, parts: Parts, connection: Connection) {
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const rooms = await openAllRooms(config, parts, connection, publicUrl, 'command');
  const seeds = createSecretBox(rooms.secrets, 'totp');
  return {
    keys: rooms.keys,
    people: rooms.people,
    /** How a person is written for programs: as on the wire. */
    toUser,
    roles: config.roles,
    resealSeeds: createResealSeeds(rooms.users, rooms.changeUndoModel, seeds),
    rooms,
  };
}
