/**
 * Two gateways of version 551c88d behind nginx, on a database of theirs, become two of this one, go back, and come again, while people
 * work. That version is built from its commit the first time, which takes minutes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import type mongoose from 'mongoose';

import { checkOut } from '../../bench/checkout.js';
import { Cleanup } from '../../bench/cleanup.js';
import { type BalancedPair, type Launch, startBalancedPair } from '../harness/balanced-pair.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { findLosses } from '../harness/fault-checks.js';
import { startWorkload } from '../harness/fault-workload.js';
import { createGatewayProcesses, until } from '../harness/gateway-process.js';
import { GraphQLClient } from '../harness/graphql-client.js';
import { connect } from '../harness/lent-database.js';
import { findNginx } from '../harness/nginx.js';
import {
  asOlderClient,
  fillAsOlder,
  type OlderPeople,
  olderSettings,
  readOlderPeople,
} from '../harness/older-database.js';
import { signUp } from '../harness/people.js';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink.js';
import { startSteadyLoad } from '../harness/steady-load.js';

const nginx = findNginx();
const processes = createGatewayProcesses();
const uri = freshDatabaseUri();
const cleanup = new Cleanup();
let pair: BalancedPair;
let sink: SmtpSink;
let people: OlderPeople;
let connection: mongoose.Connection;
let db: mongoose.mongo.Db;
let older: Launch;
let rewrite: ReturnType<typeof asOlderClient>;
beforeAll(async () => {
  if (nginx === undefined) return;
  const { directory } = await checkOut('551c88d', cleanup);
  rewrite = asOlderClient(buildSchema(await readFile(join(directory, 'schema/schema.graphql'), 'utf8')));
  older = async (settings) => processes.launchBuilt(settings, await processes.makeDirectory(), [], directory);
  people = await readOlderPeople();
  ({ connection, db } = await connect(uri));
  await fillAsOlder(db);
  sink = await startSmtpSink();
  const settings = {
    ...olderSettings(uri, people),
    ...{
      RATE_LIMIT: 'false',
      SMTP_URL: sink.url,
      PUBLIC_URL: 'http://localhost:4000',
      HASH_CONCURRENCY: '1',
    },
  };
  pair = await startBalancedPair(nginx, settings, processes, older);
}, 900_000);
afterAll(async () => {
  if (nginx === undefined) return;
  await pair.stop();
  await sink.stop();
  await cleanup.run();
  await connection.dropDatabase();
  await connection.close();
});

const superseded = ['usernameCanonical_1', 'phoneNumber_1', 'identities.issuer_1_identities.subject_1'];
const supersededNow = async () => {
  const names = (await db.collection('users').indexes()).map(({ name }) => name);
  return superseded.filter((name) => names.includes(name));
};
const newer: Launch = (settings) => processes.launch(settings);

// Without one it is told as skipped (apt-get install nginx).
(nginx === undefined ? describe.skip : describe)('an upgrade of one replica after the other', () => {
  it('forwards, back and forwards again fails no request, and loses nothing', async () => {
    const api = new GraphQLClient(`${pair.url}/graphql`, rewrite);
    const readers = await Promise.all(Array.from({ length: 4 }, () => signUp({ api })));
    const load = startSteadyLoad(pair.url, readers, rewrite);
    const workload = startWorkload({ apis: [api], sink, clients: 2, admin: people.alan });
    const failed = () => load.failures.length + (workload.counts['no answer'] ?? 0);
    let lostByOlder = 0;
    const steps = [newer, older, newer];
    for (const [number, launch] of steps.entries())
      for (const place of [0, 1] as const) {
        const failedBefore = failed();
        await pair.end(place);
        // That version closes idle connections as soon as it stops, and a request that nginx sends over one in this moment is lost.
        if (launch === newer) lostByOlder += failed() - failedBefore;
        await pair.begin(place, launch);
        process.stderr.write(
          `step ${number}.${place}: ${load.answered} answered, ${failed()} failed; ${JSON.stringify(workload.counts)}; superseded: ${(await supersededNow()).length}\n`,
        );
        const before = load.answered;
        await until('the two work beside each other', () => load.answered > before + 200);
        if (launch === newer) expect(await supersededNow()).toEqual([]);
      }
    await Promise.all([load.stop(), workload.stop()]);
    process.stderr.write(
      `${load.answered} answered; ${lostByOlder} failed in the stops of the older version\n`,
    );
    expect(failed()).toBe(lostByOlder);
    expect(workload.counts).not.toHaveProperty('UNAVAILABLE');
    await until(
      'the outbox is empty',
      async () => (await db.collection('outbox').countDocuments({ state: 'waiting' })) === 0,
    );
    const { people: journalled, breaches } = workload;
    const losses = await findLosses({ people: journalled, database: db, urls: pair.urls, sink, crashes: 0 });
    expect([...breaches, ...losses]).toEqual([]);
  });
});
