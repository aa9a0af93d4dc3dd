/** What the doctor finds, on the configured deployment. It changes nothing: the rooms are built, and not started. */
import 'reflect-metadata';

import { type Connection, createConnection } from 'mongoose';

import { composeRooms } from '../compose.js';
import type { Config } from '../config/config.js';
import { configWarnings } from '../config/warnings.js';
import { hasEmbeddedData } from '../database/embedded/data-dir.js';
import type { OpenDatabase } from '../database/open-database.js';
import { type Check, createCheck, type Finding } from '../foundation/check.js';
import type { Parts } from '../house/ground.js';
import { buildHouse } from '../house/house.js';
import { openSharedDatabase } from '../house/open-database.js';
import { checkClock, checkDatabase, checkIndexes, checkState } from './check-database.js';
import { checkGateway } from './check-gateway.js';
import { checkSettings } from './check-settings.js';

/** How long the database may take to answer before that is the finding. */
const DATABASE_TIMEOUT_MS = 6_000;

/** Every finding, in the order in which a person would look. */
export async function examine(config: Config, parts: Parts): Promise<readonly Finding[]> {
  if (config.mongodbUri === undefined && !hasEmbeddedData(config.dataDir)) return [beforeFirstStart(config)];
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const examineAll = async (connection: Connection, asksDatabase: boolean, settings = config) => {
    const checks = await contributedChecks(settings, parts, connection, publicUrl);
    return findAll(checks.filter((check) => check.asksDatabase === asksDatabase));
  };
  const [settings, database, contributed, gateway] = await Promise.all([
    checkSettings(configWarnings(config)).run(),
    examineDatabase(config, parts, (connection) => examineAll(connection, true)),
    examineAll(createConnection(), false, withoutDatabase(config, parts)),
    checkGateway({ publicUrl, issuer: config.issuer ?? publicUrl, fetch }).run(),
  ]);
  return [...settings, ...database, ...contributed, ...gateway];
}

/** What asks no database opens nothing that SECRET has sealed: it must neither read nor make the one that is kept. */
function withoutDatabase(config: Config, { randomness }: Parts): Config {
  return { ...config, secret: config.secret ?? [randomness(32).toString('base64url')] };
}

/** Opening the embedded database would make one. */
function beforeFirstStart({ dataDir }: Config): Finding {
  return {
    subject: 'Database',
    state: 'good',
    says: `Nothing has been started here yet: the first start makes a database in ${dataDir}.`,
  };
}

/** Building the rooms asks nothing of the connection, which may be none. */
async function contributedChecks(
  config: Config,
  parts: Parts,
  connection: Connection,
  publicUrl: string,
): Promise<readonly Check[]> {
  const house = await buildHouse({ config, publicUrl, connection, causedBy: 'command' }, parts);
  await composeRooms(house);
  return house.list('checks');
}

async function findAll(checks: readonly Check[]): Promise<readonly Finding[]> {
  return (await Promise.all(checks.map((check) => check.run()))).flat();
}

async function examineDatabase(
  config: Config,
  parts: Parts,
  examineContributed: (connection: Connection) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const look = async () => {
    const database = await openWithinTime(config, parts);
    const { connection } = database;
    try {
      const { clock } = parts;
      const state = checkState(connection, parts);
      const own = [checkDatabase(connection), state, checkIndexes(connection), checkClock(connection, clock)];
      const contributed = await examineContributed(connection);
      findings.push(...(await findAll(own)), ...contributed);
    } finally {
      await database.close();
    }
    return [];
  };
  const mend = 'See that MONGODB_URI is right and that the server can be reached from here.';
  return [...(await createCheck('Database', look, mend).run()), ...findings];
}

async function openWithinTime(config: Config, parts: Parts): Promise<OpenDatabase> {
  const signal = AbortSignal.timeout(DATABASE_TIMEOUT_MS);
  return openSharedDatabase(config, { ...parts, signal }).catch((error: unknown) => {
    throw signal.aborted ? new Error('it does not answer') : error;
  });
}
