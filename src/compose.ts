/**
 * The composition root: plain construction in dependency order. Every room gets here what it needs, and nothing
 * is looked up anywhere else. compose/ holds one file for each part that takes more than a few lines.
 */
import 'reflect-metadata';

import { createDemo, type Demo, refuseExposedDemo } from './compose/demo.js';
import { createHttp } from './compose/http.js';
import type { Parts } from './compose/parts.js';
import { openRooms } from './compose/rooms.js';
import type { Config } from './config/config.js';
import { pingDatabase } from './database/connect.js';
import { openDatabase } from './database/open-database.js';
import { Lifecycle } from './foundation/lifecycle.js';
import { createGraphQLHandler } from './graphql/graphql-handler.js';
import { createSchema } from './graphql/schema.js';
import { createHealth } from './server/health.js';
import { openListener } from './server/listener.js';

export interface Gateway {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly port: number;
  readonly isDatabaseEmbedded: boolean;
  /** Two accounts to look around with, or why there are none. */
  createDemo(): Promise<Demo>;
  /** Ready no more, still accepting for `delayMs`; then finishes what runs within `timeoutMs`, and closes. */
  stop(delayMs: number, timeoutMs: number): Promise<void>;
}

/** @throws StartupError where it cannot start; then everything that was opened is closed again. */
export async function startGateway(config: Config, parts: Parts): Promise<Gateway> {
  const lifecycle = new Lifecycle();
  const listener = await openListener(config.host, config.port);
  const publicUrl = config.publicUrl ?? `http://localhost:${listener.port}`;
  try {
    const database = await openConfiguredDatabase(config, parts);
    lifecycle.onStop(() => database.close());
    const health = createHealth(() => pingDatabase(database.connection));
    const rooms = await openRooms(config, parts, database.connection, publicUrl);
    lifecycle.onStop(() => rooms.stop());
    await refuseExposedDemo(config, rooms);
    const schema = await createSchema(config.roles, rooms.resolvers);
    const { introspection } = config;
    const graphql = await createGraphQLHandler({ schema, inputRules: rooms.inputRules, introspection });
    lifecycle.onStop(() => graphql.stop());
    listener.serve(createHttp(config, parts.log, rooms, { schema, graphql, health, publicUrl }));
    return {
      publicUrl,
      port: listener.port,
      isDatabaseEmbedded: database.isEmbedded,
      createDemo: () => createDemo(config, rooms),
      async stop(delayMs, timeoutMs) {
        health.retire();
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        await listener.close(timeoutMs);
        await lifecycle.stop();
      },
    };
  } catch (error) {
    await listener.close(0);
    await lifecycle.stop();
    throw error;
  }
}

function openConfiguredDatabase(config: Config, parts: Parts) {
  const { log, randomness, signal, report, progress, databaseTimeoutMs: timeoutMs } = parts;
  const onLost = () => {
    parts.onFatal('The embedded database has gone.');
  };
  const { mongodbUri, dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome } = config;
  const place = { mongodbUri, dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome };
  return openDatabase({ place, log, timeoutMs, randomness, signal, report, progress, onLost });
}
