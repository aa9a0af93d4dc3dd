import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Randomness } from '../../foundation/randomness.js';
import { openDataDir, readLockPid, readState } from './data-dir.js';
import { applicationUri } from './replica-set.js';

/**
 * The embedded database that a gateway on this machine runs on a data directory, for a second program beside it.
 * @returns its URI, a secret; undefined where none runs.
 */
export async function findRunningMongod(path: string, randomness: Randomness): Promise<string | undefined> {
  // Looking must not make the directory.
  if (!existsSync(join(resolve(path), 'mongodb.state.json'))) return undefined;
  const dataDir = await openDataDir(path, randomness);
  const [state, pid] = await Promise.all([readState(dataDir), readLockPid(dataDir)]);
  if (state?.port === undefined || pid === undefined || !isAlive(pid)) return undefined;
  return applicationUri({ port: state.port, password: dataDir.password });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
