/**
 * Three real mongods as one replica set, each behind a proxy through which all others reach it: so any of them can be killed, frozen,
 * or parted from some and not from others. They have no accounts: what is tested is not who may enter.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open as openFile, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import mongoose from 'mongoose';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { isListening } from '../../src/database/embedded/mongod-log.js';
import { until } from './gateway-process.js';
import { findMongodPath } from './mongod-path.js';
import { openedBy } from './socket-owner.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

const NAME = 'faults';
/** A tenth of MongoDB's own: who would wait for it in a test. */
const ELECTION_TIMEOUT_MS = 2_000;
const HEARTBEAT_MS = 500;
const NEEDED_BYTES = 2 * 1024 ** 3;

interface Member {
  readonly index: number;
  /** The way of all others to it. */
  readonly proxy: TcpProxy;
  readonly isRunning: boolean;
  readonly pid: number;
  /** As the kernel does it (SIGKILL). */
  kill(): Promise<void>;
  /** Stands still until it is thawed. */
  freeze(): void;
  thaw(): void;
  /** On the same data. */
  start(): Promise<void>;
  /** Past the proxy. @throws where it does not answer in two seconds. */
  ask(command: mongoose.mongo.Document): Promise<mongoose.mongo.Document>;
}

export interface ReplicaSet {
  readonly uri: string;
  readonly members: readonly Member[];
  primary(): Promise<Member>;
  /** Waits for one that is primary among these; `at` is when it was seen, as performance.now() has it. */
  elected(among: readonly Member[]): Promise<{ readonly member: Member; readonly at: number }>;
  /** Resolves once a majority has written what a primary was told past every driver; when, as performance.now() has it. */
  acknowledged(): Promise<number>;
  /** Who is parted does not reach the others, nor they it: members, and whatever processes are named. */
  part(member: Member, pids?: readonly number[]): void;
  /** All run, reach each other, and follow one primary. */
  heal(): Promise<void>;
  stop(): Promise<void>;
}

export async function startReplicaSet(): Promise<ReplicaSet> {
  const directory = await mkdtemp(join(await quickDirectory(), 'portcullis-set-'));
  const binary = await findMongodPath(directory);
  const members = await Promise.all([0, 1, 2].map((index) => startMember(binary, directory, index)));
  const hosts = members.map(({ proxy }) => `127.0.0.1:${proxy.port}`);
  const settings = {
    electionTimeoutMillis: ELECTION_TIMEOUT_MS,
    heartbeatIntervalMillis: HEARTBEAT_MS,
    heartbeatTimeoutSecs: 2,
  };
  await members[0]?.ask({
    replSetInitiate: {
      _id: NAME,
      settings,
      members: hosts.map((host, _id) => ({ _id, host })),
    },
  });
  const elected = (among: readonly Member[]) =>
    until('a primary', async () => {
      const member = await findPrimary(among);
      return member && { member, at: performance.now() };
    });
  await elected(members);
  const heal = () => healAll(members);
  await heal();
  return {
    uri: `mongodb://${hosts.join(',')}/portcullis?replicaSet=${NAME}`,
    members,
    elected,
    async acknowledged() {
      await until('a majority writes', () => writtenByMost(members));
      return performance.now();
    },
    primary: async () => (await elected(members)).member,
    part: (member, pids = []) => {
      part(members, member, pids);
    },
    heal,
    async stop() {
      for (const member of members) {
        member.thaw();
        if (member.isRunning) await member.kill();
        await member.proxy.stop();
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function findPrimary(among: readonly Member[]): Promise<Member | undefined> {
  const answers = await Promise.all(
    among.map(async (member) => {
      const hello = await member.ask({ hello: 1 }).catch(() => undefined);
      return hello?.['isWritablePrimary'] === true ? member : undefined;
    }),
  );
  return answers.find((member) => member !== undefined);
}

/** With as much time as the member is asked for; else it is tried anew. */
async function writtenByMost(members: readonly Member[]): Promise<boolean> {
  const writeConcern = { w: 'majority', wtimeout: 100 };
  const answers = await Promise.all(
    members.map((member) =>
      member.ask({ insert: 'acknowledged', documents: [{}], writeConcern }).catch(() => undefined),
    ),
  );
  return answers.some((answer) => answer?.['n'] === 1 && answer['writeConcernError'] === undefined);
}

function part(members: readonly Member[], member: Member, pids: readonly number[]): void {
  const others = members.filter((other) => other !== member);
  const isOutside = openedBy(others.map(({ pid }) => pid));
  const isInside = openedBy([member.pid, ...pids]);
  // Nothing that is parted ends: packets are lost, and neither side is told.
  member.proxy.treat(({ port }) => (isOutside(port) ? 'held' : 'passed'));
  for (const { proxy } of others) proxy.treat(({ port }) => (isInside(port) ? 'held' : 'passed'));
}

async function healAll(members: readonly Member[]): Promise<void> {
  for (const member of members) {
    member.proxy.delay(0);
    member.proxy.treat(() => 'passed');
    member.thaw();
    if (!member.isRunning) await member.start();
  }
  await until('all members follow one primary', async () => {
    const states = await Promise.all(
      members.map((member) => member.ask({ replSetGetStatus: 1 }).catch(() => undefined)),
    );
    const own = states.map((state) => Number(state?.['myState']));
    return own.filter((state) => state === 1).length === 1 && own.filter((state) => state === 2).length === 2;
  });
}

async function startMember(binary: string, directory: string, index: number): Promise<Member> {
  const port = await pickPort(undefined);
  const dbPath = join(directory, String(index));
  await mkdir(dbPath);
  const proxy = await startTcpProxy(port);
  let child = await launch(binary, dbPath, port);
  let client = connectTo(port);
  return {
    index,
    proxy,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    get pid() {
      return child.pid ?? 0;
    },
    async kill() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await Promise.all([exited, client.close()]);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async start() {
      child = await launch(binary, dbPath, port);
      client = connectTo(port);
    },
    ask: (command) => client.db('admin').command(command),
  };
}

function connectTo(port: number): mongoose.mongo.MongoClient {
  const times = { serverSelectionTimeoutMS: 2_000, timeoutMS: 2_000 };
  return new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}`, { directConnection: true, ...times });
}

async function launch(binary: string, dbPath: string, port: number): Promise<ChildProcess> {
  const logFile = `${dbPath}.log`;
  const log = await openFile(logFile, 'w');
  const place = ['--replSet', NAME, '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dbPath];
  const small = ['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '64', '--nounixsocket', '--noscripting'];
  // A secondary whose source falls silent waits for this long beyond half an election: no majority until then.
  const prompt = ['--setParameter', 'oplogNetworkTimeoutBufferSeconds=1'];
  const quiet = ['--setParameter', 'diagnosticDataCollectionEnabled=false'];
  const journal = ['--wiredTigerEngineConfigString', 'log=(file_max=32MB,prealloc=false)'];
  const child = spawn(binary, [...place, ...small, ...prompt, ...quiet, ...journal], {
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  await until('mongod listens', async () => isListening(await readFile(logFile, 'utf8')));
  return child;
}

/** Processes are killed here, and machines are not: what the kernel holds stays. */
async function quickDirectory(): Promise<string> {
  const memory = '/dev/shm';
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return free >= NEEDED_BYTES ? memory : tmpdir();
}
