/** The rooms as settings have them, built and not started: no database is asked, nothing listens. */
import 'reflect-metadata';

import mongoose from 'mongoose';

import { composeRooms } from '../src/compose.js';
import { type Environment, parseConfig } from '../src/config/config.js';
import { systemClock } from '../src/foundation/clock.js';
import { createLogger } from '../src/foundation/logger.js';
import { systemRandomness } from '../src/foundation/randomness.js';
import { buildHouse, type House } from '../src/house/house.js';

/** What is only there where it is set. */
const everything = {
  SECRET: 'not-a-secret-nothing-is-kept-under-it',
  WEBHOOKS: `crm|https://crm.example.com/hook|whsec_${Buffer.alloc(32).toString('base64')}|*`,
  WEBHOOKS_BY_ADMINS: 'true',
};

/** @param environment over the defaults, as of process.env. */
export async function buildAllRooms(environment: Environment = {}): Promise<House> {
  const house = await buildHouse(
    {
      config: parseConfig({ ...everything, ...environment }),
      publicUrl: 'http://localhost:4000',
      connection: mongoose.createConnection(),
      causedBy: 'command',
    },
    {
      clock: systemClock,
      randomness: systemRandomness,
      log: createLogger({ level: 'silent', readable: false }),
      signal: new AbortController().signal,
      report: () => undefined,
      progress: () => undefined,
      onFatal: () => undefined,
    },
  );
  await composeRooms(house);
  return house;
}
