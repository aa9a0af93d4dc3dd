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

const roles = ['readWriteAnyDatabase', 'dbAdminAnyDatabase', 'clusterMonitor'].map((role) => ({ role, db: 'admin' }));
/** Of the two mechanisms the weaker would be stored as well, if it were not left out here. */
const mechanisms = ['SCRAM-SHA-256'];

const notYetInitialized = 94;
const userNotFound = 11;
const setLimitMs = 90_000;
const lookPauseMs = 20;

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

/**
 * The stored configuration, once mongod has loaded it; nothing on a fresh database. "Not initialized" alone does
 * not tell the two apart: mongod says it, too, while it asks whether the old host is itself, which takes it half a
 * minute where something that never answers has taken the port.
 */
async function readConfig(client: mongo.MongoClient): Promise<ReplicaSetConfig | undefined> {
  if ((await client.db('local').collection('system.replset').findOne()) === null) return undefined;
  const deadline = Date.now() + setLimitMs;
  for (;;) {
    try {
      return configSchema.parse((await client.db('admin').command({ replSetGetConfig: 1 }))['config']);
    } catch (error) {
      if (!hasCode(error, notYetInitialized) || Date.now() > deadline) throw error;
      await sleep(lookPauseMs);
    }
  }
}

async function ensureSet(client: mongo.MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  const config = await readConfig(client);
  if (config === undefined) {
    await admin.command({ replSetInitiate: { _id: setName, members: [{ _id: 0, host }] } });
  } else if (config.members[0]?.host !== host) {
    // Under another port mongod does not find itself in the stored configuration, so there is no primary to ask.
    const members = config.members.map((member) => ({ ...member, host }));
    await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
  }
}

async function awaitPrimary(admin: mongo.Db): Promise<void> {
  const deadline = Date.now() + setLimitMs;
  while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) {
    if (Date.now() > deadline) throw new Error(`MongoDB did not become primary within ${setLimitMs / 1000} s`);
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

/** Returns when the set has a primary that the application's user can sign in to. */
export async function prepareReplicaSet({ port, key, password }: ReplicaSetAccess): Promise<void> {
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
    await ensureSet(client, host);
    await awaitPrimary(admin);
    await ensureUser(admin, password);
  } finally {
    await client.close();
  }
}

/** The application's connection string. */
export function applicationUri({ port, password }: ReplicaSetAccess): string {
  const options = `replicaSet=${setName}&authSource=admin&authMechanism=SCRAM-SHA-256`;
  return `mongodb://${userName}:${encodeURIComponent(password)}@127.0.0.1:${port}/${databaseName}?${options}`;
}
