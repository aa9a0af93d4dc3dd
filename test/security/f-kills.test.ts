/** The gateway or its database is killed while people sign up. */
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import { SignInDocument, SignUpDocument } from '../generated/operations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { createGatewayProcesses, type GatewayProcess, until } from '../harness/gateway-process.js';
import type { GraphQLClient } from '../harness/graphql-client.js';
import { type OwnMongod, startOwnMongod } from '../harness/own-mongod.js';
import { newPerson, opened } from '../harness/people.js';

const processes = createGatewayProcesses();
let mongod: OwnMongod;
beforeAll(async () => {
  mongod = await startOwnMongod('kills');
});
afterAll(async () => {
  await processes.endAll();
  await mongod.stop();
});

const SECRET = 'a-secret-for-tests-that-is-long-enough';
type Person = ReturnType<typeof newPerson>;

/** Signs people up, several at once, until it is stopped; tells those whose sign-up was answered. */
function keepSigningUp(api: GraphQLClient) {
  const acknowledged: Person[] = [];
  const attempted: Person[] = [];
  let isStopped = false;
  const client = async () => {
    while (!isStopped) {
      const input = newPerson();
      attempted.push(input);
      const answer = await api.send(SignUpDocument, { input }).catch(() => undefined);
      if (answer?.data?.signUp.auth) acknowledged.push(input);
      else await sleep(50);
    }
  };
  const running = Promise.all([client(), client(), client()]);
  return {
    acknowledged,
    attempted,
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

/** Whoever was told to have an account signs in, and nobody has half of one. */
async function expectAllThere(
  api: GraphQLClient,
  uri: string,
  { acknowledged, attempted }: ReturnType<typeof keepSigningUp>,
) {
  expect(acknowledged.length).toBeGreaterThan(0);
  for (const { email, password } of acknowledged) {
    const { signIn } = await api.call(SignInDocument, { input: { email, password } });
    expect(opened(signIn).user.email).toBe(email);
  }
  const connection = await mongoose.createConnection(uri).asPromise();
  const users = await connection
    .collection('users')
    .find({ emailCanonical: { $in: attempted.map(({ email }) => email) } })
    .toArray();
  await connection.close();
  // Written whole or not at all: whoever is there, told or not, has a hash and can sign in.
  for (const user of users) {
    const person = attempted.find(({ email }) => email === user['emailCanonical']);
    expect(person).toBeDefined();
    if (person === undefined || acknowledged.includes(person)) continue;
    const { signIn } = await api.call(SignInDocument, {
      input: { email: person.email, password: person.password },
    });
    expect(opened(signIn).userId).toBe(String(user._id));
  }
}

describe('F1 a gateway that is killed during sign-ups loses no account that it has acknowledged', () => {
  it('in three rounds, and is ready again each time', async () => {
    const MONGODB_URI = freshDatabaseUri();
    const start = () => processes.launch({ MONGODB_URI, SECRET, RATE_LIMIT: 'false' });
    let gateway: GatewayProcess = await start();
    let { api } = await gateway.ready();
    for (let round = 0; round < 3; round++) {
      const load = keepSigningUp(api);
      await until('some have signed up', () => load.acknowledged.length > 4);
      gateway.signal('SIGKILL');
      await gateway.exit;
      await load.stop();
      gateway = await start();
      ({ api } = await gateway.ready());
      await expectAllThere(api, MONGODB_URI, load);
    }
    gateway.signal('SIGTERM');
    expect((await gateway.exit).code).toBe(0);
  });
});

describe('F2 a database that is killed during sign-ups loses none either, and the gateway finds it again', () => {
  it('by itself, in the same process', async () => {
    const gateway = await processes.launch({ MONGODB_URI: mongod.uri, SECRET, RATE_LIMIT: 'false' });
    const { api, url } = await gateway.ready();
    const load = keepSigningUp(api);
    await until('some have signed up', () => load.acknowledged.length > 4);
    await mongod.kill();
    const before = load.acknowledged.length;
    await sleep(500);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/.well-known/jwks.json`)).status).toBe(200);
    await mongod.restart();
    await until('people sign up again', () => load.acknowledged.length > before + 2);
    await load.stop();
    await expectAllThere(api, mongod.uri, load);
    gateway.signal('SIGTERM');
    expect((await gateway.exit).code).toBe(0);
  });
});
