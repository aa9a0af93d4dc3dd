import { Writable } from 'node:stream';

import { expect, it } from '@jest/globals';

import { passWhole } from '../../../src/upstream/caller-pace.js';

const MEGABYTE = 2 ** 20;

/** As Linux has it: 4 MB are taken at once, and after that nothing until a third of them is out. */
function bufferAsLinux(thirdMs: number) {
  const most = 4 * MEGABYTE;
  let [held, taken] = [0, 0];
  const socket = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      held += chunk.length;
      taken += chunk.length;
      if (held < most) {
        done();
        return;
      }
      setTimeout(() => {
        held -= most / 3;
        done();
      }, thirdMs).unref();
    },
  }).on('error', () => undefined);
  return { socket, taken: () => taken };
}

it.each([
  ['who takes steadily has all of it, though for a while he seems to take nothing', 350, true],
  ['who takes no more is cut off', 60_000, false],
])('a caller %s', async (_name, thirdMs, isWhole) => {
  const { socket, taken } = bufferAsLinux(thirdMs);
  const whole = 8 * MEGABYTE;
  await passWhole(Buffer.alloc(whole), socket, { patienceMs: 100 }).catch(() => undefined);
  expect([taken() === whole, socket.destroyed]).toEqual([isWhole, !isWhole]);
});
