/**
 * `npm run bench:refreshes`: refreshes at a steady rate for a long time, and each minute how large the database is and how long they
 * took. Exit codes: 0 measured, 1 an answer was wrong or the run failed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import type { mongo } from 'mongoose';

import { build } from './build.js';
import { Cleanup } from './cleanup.js';
import { keepFigures } from './figures.js';
import { type FilledGateway, startFilledGateway } from './filled-gateway.js';
import { createTurns } from './growth-loads.js';
import { describeMachine } from './machine.js';
import { readCount } from './options.js';
import { startPacedLoad } from './paced-load.js';
import { createCpuMeter, readResidentMb } from './process-cpu.js';
import { createProgress } from './progress.js';
import { type CollectionSize, leastMinutes, type Minute, renderRefreshes } from './refreshes-table.js';
import { runToEnd } from './run-to-end.js';

const usage = `npm run bench:refreshes -- [--rate 100000] [--minutes 60] [--users 20000] [--keep]

  --rate     refreshes a minute
  --minutes  how long, three at least: the last third is compared with the middle one
  --users    accounts, each with five sessions; up to 20,200 of the sessions are refreshed, one after the other
  --keep     writes bench/figures/refreshes.json, of which bench:charts draws`;

/** More than the gateway needs at any rate that it can carry, so that a slow answer keeps nobody else waiting. */
const connections = 32;
const minuteMs = 60_000;
const cleanup = new Cleanup();
const progress = createProgress(process.stderr);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rate: { type: 'string', default: '100000' },
      minutes: { type: 'string', default: '60' },
      users: { type: 'string', default: '20000' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const perMinute = readCount('--rate', values.rate, 1);
  const minutes = readCount('--minutes', values.minutes, leastMinutes);
  const users = readCount('--users', values.users, connections);
  progress.show('building');
  await build(cleanup);
  const filled = await startFilledGateway({ users, cleanup, report: (text) => progress.show(text) });
  const measured = await measureMinutes(filled, perMinute, minutes);
  const result = { ...describeMachine(), perMinute, users, connections, minutes: measured };
  progress.clear();
  console.log(renderRefreshes(result));
  if (values.keep) await keepFigures('refreshes', result);
  if (measured.some(({ errors }) => errors > 0)) process.exitCode = 1;
}

async function measureMinutes(
  { gateway, operations, crowd, database }: FilledGateway,
  perMinute: number,
  minutes: number,
): Promise<Minute[]> {
  const cpu = createCpuMeter(gateway.pid);
  const turn = createTurns([...crowd.active, ...crowd.others], connections);
  const operation = (connection: number) => operations.refresh(turn(connection));
  const load = startPacedLoad({ perMinute, connections, operation });
  const start = performance.now();
  const measured: Minute[] = [];
  let before = cpu();
  while (measured.length < minutes) {
    progress.show(`minute ${measured.length + 1} of ${minutes}`);
    await sleep(start + (measured.length + 1) * minuteMs - performance.now());
    const after = cpu();
    const pace = load.look();
    measured.push({
      ...pace,
      gatewayCpuMs: (after.serverMs - before.serverMs) / pace.operations,
      mongodCpuMs: (after.mongodMs - before.mongodMs) / pace.operations,
      residentMb: readResidentMb(gateway.pid),
      collections: await measureCollections(database),
    });
    before = after;
  }
  await load.stop();
  return measured;
}

/** Only those in which there is something. */
async function measureCollections(database: mongo.Db): Promise<CollectionSize[]> {
  const names = await database.listCollections({}, { nameOnly: true }).toArray();
  const sizes = await Promise.all(names.map(({ name }) => measureCollection(database, name)));
  return sizes.filter(({ count }) => count > 0);
}

async function measureCollection(database: mongo.Db, name: string): Promise<CollectionSize> {
  const [stats] = await database
    .collection(name)
    .aggregate<{ storageStats: Omit<CollectionSize, 'name'> }>([{ $collStats: { storageStats: {} } }])
    .toArray();
  if (stats === undefined) throw new Error(`${name} has no size.`);
  const { count, size, storageSize, totalIndexSize } = stats.storageStats;
  return { name, count, size, storageSize, totalIndexSize };
}

await runToEnd(main, cleanup, progress);
