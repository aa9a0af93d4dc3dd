import type { Clock } from '../foundation/clock.js';
import { lastTick } from '../foundation/cron.js';
import type { Logger } from '../foundation/logger.js';
import type { RotateKeys } from '../keys/rotate-keys.js';
import type { Job } from './schedule.js';

export interface KeyRotationOptions {
  readonly keys: RotateKeys;
  /** KEY_ROTATION_CRON. */
  readonly cron: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Runs at each tick, and once at start for a tick that came while no replica was up. Which of the replicas rotates is
 * settled in the database.
 */
export function keyRotationJob({ keys, cron, clock, log }: KeyRotationOptions): Job {
  return {
    name: 'key-rotation',
    cron,
    async run() {
      const tick = lastTick(cron, clock.now());
      if (tick === undefined) return;
      const outcome = await keys.rotate({ tick });
      if (outcome === 'too-soon')
        log.warn(
          { tick },
          'keys were not rotated: the next one has not been published for KEY_ROTATION_LEAD',
        );
      await keys.removeDead();
    },
  };
}

/** Between ticks: a key of a former algorithm leaves as soon as its last token is dead. */
export function deadKeysJob(keys: RotateKeys): Job {
  return { name: 'dead-keys', cron: '30 * * * * *', run: () => keys.removeDead() };
}
