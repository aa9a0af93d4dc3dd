/**
 * `npm run bench:growth`: a gateway with an embedded mongod for each size, filled straight in the database, and what the same people
 * pay for the same operations among more and more others. Exit codes: 0 measured, 1 an answer was wrong or the run failed. A mark
 * that is not met fails nothing.
 */
import { parseArgs } from 'node:util';

import mongoose, { type mongo } from 'mongoose';

import type { SessionDocument } from '../src/sessions/session.model.js';
import { build } from './build.js';
import { Cleanup } from './cleanup.js';
import { keepFigures } from './figures.js';
import { measureDatabase } from './fill.js';
import { startFilledGateway } from './filled-gateway.js';
import type { GrownCrowd } from './growth-filling.js';
import {
  endedOfLate,
  type GrowthLoad,
  growthConnections,
  growthLoads,
  leastUsers,
  untilFeedIsThere,
} from './growth-loads.js';
import { type GrowthFigures, type MeasuredSize, compareSizes, renderGrowth } from './growth-table.js';
import { type Measurement, measure } from './load.js';
import { describeMachine } from './machine.js';
import type { Person } from './operations.js';
import { readCount, readNumber } from './options.js';
import { type CpuMeter, createCpuMeter } from './process-cpu.js';
import { createProgress } from './progress.js';
import { runToEnd } from './run-to-end.js';

const usage = `npm run bench:growth -- [--users 1000,10000,100000] [--rounds 3] [--seconds 2] [--keep]

  --users    how many accounts, ${leastUsers} at least; the first is what the others are compared with
  --rounds   how often each load runs at each size, in turn
  --seconds  how long
  --keep     writes bench/figures/growth.json, of which bench:charts draws`;

const cleanup = new Cleanup();
const progress = createProgress(process.stderr);

interface Size {
  readonly figures: MeasuredSize;
  readonly cpu: CpuMeter;
  readonly loads: readonly GrowthLoad[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      users: { type: 'string', default: '1000,10000,100000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const rounds = readCount('--rounds', values.rounds, 1);
  const seconds = readNumber('--seconds', values.seconds, 0.1, 600);
  const counts = values.users.split(',').map((text) => readCount('--users', text, leastUsers));
  progress.show('building');
  await build(cleanup);
  const sizes: Size[] = [];
  for (const users of counts) sizes.push(await openSize(users));
  const measured = await measureInTurn(sizes, rounds, seconds);
  const result: GrowthFigures = {
    ...{ ...describeMachine(), connections: growthConnections, rounds, seconds },
    sizes: sizes.map(({ figures }) => figures),
    loads: compareSizes(sizes[0]?.loads ?? [], measured, counts),
  };
  progress.clear();
  console.log(renderGrowth(result));
  if (values.keep) await keepFigures('growth', result);
  if (measured.flat(2).some(({ errors }) => errors > 0)) process.exitCode = 1;
}

async function openSize(users: number): Promise<Size> {
  const filled = await startFilledGateway({ users, cleanup, report: (text) => progress.show(text) });
  const { gateway, database, operations, crowd } = filled;
  const others = await endSome(database.collection<SessionDocument>('sessions'), crowd);
  progress.show(`the change feed passes by ${users} accounts`);
  await untilFeedIsThere(filled.client);
  for (const person of crowd.active) await operations.refresh(person);
  const figures = { users, ...crowd.filling, ...(await measureDatabase(database)) };
  const loads = growthLoads({ ...filled, active: crowd.active, others, users });
  return { figures, loads, cpu: createCpuMeter(gateway.pid) };
}

/** As a gateway beside would: this one hears of it by its change feed. @returns the others who are left. */
async function endSome(
  sessions: mongo.Collection<SessionDocument>,
  { others }: GrownCrowd,
): Promise<readonly Person[]> {
  const ids = others.slice(0, endedOfLate).map(({ refreshToken }) => {
    return new mongoose.Types.ObjectId(refreshToken.slice(0, refreshToken.indexOf('.')));
  });
  await sessions.updateMany({ _id: { $in: ids } }, { $set: { endedAt: new Date(), endReason: 'REVOKED' } });
  return others.slice(endedOfLate);
}

/** @returns by round, load and size. Each load runs at all sizes before the next, the other way round in every second round. */
async function measureInTurn(
  sizes: readonly Size[],
  rounds: number,
  seconds: number,
): Promise<Measurement[][][]> {
  const measured: Measurement[][][] = [];
  for (let round = 0; round < rounds; round++) {
    const ofRound: Measurement[][] = [];
    for (const [position, { name }] of (sizes[0]?.loads ?? []).entries()) {
      progress.show(`round ${round + 1} of ${rounds}: ${name}`);
      const atSizes: Measurement[] = [];
      const order = [...sizes.entries()];
      for (const [index, size] of round % 2 === 0 ? order : order.toReversed())
        atSizes[index] = await measureOne(size, position, round, seconds);
      ofRound.push(atSizes);
    }
    measured.push(ofRound);
  }
  return measured;
}

async function measureOne(
  { cpu, loads }: Size,
  position: number,
  round: number,
  seconds: number,
): Promise<Measurement> {
  const load = loads[position];
  if (load === undefined) throw new TypeError(`There is no load ${position}.`);
  const { name, operation } = load;
  const warmUp = round === 0 ? { operations: 3_000, seconds: 2 } : { operations: 200, seconds: 0.3 };
  const watchesThreads = name === 'sign-in';
  return measure({ name, operation, connections: growthConnections, seconds, cpu, watchesThreads }, warmUp);
}

await runToEnd(main, cleanup, progress);
