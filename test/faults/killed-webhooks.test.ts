/** Gateways are killed while they tell others: what was written comes, in its order and under its id, and none is left behind. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignUpDocument, UpdateProfileDocument } from '../generated/operations.js';
import { createGatewayProcesses, type GatewayProcess, until } from '../harness/gateway-process.js';
import { type LentDatabase, lendDatabase } from '../harness/lent-database.js';
import { newPerson, signUp } from '../harness/people.js';
import { answerWith, startWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.js';

const processes = createGatewayProcesses();
let database: LentDatabase;
let receiver: WebhookReceiver;
beforeAll(async () => {
  database = await lendDatabase();
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await processes.endAll();
  await receiver.stop();
  await database.giveBack();
});

const launch = () =>
  processes.launch({
    ...{ MONGODB_URI: database.uri, SECRET: 'a-secret-for-tests-that-is-long-enough', RATE_LIMIT: 'false' },
    PUBLIC_URL: 'http://localhost:4000',
    WEBHOOKS: `crm|${receiver.url}|whsec_${Buffer.alloc(32, 1).toString('base64')}|user.* profile.changed`,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  });
const deliveries = () => database.db.collection('webhookDeliveries');
const lanes = () => database.db.collection('webhookLanes');
const kill = async (gateway: GatewayProcess) => {
  gateway.signal('SIGKILL');
  await gateway.exit;
};
/** As if the leases of those that were killed had run out. */
const endLeases = () => lanes().updateMany({}, { $set: { dueAt: new Date(0) } });
const waiting = () => deliveries().countDocuments({ state: 'waiting' });

describe('SIGKILL', () => {
  it('of the one that sends: another one sends it again, and then what stands behind it', async () => {
    receiver.answer(() => undefined);
    const first = await launch();
    const { api } = await first.ready();
    const person = await signUp({ api });
    const { headers } = await receiver.waitFor('user.signed-up', person.userId);
    for (const firstName of ['Grace', 'Edsger'])
      await api.call(UpdateProfileDocument, { input: { firstName } }, person);
    await until('all of them are written', async () => (await waiting()) === 3);
    await kill(first);
    expect(await waiting()).toBe(3);
    receiver.answer(answerWith(204));
    const second = await launch();
    await second.ready();
    await endLeases();
    await until('all of them are told', async () => (await waiting()) === 0);
    await kill(second);
    expect(receiver.typesOf(person.userId)).toEqual([
      ...['user.signed-up', 'user.signed-up'],
      ...['profile.changed', 'profile.changed'],
    ]);
    const ids = receiver.received.map((received) => received.headers['webhook-id']);
    expect(ids[1]).toBe(headers['webhook-id']);
    expect(new Set(ids).size).toBe(3);
    const times = receiver.received.map(({ body }) => body.timestamp);
    expect(times).toEqual([...times].sort());
  });

  it('at the moment of the change: what is made in a transaction is told, however soon the end comes', async () => {
    receiver.answer(answerWith(503));
    const users = database.db.collection('users');
    const before = await users.countDocuments();
    for (let round = 0; round < 3; round++) {
      const gateway = await launch();
      const { api } = await gateway.ready();
      const known = await users.countDocuments();
      const signUps = Array.from({ length: 6 }, () =>
        api.send(SignUpDocument, { input: newPerson() }).catch(() => undefined),
      );
      await until('one of them has an account', async () => (await users.countDocuments()) > known);
      await kill(gateway);
      await Promise.all(signUps);
    }
    const made = await users
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .toArray();
    expect(made.length - before).toBeGreaterThanOrEqual(3);
    const told = await deliveries().distinct('userId', { event: 'user.signed-up' });
    expect(told.map(String).sort()).toEqual(made.map(({ _id }) => String(_id)).sort());
  });

  it('of those that write: an event is there with its place in line, or is not there', async () => {
    receiver.answer(answerWith(503));
    for (let round = 0; round < 2; round++) {
      const gateway = await launch();
      const { api } = await gateway.ready();
      const before = await deliveries().countDocuments();
      const signUps = Array.from({ length: 8 }, () =>
        api.send(SignUpDocument, { input: newPerson() }).catch(() => undefined),
      );
      await until('one of them is written', async () => (await deliveries().countDocuments()) > before);
      await kill(gateway);
      await Promise.all(signUps);
    }
    expect(await waiting()).toBeGreaterThan(0);
    const lost = await deliveries().distinct('lane', { state: 'waiting' });
    expect(await lanes().distinct('_id', { _id: { $in: lost } })).toHaveLength(lost.length);
    receiver.answer(answerWith(204));
    const heir = await launch();
    await heir.ready();
    await endLeases();
    await until('all of them are told', async () => (await waiting()) === 0);
    await until('no lane is left', async () => (await lanes().countDocuments()) === 0);
    await kill(heir);
    // What was not written when its process ended was lost with it, and nothing is there twice.
    const toldOf = (await deliveries().find({ event: 'user.signed-up' }).toArray()).map(({ userId }) =>
      String(userId),
    );
    expect(new Set(toldOf).size).toBe(toldOf.length);
  });
});
