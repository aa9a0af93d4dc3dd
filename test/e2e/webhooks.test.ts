/** Webhooks from the operation that causes them to the service that is told, past services that do not behave. */
import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  DeleteAccountDocument,
  ReplayWebhookDeliveriesDocument,
  SignInDocument,
  UpdateProfileDocument,
  WebhookDeliveriesDocument,
  type WebhookDeliveriesQueryVariables,
} from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailsTo } from '../harness/mailbox.js';
import { makeAdmin, opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { answerWith, startWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.js';

const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;
const names = ['crm', 'flaky', 'gone', 'moved', 'silent'] as const;
type Name = (typeof names)[number];

let receivers: Record<Name, WebhookReceiver>;
let gateway: TestGateway;
let admin: SignedUp;
let settings: Record<string, string>;
/** What the silent one has in its hands, and the most that it ever had at once. */
const held = { now: 0, most: 0 };
beforeAll(async () => {
  const started = await Promise.all(names.map(async (name) => [name, await startWebhookReceiver()] as const));
  receivers = Object.fromEntries(started) as Record<Name, WebhookReceiver>;
  const { crm, flaky, gone, moved, silent } = receivers;
  const entries = [
    `crm|${crm.url}|${secretOf(1)} ${secretOf(2)}|user.* profile.changed sign-in.failed`,
    `flaky|${flaky.url}|${secretOf(3)}|user.signed-up profile.changed`,
    `gone|${gone.url}|${secretOf(4)}|sign-in.failed`,
    `moved|${moved.url}|${secretOf(5)}|sign-in.failed`,
    `silent|${silent.url}|${secretOf(6)}|user.*`,
    `inner|https://169.254.169.254/latest|${secretOf(7)}|sign-in.failed`,
  ];
  settings = { WEBHOOKS: entries.join(','), WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8', RATE_LIMIT: 'false' };
  // It takes what it is sent, and never answers.
  silent.answer((response) => {
    held.most = Math.max(held.most, ++held.now);
    response.once('close', () => held.now--);
  });
  moved.answer(answerWith(302, { location: crm.url }));
  gateway = await startTestGateway(settings);
  admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
});
afterAll(async () => {
  await gateway.stop();
  for (const receiver of Object.values(receivers)) await receiver.stop();
});

/** Signed in anew: the clock is moved further than a session is fresh. */
const asAdmin = async () => {
  const input = { email: admin.email, password: admin.password };
  return opened((await gateway.api.call(SignInDocument, { input })).signIn);
};
const list = async (variables: WebhookDeliveriesQueryVariables) => {
  const { webhookDeliveries } = await gateway.api.call(WebhookDeliveriesDocument, variables, await asAdmin());
  return webhookDeliveries.edges.map(({ node }) => node);
};
const rename = (person: SignedUp, firstName: string) =>
  gateway.api.call(UpdateProfileDocument, { input: { firstName } }, person);
const failToSignIn = ({ email }: SignedUp) =>
  gateway.api.send(SignInDocument, { input: { email, password: 'wrong' } });
const logged = (event: string, endpoint: string) =>
  gateway.logLines.filter(
    (line) => line.includes(`"event":"${event}"`) && line.includes(`"endpoint":"${endpoint}"`),
  );

describe('webhooks: ok', () => {
  it('tell what happened, signed with each secret, and not from where', async () => {
    const person = await signUp(gateway);
    const { headers, text, body } = await receivers.crm.waitFor('user.signed-up', person.userId);
    expect(body).toEqual({
      type: 'user.signed-up',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: { version: 1, userId: person.userId, requestId: expect.any(String) },
    });
    const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers;
    const signatures = [1, 2].map((byte) => {
      const signed = createHmac('sha256', Buffer.alloc(32, byte)).update(
        `${String(id)}.${String(timestamp)}.${text}`,
      );
      return `v1,${signed.digest('base64')}`;
    });
    expect(headers['webhook-signature']).toBe(signatures.join(' '));
    expect(text).not.toContain(person.email);
    // The same event has the same id at each endpoint.
    expect((await receivers.flaky.waitFor('user.signed-up', person.userId)).headers['webhook-id']).toBe(id);
  });

  it('hold up neither mails nor other endpoints, whatever one of them does', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => signUp(gateway)));
    for (const { email, userId } of people) {
      await receivers.crm.waitFor('user.signed-up', userId);
      expect(await mailsTo(gateway, email)).toHaveLength(1);
    }
    // No more of them are in the hands of one that never answers than one replica has hands.
    expect([1, 2, 3, 4]).toContain(held.most);
  });

  // Before the clock of one of them is moved: leases are as good as the clocks agree.
  it('come once from two replicas', async () => {
    const replica = await startTestGateway({ ...settings, ...replicaOf(gateway) });
    try {
      const people = await Promise.all(
        Array.from({ length: 10 }, (_, turn) => signUp(turn % 2 === 0 ? gateway : replica)),
      );
      for (const { userId } of people) await receivers.crm.waitFor('user.signed-up', userId);
      await until('none waits for crm', async () => {
        return (await list({ filter: { endpoint: 'crm', state: 'WAITING' } })).length === 0;
      });
      expect(people.map(({ userId }) => receivers.crm.typesOf(userId))).toEqual(
        people.map(() => ['user.signed-up']),
      );
    } finally {
      await replica.stop('keep');
    }
  });

  it('keep the order of one user where an endpoint fails, and hold up no other user', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    await receivers.flaky.waitFor('user.signed-up', person.userId);
    const seen: string[] = [];
    let failures = 2;
    receivers.flaky.answer((response, { body: { type, data } }) => {
      const isHis = data['userId'] === person.userId;
      if (isHis && failures-- > 0) response.writeHead(503).end();
      else {
        if (isHis) seen.push(type);
        response.writeHead(200).end();
      }
    });
    for (const name of ['Grace', 'Edsger', 'Barbara']) await rename(person, name);
    await rename(other, 'Alan');
    await receivers.flaky.waitFor('profile.changed', other.userId);
    await until('all of them are told, in their order', () => {
      gateway.clock.advance(2_000);
      return seen.length === 3;
    });
    const told = receivers.flaky.received.filter(
      ({ body: { type, data } }) => type === 'profile.changed' && data['userId'] === person.userId,
    );
    // The first one three times, under one id; then the others, as they happened.
    const ids = told.map(({ headers }) => headers['webhook-id']);
    expect([ids[1], ids[2]]).toEqual([ids[0], ids[0]]);
    const times = told.map(({ body }) => body.timestamp);
    expect(times).toEqual([...times].sort());
    expect(new Set(ids).size).toBe(3);
  });

  it('wait for an endpoint that is away for an hour, and come in their order once it is back', async () => {
    const person = await signUp(gateway);
    await receivers.flaky.waitFor('user.signed-up', person.userId);
    const told = () => receivers.flaky.received.filter(({ body }) => body.data['userId'] === person.userId);
    receivers.flaky.answer(answerWith(503));
    for (const name of ['Grace', 'Edsger', 'Barbara']) await rename(person, name);
    // Tried at once, and each quarter of an hour at the latest.
    for (let quarter = 1; quarter <= 4; quarter++) {
      await until('it was tried', () => told().length === 1 + quarter);
      await until('it waits', async () => {
        const [, , first] = await list({ filter: { endpoint: 'flaky', state: 'WAITING' } });
        return first?.attempts === quarter;
      });
      gateway.clock.advance(15 * 60_000);
    }
    receivers.flaky.answer(answerWith(204));
    gateway.clock.advance(15 * 60_000);
    await until('none waits for it', async () => {
      return (await list({ filter: { endpoint: 'flaky', state: 'WAITING' } })).length === 0;
    });
    const times = told().map(({ body }) => body.timestamp);
    expect(times).toEqual([...times].sort());
    expect(new Set(told().map(({ headers }) => headers['webhook-id'])).size).toBe(4);
  });
});

describe('webhooks: endpoints that do not behave', () => {
  it('are off once they answered 410, which is told; a redirect and an inner address are failures', async () => {
    receivers.gone.answer(answerWith(410));
    const person = await signUp(gateway);
    await failToSignIn(person);
    await until('it is told that the endpoint is off', () => logged('webhook.disabled', 'gone').length === 1);
    await receivers.moved.waitFor('sign-in.failed', person.userId);
    await until('the inner address is refused', () =>
      logged('webhook.delayed', 'inner')[0]?.includes('ADDRESS_REFUSED'),
    );
    await until('the redirect is a failure', () =>
      logged('webhook.delayed', 'moved')[0]?.includes('HTTP_302'),
    );
    // Where it was redirected to has had the event by itself, once.
    await receivers.crm.waitFor('sign-in.failed', person.userId);
    expect(receivers.crm.typesOf(person.userId)).toEqual(['user.signed-up', 'sign-in.failed']);
    const [parked] = await list({ filter: { endpoint: 'gone' } });
    expect(parked).toMatchObject({ state: 'PARKED', attempts: 1, lastStatus: 410, lastFault: 'HTTP_410' });
    const before = receivers.gone.received.length;
    await failToSignIn(person);
    await until('the others are told again', () => receivers.crm.typesOf(person.userId).length === 3);
    expect(receivers.gone.received).toHaveLength(before);
    expect(await list({ filter: { endpoint: 'gone', state: 'WAITING' } })).toEqual([]);
  });

  it('are given up after two days, which is told, and what is parked can be replayed', async () => {
    // The one behind it was not tried yet.
    const [behind, waiting] = await list({ filter: { endpoint: 'moved', state: 'WAITING' } });
    expect(behind).toMatchObject({ attempts: 0, lastStatus: null });
    expect(waiting).toMatchObject({ lastStatus: 302, nextAttemptAt: expect.any(String) });
    gateway.clock.advance(2 * 24 * 3_600_000 + 1);
    await until('it is told that it was given up', () => logged('webhook.parked', 'moved').length > 0);
    const [parked] = await list({ filter: { endpoint: 'moved', state: 'PARKED' } });
    receivers.moved.answer(answerWith(200));
    const ids = [parked?.id ?? ''];
    expect(await gateway.api.call(ReplayWebhookDeliveriesDocument, { ids }, await asAdmin())).toEqual({
      replayWebhookDeliveries: 1,
    });
    await until('it is taken', async () => {
      const delivered = await list({ filter: { endpoint: 'moved', state: 'DELIVERED' } });
      return delivered.some(({ messageId }) => messageId === parked?.messageId);
    });
  });
});

describe('replayWebhookDeliveries', () => {
  it('sends a span again to one endpoint, and is audited', async () => {
    const person = await signUp(gateway);
    const first = await receivers.crm.waitFor('user.signed-up', person.userId);
    await until(
      'it is marked',
      async () => (await list({ filter: { endpoint: 'crm' }, first: 1 }))[0]?.state === 'DELIVERED',
    );
    const span = { from: first.body.timestamp, endpoint: 'crm' };
    expect(await gateway.api.call(ReplayWebhookDeliveriesDocument, span, await asAdmin())).toEqual({
      replayWebhookDeliveries: 1,
    });
    await until('it comes again', () => receivers.crm.typesOf(person.userId).length === 2);
    const ids = receivers.crm.received.filter(({ body }) => body.data['userId'] === person.userId);
    expect(new Set(ids.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const isAudited = gateway.logLines.some((line) => line.includes('"event":"webhook.replayed"'));
    expect(isAudited).toBe(true);
  });

  it('is for admins who have just signed in, and takes ids or a span', async () => {
    const person = await signUp(gateway);
    const from = new Date().toISOString();
    const fresh = await asAdmin();
    const refuse = (variables: object, by?: { readonly accessToken: string }) =>
      gateway.api.refusal(ReplayWebhookDeliveriesDocument, variables, by);
    expect((await refuse({ from })).code).toBe('UNAUTHENTICATED');
    expect((await refuse({ from }, person)).code).toBe('FORBIDDEN');
    expect((await gateway.api.refusal(WebhookDeliveriesDocument, {}, person)).code).toBe('FORBIDDEN');
    expect((await refuse({}, fresh)).fields).toEqual([
      { path: 'from', rule: 'required', message: expect.any(String) },
    ]);
    expect((await refuse({ ids: Array.from({ length: 1_001 }, () => 'x') }, fresh)).fields?.[0]?.path).toBe(
      'ids',
    );
    expect(
      await gateway.api.call(ReplayWebhookDeliveriesDocument, { ids: ['x', '{"$ne":1}'] }, fresh),
    ).toEqual({
      replayWebhookDeliveries: 0,
    });
  });
});

describe('an erased person', () => {
  it('is in no log of what was told about them, once what waited was told', async () => {
    const person = await signUp(gateway);
    await receivers.crm.waitFor('user.signed-up', person.userId);
    const about = async () =>
      (await gateway.database.collection('webhookDeliveries').find({ endpoint: 'crm' }).toArray()).filter(
        ({ body }) => String(body).includes(person.userId),
      );
    expect(await about()).toHaveLength(1);
    await gateway.api.call(DeleteAccountDocument, { password: person.password }, person);
    const { body } = await receivers.crm.waitFor('user.erased', person.userId);
    expect(body.data['userId']).toBe(person.userId);
    // What tells of the end itself stays, and names nobody but by their id.
    expect((await about()).map(({ event }) => String(event))).not.toContain('user.signed-up');
  });
});
