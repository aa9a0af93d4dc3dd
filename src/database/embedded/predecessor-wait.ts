import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../../foundation/startup-error.js';
import { readLockPid, readState } from './data-dir.js';
import type { DataDir } from './data-dir.js';
import { systemCode } from './describe.js';

const patienceMs = 15_000;
const pauseMs = 100;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and another user's.
    return systemCode(error) === 'EPERM';
  }
}

function inUse({ root }: DataDir, gatewayPid: number): StartupError {
  const whose = gatewayPid === process.pid ? 'this process' : `process ${gatewayPid}`;
  return new StartupError(
    `The data directory ${root} is in use by another Portcullis (${whose}). ` +
      'Stop that one, or give this one its own DATA_DIR and PORT.',
  );
}

function stillLocked({ root }: DataDir, mongodPid: number | undefined): StartupError {
  const whose = mongodPid === undefined ? '' : ` (process ${mongodPid})`;
  return new StartupError(
    `The data directory ${root} is locked by a mongod${whose} that has not ended within ${patienceMs / 1000} s. ` +
      'Stop it and start again, or give this Portcullis its own DATA_DIR and PORT.',
  );
}

/**
 * Patience with the mongod of a gateway that was killed: it is still shutting down when a supervisor has already
 * started the next gateway. A living gateway is not waited for.
 */
export class PredecessorWait {
  private deadline: number | undefined;

  constructor(
    private readonly dataDir: DataDir,
    private readonly report: (line: string) => void,
  ) {}

  /** Returns when another try is worth it; throws a StartupError when none is. */
  async wait(): Promise<void> {
    const gatewayPid = (await readState(this.dataDir))?.gatewayPid;
    if (gatewayPid !== undefined && isAlive(gatewayPid)) throw inUse(this.dataDir, gatewayPid);
    const mongodPid = await readLockPid(this.dataDir);
    if (this.deadline === undefined) {
      this.deadline = Date.now() + patienceMs;
      this.report('Waiting for the MongoDB of the last run to finish shutting down');
    }
    // Its pid says nothing across containers, so at the least one pause passes, and then mongod's lock is asked.
    do {
      if (Date.now() > this.deadline) throw stillLocked(this.dataDir, mongodPid);
      await sleep(pauseMs);
    } while (mongodPid !== undefined && isAlive(mongodPid));
  }
}
