/**
 * Two gateways over three mongods, and people at work, while the primary is killed, frozen, stepped down or parted, or what is between
 * them breaks. `npm run test:faults` goes through all of it, FAULTS=100 a hundred times; `npm test` once through the first.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type mongoose from 'mongoose';

import { MeDocument, SendPasswordResetEmailDocument, SignOutDocument } from '../generated/operations.js';
import { findLosses } from '../harness/fault-checks.js';
import { startWorkload, type Workload } from '../harness/fault-workload.js';
import { createGatewayProcesses, type GatewayProcess, until } from '../harness/gateway-process.js';
import { GraphQLClient } from '../harness/graphql-client.js';
import { connect } from '../harness/lent-database.js';
import { makeAdmin, newPerson, signUp } from '../harness/people.js';
import { type ReplicaSet, startReplicaSet } from '../harness/replica-set.js';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink.js';

const rounds = Number(process.env['FAULTS'] ?? 1);
const processes = createGatewayProcesses();
const gateways: GatewayProcess[] = [];
const urls: string[] = [];
let set: ReplicaSet;
let sink: SmtpSink;
let connection: mongoose.Connection;
let database: mongoose.mongo.Db;
let admin: { readonly email: string; readonly password: string };

beforeAll(async () => {
  [set, sink] = await Promise.all([startReplicaSet(), startSmtpSink()]);
  const settings = {
    ...{ MONGODB_URI: set.uri, SECRET: 'a-secret-for-tests-that-is-long-enough', SMTP_URL: sink.url },
    ...{ RATE_LIMIT: 'false', HASH_CONCURRENCY: '1', PUBLIC_URL: 'http://localhost:4000' },
    ...{ KEY_ROTATION_CRON: '*/5 * * * * *', KEY_ROTATION_LEAD: '2s' },
  };
  gateways.push(await processes.launch(settings), await processes.launch(settings));
  for (const gateway of gateways) urls.push((await gateway.ready()).url);
  ({ connection, db: database } = await connect(set.uri));
  const api = new GraphQLClient(`${urls[0] ?? ''}/graphql`);
  const person = await signUp({ api });
  await makeAdmin({ api, database }, person);
  admin = person;
});
afterAll(async () => {
  await processes.endAll();
  await connection.close();
  await Promise.all([set.stop(), sink.stop()]);
});

/** Each breaks something, and ends when there is a primary that can be worked with; when that was, as performance.now() has it. */
const faults: Readonly<Record<string, () => Promise<number>>> = {
  async killed() {
    const primary = await set.primary();
    await primary.kill();
    return electedBeside(primary);
  },
  async frozen() {
    const primary = await set.primary();
    primary.freeze();
    const at = await electedBeside(primary);
    primary.thaw();
    return at;
  },
  async 'stepped down'() {
    const primary = await set.primary();
    await primary.ask({ replSetStepDown: 10, force: true });
    return electedBeside(primary);
  },
  async parted() {
    const primary = await set.primary();
    set.part(primary);
    return electedBeside(primary);
  },
  async 'parted with a gateway'() {
    const primary = await set.primary();
    const [gateway] = gateways;
    set.part(primary, gateway === undefined ? [] : [gateway.pid]);
    await electedBeside(primary);
    await set.heal();
    return performance.now();
  },
  async 'cut off from its clients'() {
    const primary = await set.primary();
    for (let times = 0; times < 10; times++) {
      primary.proxy.cut();
      await workOnBoth(performance.now());
    }
    return performance.now();
  },
  async 'without answers'() {
    const primary = await set.primary();
    primary.proxy.treat(() => 'halved');
    await until('nobody is answered', () => workload.counts['UNAVAILABLE'] ?? 0);
    await set.heal();
    return performance.now();
  },
};

let workload: Workload;

async function electedBeside(primary: Awaited<ReturnType<ReplicaSet['primary']>>): Promise<number> {
  return (await set.elected(set.members.filter((member) => member !== primary))).at;
}

/** How long after that a request that came afterwards was written by each gateway, in milliseconds. */
function workOnBoth(at: number): Promise<readonly number[]> {
  return Promise.all(
    urls.map(async (url) => {
      const api = new GraphQLClient(`${url}/graphql`);
      let doneAt: number | undefined;
      const ask = async () => {
        const { errors } = await api.send(SendPasswordResetEmailDocument, { email: newPerson().email });
        if (errors.length === 0) doneAt ??= performance.now();
      };
      // Whoever asks in the meantime waits for nobody who came before.
      while (doneAt === undefined) {
        ask().catch(() => undefined);
        await sleep(50);
      }
      return Math.round(doneAt - at);
    }),
  );
}

const names = Object.keys(faults);
const chosen = Array.from({ length: rounds }, (_, round) => names[round % names.length] ?? '');

const gatewayAt = (index: number) => new GraphQLClient(`${urls[index] ?? ''}/graphql`);

describe('a primary', () => {
  it('that stepped down, and hears nothing more of the others, is no more believed', async () => {
    const people = await Promise.all([0, 1].map(() => signUp({ api: gatewayAt(0) })));
    const before = await set.primary();
    await before.ask({ replSetStepDown: 10, force: true });
    await electedBeside(before);
    set.part(before);
    for (const { accessToken, refreshToken } of people) {
      await until('it is ended', async () => {
        const { errors } = await gatewayAt(0).send(SignOutDocument, { refreshToken });
        return errors.length === 0;
      });
      await sleep(200);
      const { data } = await gatewayAt(1).send(MeDocument, undefined, { accessToken });
      expect(data?.me).toBeFalsy();
    }
    await set.heal();
  });

  it('that goes takes nothing along that was acknowledged, and lets nobody in whom it should not', async () => {
    workload = startWorkload({
      apis: urls.map((url) => new GraphQLClient(`${url}/graphql`)),
      sink,
      clients: 4,
      admin,
    });
    await until('the work has begun', () => workload.people.length >= 4);
    for (const name of chosen) {
      const at = (await faults[name]?.()) ?? 0;
      const [back, acknowledged] = await Promise.all([workOnBoth(at), set.acknowledged()]);
      const itself = Math.round(acknowledged - at);
      process.stderr.write(
        `${name}: written again ${back.join(' and ')} ms after the election, by the set itself ${itself}\n`,
      );
      await set.heal();
      await workOnBoth(performance.now());
    }
    await workload.stop();
    await until('the outbox is empty', async () => {
      const waiting = await database.collection('outbox').countDocuments({ state: 'waiting' });
      return waiting === 0;
    });
    process.stderr.write(`${workload.people.length} people; ${JSON.stringify(workload.counts)}\n`);
    const { people, breaches } = workload;
    const losses = await findLosses({ people, database, urls, sink, crashes: chosen.length });
    expect([...breaches, ...losses]).toEqual([]);
    const failed = gateways.flatMap(({ log }) => log.filter(({ msg }) => msg === 'a resolver failed'));
    expect(failed).toEqual([]);
  });
});
