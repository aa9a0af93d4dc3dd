import { expect, it } from '@jest/globals';

import { BEAT_MS, createHeartbeat } from '../../../src/upstream/heartbeat.js';

const MEGABYTE = 2 ** 20;

/** A caller who answers a ping when all that was sent before it is taken, or never. */
function startCaller(bytesASecond: number, sent = () => 0) {
  let [now, taken, pings, lasted] = [0, 0, 0, true];
  let asked: number | undefined;
  const socket = {
    isPaused: false,
    ping: () => {
      pings++;
      asked = sent();
    },
    terminate: () => {
      lasted = false;
    },
  };
  const heart = createHeartbeat(socket, sent, () => now);
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds && lasted; second++) {
      now += 1_000;
      taken = Math.min(taken + bytesASecond, sent());
      if (asked !== undefined && bytesASecond > 0 && taken >= asked) {
        asked = undefined;
        heart.heard();
      }
      if (now % BEAT_MS === 0) heart.beat();
    }
    return { lasted, pings, now };
  };
  return { socket, pass };
}

it.each([
  ['who takes 20 KB a second of what is on its way', 20_000, 4 * MEGABYTE, true],
  ['who takes all at once', 10 * MEGABYTE, 4 * MEGABYTE, true],
  ['to whom nothing is sent', 1, 0, true],
  ['who takes less than anybody', 2_000, 4 * MEGABYTE, false],
])('a caller %s', (_name, bytesASecond, bytes, isKept) => {
  expect(startCaller(bytesASecond, () => bytes).pass(3_600).lasted).toBe(isKept);
});

it('one that is gone is noticed with the second beat, and asked once; after a long answer as much later as that takes', () => {
  expect(startCaller(0).pass(600)).toEqual({ lasted: false, pings: 1, now: 2 * BEAT_MS });
  const { lasted, now } = startCaller(0, () => 4 * MEGABYTE).pass(600);
  expect([lasted, now]).toEqual([false, BEAT_MS + 276_000]);
});

it('one that is not listened to is given up later, if at all', () => {
  const { socket, pass } = startCaller(0);
  socket.isPaused = true;
  expect(pass(600).lasted).toBe(true);
  socket.isPaused = false;
  expect(pass(2 * (BEAT_MS / 1_000)).lasted).toBe(false);
});
