import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';

import { afterEach, describe, expect, it } from '@jest/globals';

import { createHashPool, type HashPool } from '../../../src/passwords/hash-pool.js';

const cheap = { kind: 'bcrypt', cost: 4 } as const;
const pools: HashPool[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.stop();
});

function open(concurrency: number, queue: number) {
  const waits: number[] = [];
  const pool = createHashPool(concurrency, queue, (seconds) => waits.push(seconds));
  pools.push(pool);
  return { pool, waits };
}

describe('waiting for a thread', () => {
  it('is told of each hash once it is begun, those at once with nought', async () => {
    const { pool, waits } = open(1, 2);
    const hashes = [pool.hash('one', cheap), pool.hash('two', cheap), pool.hash('three', cheap)];
    expect([pool.queued(), waits]).toEqual([2, [0]]);
    await Promise.all(hashes);
    expect(pool.queued()).toBe(0);
    // How much longer the third waited is for the machine to say: both were told in one turn where it is busy.
    const [first, second, third] = waits;
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(0);
    expect(third).toBeGreaterThan(0);
    await pool.hash('four', cheap);
    expect(waits.slice(3)).toEqual([0]);
  });

  it('is not told of one that is refused', async () => {
    const { pool, waits } = open(1, 1);
    const taken = [pool.hash('one', cheap), pool.hash('two', cheap)];
    await expect(pool.hash('three', cheap)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(pool.queued()).toBe(1);
    await Promise.all(taken);
    expect(waits).toHaveLength(2);
  });
});

it('threads that hash give way to the event loop, by ten, whatever the process was started with', async () => {
  const { pool } = open(2, 2);
  await Promise.all([pool.hash('one', cheap), pool.hash('two', cheap)]);
  // proc(5): the nineteenth field, counted behind the name, which may hold blanks.
  const priorities = readdirSync('/proc/self/task').map((thread) =>
    Number(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]),
  );
  const given = Math.min(19, getPriority() + 10);
  // Threads of a pool that was stopped may be there still.
  expect(priorities.filter((priority) => priority === given).length).toBeGreaterThanOrEqual(2);
});
