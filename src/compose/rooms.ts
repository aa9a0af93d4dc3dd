/** The rooms, from the database up to the resolvers. */
import type { Connection } from 'mongoose';
import type { LimitSource } from '../abuse/source-limits.js';
import type { AuditWriter } from '../audit/audit-writer.js';
import type { Config } from '../config/config.js';
import { keepSecret } from '../config/kept-secret.js';
import { createInTransaction } from '../database/transaction.js';
import { Events } from '../foundation/events.js';
import { Lifecycle } from '../foundation/lifecycle.js';
import { createSecrets } from '../foundation/secrets.js';
import { erasureJob } from '../jobs/erasure.job.js';
import { deadKeysJob, keyRotationJob } from '../jobs/keys.job.js';
import { outboxJob } from '../jobs/outbox.job.js';
import { startSchedule } from '../jobs/schedule.js';
import { NOTICE_KIND } from '../mail/notices.js';
import type { Outbox } from '../mail/outbox.js';
import { loadMessages } from '../messages/load-messages.js';
import { logEvents } from '../observe/log-events.js';
import { createMetrics } from '../observe/metrics.js';
import { createHashPool } from '../passwords/hash-pool.js';
import { openAdminSet } from '../users/admin-set.js';
import { createAvailability } from '../users/availability.js';
import { createFindUser } from '../users/find-user.js';
import { createPhoneNumbers, type PhoneNumbers } from '../users/phone-number.js';
import type { UserModel } from '../users/user.model.js';
import { UsersResolver } from '../users/users.resolver.js';
import { openAbuse } from './abuse.js';
import { openAccount } from './account.js';
import { openAccounts } from './accounts.js';
import { type AdministrationParts, openAdministration } from './administration.js';
import { type AuditRoom, openAudit } from './audit.js';
import { openKeys } from './keys.js';
import type { LinkRoom } from './mail-links.js';
import { openMail } from './mail.js';
import { openModels } from './models.js';
import type { Parts } from './parts.js';
import { openFeed, openSessions } from './sessions.js';
import { openPasswords } from './sign-in.js';

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** All rooms, and what is done by the clock. */
export async function openRooms(config: Config, parts: Parts, connection: Connection, publicUrl: string) {
  const rooms = await openAllRooms(config, parts, connection, publicUrl, 'requests');
  try {
    const schedule = await startJobs(config, parts, rooms);
    return { ...rooms, stop: () => stopRooms([schedule, rooms]) };
  } catch (error) {
    await rooms.stop();
    throw error;
  }
}

async function startJobs(config: Config, parts: Parts, rooms: Awaited<ReturnType<typeof openAllRooms>>) {
  const { rotateKeys } = rooms.keys;
  await rotateKeys.ensureKeys();
  // A wrong SECRET is told now, and not to the first who signs in.
  await rooms.keyRing.signer();
  const rotation = keyRotationJob({
    keys: rotateKeys,
    cron: config.keyRotationCron,
    clock: parts.clock,
    log: parts.log,
  });
  // A tick may have come while no replica was up.
  await rotation.run();
  const jobs = [outboxJob(rooms.worker), erasureJob(rooms.eraseUsers), rotation, deadKeysJob(rotateKeys)];
  return startSchedule(jobs, parts.log);
}

/**
 * What was opened is stopped again where a later part cannot be.
 * @param causedBy what happens here: requests of people, or the command line.
 */
export async function openAllRooms(
  config: Config,
  parts: Parts,
  connection: Connection,
  publicUrl: string,
  causedBy: 'requests' | 'command',
) {
  const lifecycle = new Lifecycle();
  const stop = () => lifecycle.stop();
  try {
    return { ...(await openEach(config, parts, { connection, publicUrl, causedBy, lifecycle })), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Surroundings {
  readonly connection: Connection;
  readonly publicUrl: string;
  readonly causedBy: 'requests' | 'command';
  readonly lifecycle: Lifecycle;
}

async function openEach(
  config: Config,
  parts: Parts,
  { connection, publicUrl, causedBy, lifecycle }: Surroundings,
) {
  const stopAtEnd = (room: { stop(): Promise<void> | void }) => {
    lifecycle.onStop(async () => room.stop());
  };
  const ground = await openGround(config, parts, connection, causedBy);
  const { events, users, catalogue } = ground;
  const audit = openAudit(parts, ground);
  stopAtEnd(audit.writer);
  const isFed = () => feed.changes.isAlive();
  const keys = openKeys(config, parts, { ...ground, isFed });
  const feed = openFeed(config, parts, { ...ground, ...keys, connection });
  stopAtEnd(feed.changes);
  await feed.changes.start();
  const { keyRing } = keys;
  const mail = openMail(config, parts, { ...ground, publicUrl });
  const sessionRoom = openSessions(config, parts, { ...ground, ...mail, feed, keyRing, publicUrl });
  const abuse = await openAbuse(config, parts, { ...ground, connection, publicUrl });
  stopAtEnd(abuse.limitStore);
  const pool = createHashPool(config.hashConcurrency, config.hashQueue);
  stopAtEnd(pool);
  const phoneNumbers = createPhoneNumbers(config.defaultCountry);
  const shared = {
    ...ground,
    ...abuse,
    ...mail,
    ...openPasswords(config, pool),
    userCache: feed.userCache,
    sessionRoom,
    publicUrl,
  };
  const accounts = await openAccounts(config, parts, { ...shared, phoneNumbers });
  const people = await openPeople(config, parts, { ...shared, ...accounts, audit, phoneNumbers });
  const reads = openUsers(config, { ...shared, phoneNumbers });
  const worker = mail.createWorker({ ...accounts.jobs, [NOTICE_KIND]: mail.notices.job });
  const metrics = openMetrics(events, mail.outbox, audit.writer);
  stopAtEnd(metrics);
  stopAtEnd(worker);
  const { cookies, forResourceServers, readRevocationList, authenticate } = sessionRoom;
  return {
    ...{ keys, keyRing, worker, users, catalogue, metrics },
    hasher: shared.hasher,
    ...{ cookies, forResourceServers, readRevocationList, authenticate },
    eraseUsers: people.eraseUsers,
    people: people.useCases,
    secrets: ground.secrets,
    changeUndoModel: ground.models.changeUndos,
    links: accounts.links,
    codeFlowRoutes: { ...accounts.codeFlowRoutes, limitStart: abuse.limitProvider },
    brand: mail.brand,
    pageCaptcha: abuse.captchaWidget?.page,
    devMailbox: mail.devMailbox,
    resolvers: [reads, ...sessionRoom.resolvers, ...accounts.resolvers, ...people.resolvers, audit.resolver],
    inputRules: { ...accounts.inputRules, ...people.inputRules },
  };
}

type PeopleParts = Omit<AdministrationParts, 'liveLinks' | 'orders'> & {
  readonly links: Pick<LinkRoom, 'links' | 'orders'>;
  readonly audit: AuditRoom;
};

/** Their own accounts, and those of others. */
async function openPeople(config: Config, own: Parts, { links, audit, ...parts }: PeopleParts) {
  const shared = { ...parts, liveLinks: links.links, orders: links.orders };
  const account = openAccount(config, own, {
    ...shared,
    moreErasers: [(userId) => audit.forget(userId)],
    moreCollectors: { activity: audit.collectActivity },
  });
  const administration = await openAdministration(config, own, shared);
  return {
    eraseUsers: account.eraseUsers,
    useCases: { ...administration.useCases, endAccount: account.endAccount },
    resolvers: [account.resolver, ...administration.resolvers],
    inputRules: { ...account.inputRules, ...administration.inputRules },
  };
}

/** In the order given: what takes work in stops before what does it. */
async function stopRooms(rooms: readonly { stop(): Promise<void> | void }[]): Promise<void> {
  for (const room of rooms) await room.stop();
}

/** What every room stands on. */
async function openGround(
  config: Config,
  { clock, log, randomness }: Parts,
  connection: Connection,
  causedBy: 'requests' | 'command',
) {
  const secrets = createSecrets(config.secret ?? [await keepSecret(config.dataDir, randomness)]);
  const events = new Events(clock, causedBy);
  events.subscribe(logEvents(log));
  const models = await openModels(connection, config);
  const { users, sessions } = models;
  const inTransaction = createInTransaction(connection);
  const adminSet = await openAdminSet(models.adminSets, users);
  return {
    models,
    secrets,
    events,
    users,
    sessions,
    adminSet,
    inTransaction,
    catalogue: await loadMessages(),
  };
}

interface UserParts {
  readonly users: UserModel;
  readonly phoneNumbers: PhoneNumbers;
  readonly limitAvailability: LimitSource;
}

function openUsers({ availabilityQueries: isEnabled }: Config, parts: UserParts) {
  const availability = createAvailability({
    ...parts,
    parsePhoneNumber: parts.phoneNumbers.parse,
    limitSource: parts.limitAvailability,
    isEnabled,
  });
  return new UsersResolver(availability, createFindUser(parts.users));
}

function openMetrics(events: Events, outbox: Outbox, audit: AuditWriter) {
  const metrics = createMetrics({ countMails: () => outbox.count(), auditBacklog: () => audit.backlog() });
  events.subscribe(metrics.listen);
  return metrics;
}
