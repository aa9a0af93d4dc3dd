import { spawn } from 'node:child_process';
import { cp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';
import { cacheDirsFor } from '../../src/database/embedded/cache-dirs.js';
import { openDataDir, recordSeries } from '../../src/database/embedded/data-dir.js';
import { startEmbeddedMongod } from '../../src/database/embedded/embedded-mongod.js';
import type { EmbeddedMongod, EmbeddedMongodOptions } from '../../src/database/embedded/embedded-mongod.js';
import { findMongod } from '../../src/database/embedded/mongod-binary.js';
import { startMongod } from '../../src/database/embedded/start-mongod.js';
import { systemRandomness } from '../../src/foundation/randomness.js';
import { StartupError } from '../../src/foundation/startup-error.js';
import { until } from '../harness/gateway-process.js';
import { isAlive, makeTempDir, searchIn } from './embedded-fixtures.js';
import { countWatchers, insertNote, readNotes, withClient } from './embedded-probes.js';

const cleanUps: (() => Promise<void>)[] = [];
let home = { path: '', dispose: async (): Promise<void> => undefined };
let mongodBinary = '';
let series = '';
/** A data directory that has been started, given one document and stopped; tests work on copies. */
let template = '';
let templatePort = 0;
let directory = '';
let lines: string[] = [];

const optionsFor = (
  dataDir: string,
  changes: Partial<EmbeddedMongodOptions> = {},
): EmbeddedMongodOptions => ({
  dataDir,
  mongodBinary,
  searchPath: '',
  report: (line) => lines.push(line),
  randomness: systemRandomness,
  ...changes,
});

async function start(changes: Partial<EmbeddedMongodOptions> = {}): Promise<EmbeddedMongod> {
  const mongod = await startEmbeddedMongod(optionsFor(directory, changes));
  cleanUps.push(() => mongod.stop());
  return mongod;
}

const mongodPid = async (): Promise<number> =>
  Number(await readFile(join(directory, 'mongodb', 'mongod.lock'), 'utf8'));

const useTemplate = (): Promise<void> => cp(template, directory, { recursive: true });

beforeAll(async () => {
  home = await makeTempDir();
  const cacheDirs = cacheDirsFor({ homeDir: homedir(), dataDir: home.path });
  const search = searchIn(home.path, {
    cacheDirs,
    searchPath: process.env['PATH'] ?? '',
    stallTimeoutMs: 10_000,
  });
  ({ path: mongodBinary, series } = await findMongod({ ...search, downloadBaseUrl: undefined }));
  template = join(home.path, 'template');
  const mongod = await startEmbeddedMongod(optionsFor(template));
  templatePort = mongod.port;
  await insertNote(mongod.uri, 'kept');
  await mongod.stop();
});

beforeEach(async () => {
  lines = [];
  const temp = await makeTempDir();
  directory = join(temp.path, 'data');
  cleanUps.push(temp.dispose);
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

afterAll(() => home.dispose());

describe('a first start', () => {
  it('gives transactions, change streams, a cache of that size and a private directory, and a clean stop leaves nothing', async () => {
    const others = await countWatchers();
    const mongod = await start({ mongodCacheMb: 320 });
    expect(mongod.uri).toMatch(
      /^mongodb:\/\/portcullis:[\w-]{43}@127\.0\.0\.1:\d+\/portcullis\?replicaSet=portcullis&/,
    );
    const seen = await withClient(mongod.uri, async (client) => {
      const notes = client.db().collection('notes');
      // From a time that is known: else the stream may be opened after what it is to tell.
      const { operationTime } = await client.db().command({ ping: 1 });
      const changes = notes.watch([], { startAtOperationTime: operationTime as mongo.Timestamp });
      await client.withSession((session) =>
        session.withTransaction(() => notes.insertOne({ text: 'in a transaction' }, { session })),
      );
      const { operationType } = await changes.next();
      await changes.close();
      return operationType;
    });
    expect(seen).toBe('insert');
    const status = await withClient(mongod.uri, (client) => client.db('admin').command({ serverStatus: 1 }));
    expect(status).toMatchObject({ wiredTiger: { cache: { 'maximum bytes configured': 320 * 1_024 ** 2 } } });

    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    for (const name of ['mongodb.key', 'mongodb.password', 'mongodb.state.json', 'mongodb.log']) {
      expect([name, (await stat(join(directory, name))).mode & 0o777]).toEqual([name, 0o600]);
    }
    const state: unknown = JSON.parse(await readFile(join(directory, 'mongodb.state.json'), 'utf8'));
    expect(state).toEqual({ series, port: mongod.port, gatewayPid: process.pid });

    const pid = await mongodPid();
    expect(await countWatchers()).toBe(others + 1);
    await mongod.stop();
    await mongod.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await countWatchers()).toBe(others);
    const notTold = new Promise((resolve) => setTimeout(resolve, 50, 'not told'));
    expect(await Promise.race([mongod.exited, notTold])).toBe('not told');
    expect(
      (await readdir(directory)).filter((name) => name.includes('starting') || name.endsWith('.tmp')),
    ).toEqual([]);
    expect(lines.at(-1)).toBe(`MongoDB is ready on 127.0.0.1:${mongod.port}, data in ${directory}/mongodb`);
  });

  it('that was broken off before the replica set was made is finished by the next', async () => {
    const dataDir = await openDataDir(directory, systemRandomness);
    await recordSeries(dataDir, series, systemRandomness);
    const report = (): void => undefined;
    const brokenOff = await startMongod({
      ...{ binary: mongodBinary, dataDir, preferredPort: undefined, cacheMb: 256, report },
    });
    await brokenOff.process.stop();
    const mongod = await start();
    await insertNote(mongod.uri, 'written');
    expect(await readNotes(mongod.uri)).toEqual(['written']);
  });
});

describe('authentication', () => {
  it('lets nobody read, write or make a user without the password', async () => {
    await useTemplate();
    const { port } = await start();
    const attempts: Promise<unknown>[] = [
      readNotes(`mongodb://127.0.0.1:${port}/portcullis`),
      insertNote(`mongodb://127.0.0.1:${port}/portcullis`, 'x'),
      readNotes(`mongodb://portcullis:wrong@127.0.0.1:${port}/portcullis?authSource=admin`),
      withClient(`mongodb://127.0.0.1:${port}`, (client) =>
        client.db('admin').command({ createUser: 'intruder', pwd: 'x', roles: ['root'] }),
      ),
    ];
    for (const outcome of await Promise.allSettled(attempts)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'MongoServerError' } });
    }
  });
});

describe('a restart', () => {
  it('keeps data and port', async () => {
    await useTemplate();
    const first = await start();
    await insertNote(first.uri, 'more');
    await first.stop();
    const second = await start();
    expect(second.uri).toBe(first.uri);
    expect(await readNotes(second.uri)).toEqual(['kept', 'more']);
    expect((await readdir(directory)).filter((name) => name.endsWith('.log')).sort()).toEqual([
      'mongodb.log',
      'mongodb.previous.log',
    ]);
  });

  const squatters = [
    { what: 'something that hangs up', onConnection: (socket: Socket): unknown => socket.destroy() },
    {
      what: 'something that never answers',
      onConnection: (socket: Socket): unknown => socket.on('error', () => undefined),
    },
  ];
  for (const { what, onConnection } of squatters) {
    it(`moves to another port when ${what} has taken the old one, and mends a lost password`, async () => {
      await useTemplate();
      await rm(join(directory, 'mongodb.password'));
      const sockets: Socket[] = [];
      const squatter = createServer((socket) => {
        sockets.push(socket);
        onConnection(socket);
      });
      await new Promise<void>((resolve) => squatter.listen(templatePort, '127.0.0.1', resolve));
      cleanUps.push(async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => squatter.close(resolve));
      });
      const mongod = await start();
      expect(mongod.port).not.toBe(templatePort);
      expect(sockets.length).toBeGreaterThan(0);
      expect(await readNotes(mongod.uri)).toEqual(['kept']);
      await insertNote(mongod.uri, 'writable');
    });
  }
});

describe('a second start on the same directory', () => {
  it('is refused by name, and does the first no harm', async () => {
    await useTemplate();
    const first = await start();
    const refused = start();
    await expect(refused).rejects.toThrow(StartupError);
    await expect(refused).rejects.toThrow(
      /data is in use by another Portcullis \(this process\).*DATA_DIR and PORT/,
    );
    expect(await readNotes(first.uri)).toEqual(['kept']);
    expect((await readdir(directory)).filter((name) => /starting|failed/.test(name))).toEqual([]);
  });
});

describe('a gateway that is killed', () => {
  it('takes mongod with it, loses no data, and the next start waits for the lock', async () => {
    await useTemplate();
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '--conditions=source',
        join(import.meta.dirname, 'gateway-process.ts'),
        directory,
        mongodBinary,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const gone = new Promise((resolve) => child.once('exit', resolve));
    cleanUps.push(async () => {
      child.kill('SIGKILL');
      await gone;
    });
    const uri = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
    await insertNote(uri, 'acknowledged');
    const pid = await mongodPid();
    const busy = start().catch((error: unknown) => String(error));
    expect(await busy).toContain(`in use by another Portcullis (process ${child.pid})`);
    expect(isAlive(pid)).toBe(true);

    // It cannot end before the next start has looked.
    process.kill(pid, 'SIGSTOP');
    child.kill('SIGKILL');
    await gone;
    const starting = start();
    const waiting = 'Waiting for the MongoDB of the last run to finish shutting down';
    await until('the next start waits', () => lines.includes(waiting)).finally(() => {
      process.kill(pid, 'SIGCONT');
    });
    const next = await starting;
    // The lock is let go of just before the process ends.
    await until('the mongod of the last run has ended', () => !isAlive(pid));
    expect(await readNotes(next.uri)).toEqual(['kept', 'acknowledged']);
  });
});

describe('a mongod that is killed', () => {
  it('is told by `exited`, and stop() still works', async () => {
    await useTemplate();
    const mongod = await start();
    process.kill(await mongodPid(), 'SIGKILL');
    expect(await mongod.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await mongod.stop();
  });
});

describe('a data directory', () => {
  it('made by another series is refused in words', async () => {
    await useTemplate();
    await writeFile(join(directory, 'mongodb.state.json'), '{"series":"5.3"}');
    await expect(start()).rejects.toThrow(/cannot open data made by MongoDB 5\.3/);
  });

  it('whose state file is damaged is refused in words', async () => {
    await useTemplate();
    await writeFile(join(directory, 'mongodb.state.json'), '{"ser');
    await expect(start()).rejects.toThrow(/mongodb\.state\.json cannot be read/);
  });

  it('that is damaged is refused with what mongod said and where its log is', async () => {
    await useTemplate();
    await writeFile(join(directory, 'mongodb', 'WiredTiger.turtle'), 'garbage');
    const failure = await start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartupError);
    expect(String(failure)).toMatch(/MongoDB cannot run on .*\/mongodb: WiredTiger error message: .*turtle/);
    expect(String(failure)).toContain(join(directory, 'mongodb.failed.log'));
    expect(await readFile(join(directory, 'mongodb.failed.log'), 'utf8')).toContain('WiredTiger');
  });

  it('that is no directory is refused in words', async () => {
    await writeFile(join(home.path, 'file'), '');
    const failure = startEmbeddedMongod(optionsFor(join(home.path, 'file')));
    await expect(failure).rejects.toThrow(/file cannot be used: .*DATA_DIR/);
  });
});
