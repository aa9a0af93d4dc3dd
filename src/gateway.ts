/** The gateway as a whole: database, rooms, schema and HTTP, started in this order and stopped in the other. */
import 'reflect-metadata';

import { composeRooms, composeService } from './compose.js';
import type { Config } from './config/config.js';
import { refuseHalfRestored } from './database/restore-mark.js';
import type { Demo } from './demo/demo-accounts.js';
import { Lifecycle } from './foundation/lifecycle.js';
import type { Parts } from './house/ground.js';
import { buildHouse } from './house/house.js';
import { openOwnDatabase } from './house/open-database.js';
import { allMigrations } from './migrations/all-migrations.js';
import { createMigrations } from './migrations/migrations.js';
import { createListener } from './server/listener.js';

/** One that serves: its port is open, the indexes stand, and jobs run. */
export interface Gateway {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly port: number;
  readonly isDatabaseEmbedded: boolean;
  /** Two accounts to look around with, or why there are none. */
  createDemo(): Promise<Demo>;
  /** Ready no more, still accepting for `delayMs`; then finishes what runs within `timeoutMs`, and closes. 0: without waiting for who comes. */
  stop(delayMs: number, timeoutMs: number): Promise<void>;
}

/** @throws StartupError where it cannot start; then everything that was opened is closed again. */
export async function startGateway(config: Config, parts: Parts): Promise<Gateway> {
  const lifecycle = new Lifecycle();
  const listener = createListener(config.host, config.port, config);
  // Beside others that answer, whoever cannot yet is not to be asked.
  const opensLate = parts.siblings?.hasElders === true && config.port !== 0;
  const port = opensLate ? config.port : await listener.open();
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  try {
    const database = await openOwnDatabase(config, parts);
    lifecycle.onStop(() => database.close());
    listener.waitFor('starting');
    const { connection, isEmbedded } = database;
    await refuseHalfRestored(connection);
    const house = await buildHouse({ config, publicUrl, connection, causedBy: 'requests' }, parts);
    lifecycle.onStop(() => house.stop());
    const rooms = await composeRooms(house);
    const server = await composeService(house, rooms);
    await house.createIndexes();
    const { migrationsAtStart } = config;
    await createMigrations({ connection, migrations: allMigrations, ...parts }).atStart(migrationsAtStart);
    await house.start();
    await house.startJobs();
    await rooms.demo.refuseExposed();
    const answer = server.createRequestListener();
    const { countLasting: lasting } = server;
    listener.serve({ answer, upgrade: server.createUpgradeListener, lasting });
    if (opensLate) await listener.open();
    // A turn later: whoever waits for this gateway hears first.
    setImmediate(() => {
      house.warm().catch((error: unknown) => {
        // As a file of the installation that is missing: nobody could choose a password.
        parts.onFatal(`What requests need cannot be made ready: ${(error as Error).message}`);
      });
    });
    return {
      publicUrl,
      port,
      isDatabaseEmbedded: isEmbedded,
      createDemo: () => rooms.demo.createDemo(),
      async stop(delayMs, timeoutMs) {
        server.retire();
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        const drainingAt = performance.now();
        if (delayMs > 0) await listener.drain();
        server.hangUp();
        await listener.close(timeoutMs - (performance.now() - drainingAt));
        await lifecycle.stop();
      },
    };
  } catch (error) {
    await listener.close(0);
    await lifecycle.stop();
    throw error;
  }
}
