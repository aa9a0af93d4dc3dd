import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';

import type mongoose from 'mongoose';

import { parseConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/foundation/logger.js';
import { type Gateway, startGateway } from '../../src/gateway.js';
import { databaseUri } from './database-uri.js';
import { GraphQLClient } from './graphql-client.js';
import { connect, type LentDatabase, lendDatabase } from './lent-database.js';
import { MovableClock } from './movable-clock.js';
import { recordLog } from './run-record.js';
import { ROOM } from './timing.js';

export const testSecret = 'a-secret-for-tests-that-is-long-enough';

export interface TestGateway {
  readonly url: string;
  readonly api: GraphQLClient;
  readonly clock: MovableClock;
  /** The database as it lies on disk, past the gateway. */
  readonly database: mongoose.mongo.Db;
  /** Every line it has logged. */
  readonly logLines: readonly string[];
  readonly databaseUri: string;
  /** As SIGHUP does. */
  reload(): void;
  /** Empties its database too, unless that is said to be somebody else's. */
  stop(database?: 'keep' | 'drop'): Promise<void>;
}

async function databaseOf(uri: string | undefined): Promise<LentDatabase> {
  if (uri === undefined) return lendDatabase();
  const { connection, db } = await connect(uri);
  return {
    ...{ uri, db },
    async giveBack() {
      await connection.dropDatabase();
      await connection.close();
    },
    close: () => connection.close(),
  };
}

/** Lower than the settings allow: a hash for each of some thousand passwords is most of what the tests would do. */
const TEST_BCRYPT_COST = 5;

function readSettings(settings: Readonly<Record<string, string>>) {
  const config = parseConfig({
    ...{ HOST: '127.0.0.1', PORT: '0', SECRET: testSecret, SHUTDOWN_DELAY: '0', HASH_CONCURRENCY: '1' },
    ...settings,
  });
  return 'BCRYPT_COST' in settings ? config : Object.freeze({ ...config, bcryptCost: TEST_BCRYPT_COST });
}

/** A whole gateway over real HTTP and a real database of its own; only the clock can be moved. */
export async function startTestGateway(
  settings: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
  const database = await databaseOf(settings['MONGODB_URI']);
  const clock = new MovableClock();
  const logLines: string[] = [];
  const hangUps = new EventEmitter();
  const start = async () => startIn({ ...settings, MONGODB_URI: database.uri }, { clock, logLines, hangUps });
  const gateway = await start().catch(async (reason: unknown) => {
    await database.close();
    throw reason;
  });
  const url = `http://127.0.0.1:${gateway.port}`;
  return {
    url,
    api: new GraphQLClient(`${url}/graphql`),
    clock,
    database: database.db,
    logLines,
    databaseUri: database.uri,
    reload: () => void hangUps.emit('reload'),
    async stop(fate = settings['MONGODB_URI'] === undefined ? 'drop' : 'keep') {
      await gateway.stop(0, 2_000);
      await (fate === 'drop' ? database.giveBack() : database.close());
    },
  };
}

/**
 * Where all test files ask one database at once, three seconds may be too few on a busy machine. Where a test has a database
 * of its own, it may be about just these seconds.
 */
const patienceWith = (uri: string) =>
  new URL(uri).host === new URL(databaseUri('')).host ? { databaseTimeoutMs: ROOM * 3_000 } : {};

async function startIn(
  settings: Readonly<Record<string, string>>,
  { clock, logLines, hangUps }: { clock: MovableClock; logLines: string[]; hangUps: EventEmitter },
): Promise<Gateway> {
  const config = readSettings(settings);
  const log = createLogger({
    level: config.logLevel,
    readable: false,
    destination: {
      write: (line) => {
        logLines.push(line);
        recordLog(line);
      },
    },
  });
  return startGateway(config, {
    ...patienceWith(settings['MONGODB_URI'] ?? ''),
    clock,
    log,
    reloads: {
      subscribe(listener) {
        hangUps.on('reload', listener);
        return () => hangUps.off('reload', listener);
      },
    },
    randomness: randomBytes,
    signal: new AbortController().signal,
    report: () => undefined,
    progress: () => undefined,
    onFatal: (reason) => {
      throw new Error(reason);
    },
  });
}
