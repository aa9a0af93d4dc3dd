/** The rooms, from the database up to the resolvers. */
import type { Connection } from 'mongoose';
import type { Config } from '../config/config.js';
import { keepSecret } from '../config/kept-secret.js';
import { createIndexes } from '../database/create-indexes.js';
import { Events } from '../foundation/events.js';
import { createSecretBox } from '../foundation/secret-box.js';
import { createSecrets } from '../foundation/secrets.js';
import { openKeyRing } from '../keys/key-ring.js';
import { createSigningKeyModel } from '../keys/signing-key.model.js';
import { logEvents } from '../observe/log-events.js';
import { createHashPool } from '../passwords/hash-pool.js';
import { createSessionModel } from '../sessions/session.model.js';
import { createAvailability } from '../users/availability.js';
import { createPhoneNumberParser } from '../users/phone-number.js';
import { createUserModel } from '../users/user.model.js';
import { UsersResolver } from '../users/users.resolver.js';
import type { Parts } from './parts.js';
import { openFeed, openSessions } from './sessions.js';
import { openSignIn } from './sign-in.js';

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

export async function openRooms(config: Config, parts: Parts, connection: Connection, publicUrl: string) {
  const { clock, log } = parts;
  const secrets = createSecrets(config.secret ?? [await keepSecret(config.dataDir, parts.randomness)]);
  const events = new Events(clock);
  events.subscribe(logEvents(log));
  const users = createUserModel(connection);
  const sessions = createSessionModel(connection);
  const signingKeys = createSigningKeyModel(connection);
  // Uniqueness rests on them: they stand before the first request is served.
  await Promise.all([createIndexes(users), createIndexes(sessions), createIndexes(signingKeys)]);
  const feed = openFeed(config, parts, connection, users, sessions);
  await feed.changes.start();
  const box = createSecretBox(secrets, 'signing-keys');
  const keyRing = await openKeyRing({ model: signingKeys, box, events, clock });

  const sessionRoom = openSessions(config, parts, {
    users,
    sessions,
    feed,
    keyRing,
    secrets,
    events,
    publicUrl,
  });
  const pool = createHashPool(config.hashConcurrency, config.hashQueue);
  const { startSession } = sessionRoom;
  const parsePhoneNumber = createPhoneNumberParser(config.defaultCountry);
  const signInRoom = openSignIn(config, parts, {
    users,
    userCache: feed.userCache,
    events,
    pool,
    startSession,
    parsePhoneNumber,
  });
  const availability = createAvailability({ users, parsePhoneNumber, isEnabled: config.availabilityQueries });
  return {
    keyRing,
    stop: () => Promise.all([pool.stop(), feed.changes.stop()]).then(() => undefined),
    authenticate: sessionRoom.authenticate,
    resolvers: [new UsersResolver(availability), sessionRoom.resolver, signInRoom.resolver],
    inputRules: signInRoom.inputRules,
  };
}
