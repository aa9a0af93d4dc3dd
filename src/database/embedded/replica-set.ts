/**
 * Makes a fresh mongod a one-node replica set with one application user, and mends what a crash or a changed port
 * left. Every step may be repeated. It speaks as mongod's internal user, whose password is the key file's content:
 * so authentication is on from the first moment and the localhost exception is never needed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { z } from 'zod';

export const setName = 'portcullis';
const userName = 'portcullis';
const databaseName = 'portcullis';

const roles = ['readWriteAnyDatabase', 'dbAdminAnyDatabase', 'clusterMonitor'].map((role) => ({
  role,
  db: 'admin',
}));
/** Of the two mechanisms the weaker would be stored as well, if it were not left out here. */
const mechanisms = ['SCRAM-SHA-256'];

const notYetInitialized = 94;
const userNotFound = 11;
const primaryLimitMs = 60_000;
const loadLimitMs = 2000;
const lookPauseMs = 20;

/** Whether the set can be used, or mongod must first be killed and started again. */
export type Preparation = 'ready' | 'restart';

export interface ReplicaSetAccess {
  readonly port: number;
  readonly key: string;
  readonly password: string;
}

const configSchema = z.looseObject({
  version: z.int(),
  members: z.array(z.looseObject({ host: z.string() })).length(1),
});

type ReplicaSetConfig = z.infer<typeof configSchema>;

function hasCode(error: unknown, code: number): boolean {
  return error instanceof mongo.MongoServerError && error.code === code;
}

/** The configuration as stored; nothing on a fresh database. */
async function readStored(client: mongo.MongoClient): Promise<ReplicaSetConfig | undefined> {
  const stored = await client.db('local').collection('system.replset').findOne();
  return stored === null ? undefined : configSchema.parse(stored);
}

/** The configuration once mongod has loaded it; nothing where that takes too long. */
async function awaitLoaded(admin: mongo.Db): Promise<ReplicaSetConfig | undefined> {
  const deadline = Date.now() + loadLimitMs;
  while (Date.now() < deadline) {
    try {
      return configSchema.parse((await admin.command({ replSetGetConfig: 1 }))['config']);
    } catch (error) {
      if (!hasCode(error, notYetInitialized)) throw error;
      await sleep(lookPauseMs);
    }
  }
  return undefined;
}

/**
 * While loading, mongod connects to the stored host to see whether that is itself, and waits without limit
 * (measured with 6.0.5) for a stranger that has taken the old port and never answers. The stored document can be
 * written all the same. It is no replicated data, so only a flush makes it last; the next start finds itself in it.
 */
async function rewriteStored(client: mongo.MongoClient, host: string): Promise<void> {
  const update = { q: { _id: setName }, u: { $set: { 'members.0.host': host } } };
  await client.db('local').command({ update: 'system.replset', updates: [update] });
  await client.db('admin').command({ fsync: 1 });
}

async function ensureSet(client: mongo.MongoClient, host: string): Promise<Preparation> {
  const admin = client.db('admin');
  const stored = await readStored(client);
  if (stored === undefined) {
    await admin.command({ replSetInitiate: { _id: setName, members: [{ _id: 0, host }] } });
    return 'ready';
  }
  if (stored.members[0]?.host === host) return 'ready';
  const config = await awaitLoaded(admin);
  if (config === undefined) {
    await rewriteStored(client, host);
    return 'restart';
  }
  // Under another port mongod does not find itself in the stored configuration, so there is no primary to ask.
  const members = config.members.map((member) => ({ ...member, host }));
  await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
  return 'ready';
}

async function awaitPrimary(admin: mongo.Db): Promise<void> {
  const deadline = Date.now() + primaryLimitMs;
  while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) {
    if (Date.now() > deadline)
      throw new Error(`MongoDB did not become primary within ${primaryLimitMs / 1000} s`);
    await sleep(lookPauseMs);
  }
}

/** Sets password and roles each time: mends a password file that was lost, and a release that asks for more. */
async function ensureUser(admin: mongo.Db, password: string): Promise<void> {
  const account = { pwd: password, roles, mechanisms };
  try {
    await admin.command({ updateUser: userName, ...account });
  } catch (error) {
    if (!hasCode(error, userNotFound)) throw error;
    await admin.command({ createUser: userName, ...account });
  }
}

/** When it says "ready", the set has a primary that the application's user can sign in to. */
export async function prepareReplicaSet({ port, key, password }: ReplicaSetAccess): Promise<Preparation> {
  const host = `127.0.0.1:${port}`;
  const client = new mongo.MongoClient(`mongodb://${host}`, {
    directConnection: true,
    auth: { username: '__system', password: key },
    authSource: 'local',
    authMechanism: 'SCRAM-SHA-256',
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: 60_000,
    maxPoolSize: 1,
  });
  try {
    const admin = client.db('admin');
    if ((await ensureSet(client, host)) === 'restart') return 'restart';
    await awaitPrimary(admin);
    await ensureUser(admin, password);
    return 'ready';
  } finally {
    await client.close();
  }
}

/** The application's connection string. */
export function applicationUri({ port, password }: Omit<ReplicaSetAccess, 'key'>): string {
  const options = `replicaSet=${setName}&authSource=admin&authMechanism=SCRAM-SHA-256`;
  return `mongodb://${userName}:${encodeURIComponent(password)}@127.0.0.1:${port}/${databaseName}?${options}`;
}
