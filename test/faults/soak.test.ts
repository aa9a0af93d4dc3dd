/**
 * `npm run test:soak`: two gateways behind nginx over three mongods, mixed work for two hours (SOAK_MINUTES), keys that change each
 * minute, a fail-over every ten. What the gateways hold is told each half minute; it fails where something grows, where an answer was
 * wrong, or where something that was acknowledged is lost. SOAK_FILE is where the half minutes go, a line of JSON each; with
 * SOAK_KEEP=true they become bench/figures/soak.json and bench/charts/soak.svg.
 */
import { appendFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { keepChart, keepFigures, readFigures } from '../../bench/figures.js';
import { describeMachine } from '../../bench/machine.js';
import { drawSoak } from '../../bench/soak-chart.js';
import { findTrends, renderSoak, type SoakFigures, type SoakSample } from '../../bench/soak-table.js';
import { type BalancedPair, startBalancedPair } from '../harness/balanced-pair.js';
import { findLosses } from '../harness/fault-checks.js';
import { createGatewayProcesses, type GatewayProcess, until } from '../harness/gateway-process.js';
import { connect } from '../harness/lent-database.js';
import { findNginx } from '../harness/nginx.js';
import { type ReplicaSet, startReplicaSet } from '../harness/replica-set.js';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink.js';
import { type SoakLoad, soakTokenTtl, startSoakLoad } from '../harness/soak-load.js';
import { readHeapMb, type SampledGateway, sampleGateway } from '../harness/soak-sampler.js';

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 120);
const FILE = process.env['SOAK_FILE'] ?? join(tmpdir(), 'portcullis-soak.ndjson');
const SAMPLE_MS = 30_000;
const HEAP_LOOKS = 6;
const FAIL_OVER_MINUTES = 10;
const TOKEN = 'a-token-for-metrics';

const nginx = findNginx();
const processes = createGatewayProcesses();
let set: ReplicaSet;
let sink: SmtpSink;
let pair: BalancedPair;
const started: GatewayProcess[] = [];
let gateways: SampledGateway[];

beforeAll(async () => {
  if (nginx === undefined) return;
  [set, sink] = await Promise.all([startReplicaSet(), startSmtpSink()]);
  const settings = {
    ...{ MONGODB_URI: set.uri, SECRET: 'a-secret-for-tests-that-is-long-enough', SMTP_URL: sink.url },
    ...{ KEY_ROTATION_CRON: '0 * * * * *', KEY_ROTATION_LEAD: '10s', ACCESS_TOKEN_TTL: soakTokenTtl },
    // They count as they do for anybody; only that all these people come from one address is not held against them.
    ...{ SIGN_UP_LIMIT: '1000000', METRICS_TOKEN: TOKEN, PUBLIC_URL: 'http://localhost:4000' },
    ...{ HASH_CONCURRENCY: '1', HASH_QUEUE: '64' },
  };
  pair = await startBalancedPair(nginx, settings, processes, async (given) => {
    const gateway = await processes.launch(given);
    started.push(gateway);
    return gateway;
  });
  gateways = started.map(({ pid }, index) => ({ pid, url: pair.urls[index] ?? '' }));
});
afterAll(async () => {
  if (nginx === undefined) return;
  await pair.stop();
  await Promise.all([set.stop(), sink.stop()]);
});

/** Killed and stepped down by turns. @returns once all three follow one primary again. */
async function failOver(turn: number): Promise<void> {
  const primary = await set.primary();
  if (turn % 2 === 0) await primary.kill();
  else await primary.ask({ replSetStepDown: 10, force: true });
  await set.elected(set.members.filter((member) => member !== primary));
  await set.heal();
}

/** The first after half of the time between two. */
const isFailOverDue = (minute: number, done: number) => minute >= (done + 0.5) * FAIL_OVER_MINUTES;

async function sampleAll(load: SoakLoad): Promise<SoakSample[]> {
  const samples: SoakSample[] = [];
  const begunAt = performance.now();
  const minuteNow = () => (performance.now() - begunAt) / 60_000;
  let failOvers = 0;
  while (samples.length < (MINUTES * 60_000) / SAMPLE_MS) {
    const hadElection = isFailOverDue(minuteNow(), failOvers);
    const election = hadElection ? failOver(failOvers++) : undefined;
    const heaps = await lookAtHeaps(begunAt + samples.length * SAMPLE_MS);
    await election;
    const held = gateways.map((gateway, index) => sampleGateway(gateway, set, heaps[index] ?? []));
    const sample = { minute: minuteNow(), gateways: held, operations: load.take(), hadElection };
    samples.push(sample);
    await appendFile(FILE, `${JSON.stringify(sample)}\n`);
  }
  return samples;
}

/** For half a minute. @returns those of each gateway. */
async function lookAtHeaps(from: number): Promise<number[][]> {
  const looks: number[][] = [];
  for (let look = 1; look <= HEAP_LOOKS; look++) {
    await sleep(Math.max(0, from + (look * SAMPLE_MS) / HEAP_LOOKS - performance.now()));
    looks.push(await Promise.all(gateways.map((gateway) => readHeapMb(gateway, TOKEN))));
  }
  return gateways.map((_, index) => looks.map((heaps) => heaps[index] ?? Number.NaN));
}

async function findWhatIsLost(load: SoakLoad): Promise<string[]> {
  const { connection, db: database } = await connect(set.uri);
  try {
    await until('the outbox is empty', async () => {
      const waiting = await database.collection('outbox').countDocuments({ state: 'waiting' });
      return waiting === 0;
    });
    const crashes = Math.ceil(MINUTES / FAIL_OVER_MINUTES);
    return await findLosses({ people: load.people, database, urls: pair.urls, sink, crashes });
  } finally {
    await connection.close();
  }
}

// Without one it is told as skipped (apt-get install nginx).
(nginx === undefined ? describe.skip : describe)('two gateways that work for long', () => {
  it('hold in the end what they held after they had warmed up, and have lost nothing', async () => {
    await writeFile(FILE, '');
    process.stderr.write(`each half minute: ${FILE}\n`);
    const load = startSoakLoad(pair.url, pair.urls);
    const samples = await sampleAll(load);
    await load.stop();
    const figures: SoakFigures = { ...describeMachine(), minutes: MINUTES, samples };
    process.stderr.write(`${load.people.length} people; ${JSON.stringify(load.counts)}\n`);
    process.stderr.write(`${renderSoak(figures)}\n`);
    if (process.env['SOAK_KEEP'] === 'true') {
      await keepFigures('soak', figures);
      // As they are kept, which is rounded.
      keepChart('soak', drawSoak(readFigures<SoakFigures>('soak')));
    }
    const failed = started.flatMap(({ log }) => log.filter(({ msg }) => msg === 'a resolver failed'));
    expect(failed).toEqual([]);
    const losses = await findWhatIsLost(load);
    expect([...load.breaches, ...losses]).toEqual([]);
    expect(findTrends(figures).filter(({ verdict }) => verdict === 'grows')).toEqual([]);
  });
});
