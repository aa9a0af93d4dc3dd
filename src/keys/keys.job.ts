import type { Clock } from '../foundation/clock.js';
import { lastTick } from '../foundation/cron.js';
import type { Logger } from '../foundation/logger.js';
import type { Job } from '../jobs/schedule.js';
import type { RotateKeys } from './rotate-keys.js';

export interface KeyRotationOptions {
  readonly keys: RotateKeys;
  /** @throws StartupError where SECRET does not open the key that signs. */
  readonly openSigner: () => Promise<unknown>;
  /** KEY_ROTATION_CRON. */
  readonly cron: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Runs at each tick, and once at start for a tick that came while no replica was up. Which of the replicas rotates is
 * settled in the database.
 */
export function keyRotationJob({ keys, openSigner, cron, clock, log }: KeyRotationOptions): Job {
  const rotateAtTick = async (): Promise<void> => {
    const tick = lastTick(cron, clock.now());
    if (tick === undefined) return;
    const outcome = await keys.rotate({ tick });
    if (outcome === 'too-soon')
      log.warn({ tick }, 'keys were not rotated: the next one has not been published for KEY_ROTATION_LEAD');
    await keys.removeDead();
  };
  return {
    name: 'key-rotation',
    cron,
    run: rotateAtTick,
    async atStart() {
      await keys.ensureKeys();
      // A wrong SECRET is told now, and not to the first who signs in.
      await openSigner();
      await rotateAtTick();
    },
  };
}

/** Between ticks: a key of a former algorithm leaves as soon as its last token is dead. */
export function deadKeysJob(keys: RotateKeys): Job {
  return { name: 'dead-keys', cron: '30 * * * * *', run: () => keys.removeDead() };
}
