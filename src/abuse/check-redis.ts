import { type Check, createCheck, good } from '../foundation/check.js';

/** @param ping throws where Redis does not answer. */
export function checkRedis(ping: () => Promise<void>): Check {
  const look = async () => {
    await ping();
    return [good('answers; limits are counted there')];
  };
  return createCheck(
    'Redis',
    look,
    'See that REDIS_URL is right, and that Redis can be reached from here: without it nobody signs in or up.',
  );
}
