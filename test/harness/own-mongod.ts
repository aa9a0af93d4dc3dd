import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EmbeddedMongod, startEmbeddedMongod } from '../../src/database/embedded/embedded-mongod.js';
import { systemRandomness } from '../../src/foundation/randomness.js';
import { mongodPid } from './gateway-process.js';

/** A mongod that one test file has to itself, and may stop or freeze. */
export interface OwnMongod {
  readonly uri: EmbeddedMongod['uri'];
  readonly directory: string;
  /** As the kernel does it (SIGKILL). */
  kill(): Promise<void>;
  /** On the same port and data, after a kill. */
  restart(): Promise<void>;
  /** Ends it, and removes its data. */
  stop(): Promise<void>;
}

/** @param name of its directory, for whoever looks at the processes. */
export async function startOwnMongod(name: string): Promise<OwnMongod> {
  const directory = await mkdtemp(join(tmpdir(), `portcullis-${name}-`));
  const { PATH = '', HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const start = () =>
    startEmbeddedMongod({
      dataDir: directory,
      mongodBinary: MONGOD_BINARY,
      searchPath: PATH,
      homeDir: HOME,
      xdgCacheHome: XDG_CACHE_HOME,
      randomness: systemRandomness,
      report: () => undefined,
    });
  let mongod = await start();
  return {
    uri: mongod.uri,
    directory,
    async kill() {
      const pid = await mongodPid(directory);
      if (pid === undefined) throw new Error('There is no mongod.');
      process.kill(pid, 'SIGKILL');
      await mongod.exited;
    },
    async restart() {
      const { uri } = mongod;
      mongod = await start();
      if (mongod.uri !== uri) throw new Error('It came back on another port.');
    },
    async stop() {
      await mongod.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
