/** Endpoints that admins make, change and take away, beside those of WEBHOOKS: told on every replica. What signs: rotate-webhook-secret.test.ts. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  AuditEventsDocument,
  CreateWebhookDocument,
  RemoveWebhookDocument,
  SetWebhookDocument,
  SignInDocument,
  WebhookDeliveriesDocument,
  WebhooksDocument,
} from '../generated/operations.js';
import { openTools, runWith } from '../harness/command-in-process.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import {
  answerWith,
  signatureUnder,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../harness/webhook-receiver.js';

const fixed = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

let receiver: WebhookReceiver;
let gateway: TestGateway;
let replica: TestGateway;
let admin: SignedUp;
let settings: Record<string, string>;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  settings = {
    WEBHOOKS: `crm|https://10.0.0.1/|${fixed}|key.*`,
    WEBHOOKS_BY_ADMINS: 'true',
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    RATE_LIMIT: 'false',
  };
  gateway = await startTestGateway(settings);
  replica = await startTestGateway({ ...settings, ...replicaOf(gateway) });
  admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
});
afterAll(async () => {
  await replica.stop('keep');
  await gateway.stop();
  await receiver.stop();
});

const asAdmin = async () => {
  const input = { email: admin.email, password: admin.password };
  return opened((await gateway.api.call(SignInDocument, { input })).signIn);
};
const wish = (id: string, more: object = {}) => ({
  input: { id, url: receiver.url, events: ['user.signed-up'], ...more },
});
const create = async (id: string, more: object = {}) =>
  (await gateway.api.call(CreateWebhookDocument, wish(id, more), await asAdmin())).createWebhook;
const remove = async (id: string) => gateway.api.call(RemoveWebhookDocument, { id }, await asAdmin());
const list = async () => (await gateway.api.call(WebhooksDocument, {}, await asAdmin())).webhooks;
/** Signs people up at the replica until it tells of one, which it does once it knows of the endpoint. */
const toldAtReplica = async (endpoint: string) => {
  const userId = await until('the replica tells of somebody', async () => {
    const person = await signUp(replica);
    const asked = { filter: { endpoint }, first: 1 };
    const { webhookDeliveries } = await replica.api.call(WebhookDeliveriesDocument, asked, await asAdmin());
    const [last] = webhookDeliveries.edges.map(({ node }) => node.body as { data: { userId: string } });
    return last?.data.userId === person.userId ? person.userId : undefined;
  });
  return receiver.waitFor('user.signed-up', userId);
};

describe('createWebhook: ok', () => {
  it('is told at once by every replica, under a secret that is shown once and sealed at rest', async () => {
    const { webhook, secret } = await create('erp');
    expect(webhook).toMatchObject({ id: 'erp', source: 'ADMIN', isOn: true, previousSecretUntil: null });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const here = await signUp(gateway);
    const told = await receiver.waitFor('user.signed-up', here.userId);
    expect(told.headers['webhook-signature']).toBe(signatureUnder(secret, told));
    const there = await toldAtReplica('erp');
    expect(there.headers['webhook-signature']).toBe(signatureUnder(secret, there));
    expect(await list()).toEqual([
      expect.objectContaining({ id: 'crm', source: 'SETTINGS', createdAt: null }),
      expect.objectContaining({ id: 'erp', source: 'ADMIN', createdAt: expect.any(String) }),
    ]);
    const kept = JSON.stringify(await gateway.database.collection('registeredWebhooks').find().toArray());
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    for (const written of [secret, secret.slice('whsec_'.length), key.toString('base64url')])
      expect(kept + gateway.logLines.join('')).not.toContain(written);
    await remove('erp');
  });

  it('is known to the command line, and audited with whoever did it', async () => {
    await create('audited');
    const tools = await openTools(gateway, settings);
    try {
      expect((await runWith(tools, ['webhooks', 'list'])).stdout).toMatch(/audited .+ admin +on/);
      expect((await runWith(tools, ['webhooks', 'test', 'audited'])).stdout).toContain('answered 204');
      const { userId } = await signUp(gateway);
      await receiver.waitFor('user.signed-up', userId);
      await until('it is marked', async () => {
        const { stdout } = await runWith(tools, ['webhooks', 'replay', '--from', '2026-01-01T00:00Z']);
        return !stdout.startsWith('0');
      });
      await until('it comes again', () => receiver.typesOf(userId).length > 1);
    } finally {
      await tools.stop();
    }
    await remove('audited');
    const filter = { events: ['webhook.created', 'webhook.removed'] };
    const { auditEvents } = await gateway.api.call(
      AuditEventsDocument,
      { filter, first: 2 },
      await asAdmin(),
    );
    expect(auditEvents.edges.map(({ node: { event, actor, details } }) => [event, actor, details])).toEqual([
      ['webhook.removed', admin.userId, { endpoint: 'audited' }],
      ['webhook.created', admin.userId, { endpoint: 'audited' }],
    ]);
  });
});

describe('createWebhook: BAD_USER_INPUT', () => {
  it('names each field that is wrong, and makes nothing', async () => {
    const fresh = await asAdmin();
    const problems = async (id: string, more: object) =>
      (await gateway.api.refusal(CreateWebhookDocument, wish(id, more), fresh)).fields?.map(
        ({ path, rule }) => `${path} ${rule}`,
      );
    expect(await problems('', { url: 'no url', events: [] })).toEqual([
      ...['id webhook-id', 'url url', 'events required'],
    ]);
    for (const url of [
      ...['', 'crm.example.com', 'ftp://crm.example.com/', 'http://crm.example.com/', 'javascript:alert(1)'],
      ...['https://ada:pw@crm.example.com/', 'https://crm.example.com/#there', 'https://crm.exam\tple.com/'],
      ...['https://10.0.0.1/', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/', 'http://[::1]/'],
      ...['https://2852039166/', 'https://[fd00:ec2::254]/'],
    ])
      expect([url, await problems('x', { url })]).toEqual([url, ['url url']]);
    const tooLong = `https://crm.example.com/${'x'.repeat(2_048)}`;
    expect(await problems('x', { url: tooLong })).toEqual(['url too-long']);
    for (const pattern of ['nobody.came', 'user', 'webhook.*', 'webhook.created', '*.*', '', '$ne'])
      expect([pattern, await problems('x', { events: [pattern] })]).toEqual([pattern, ['events event-name']]);
    expect(await problems('x', { events: ['user.*', 'user.*'] })).toEqual(['events repeated']);
    expect(await problems('x', { events: Array.from({ length: 101 }, () => '*') })).toEqual([
      'events too-long',
    ]);
    for (const id of ['X', '1x', 'a b', 'a:b', 'x'.repeat(33), '{"$ne":1}'])
      expect([id, await problems(id, {})]).toEqual([id, ['id webhook-id']]);
    expect((await list()).map(({ id }) => id)).toEqual(['crm']);
  });

  it('says that one of WEBHOOKS is changed there alone', async () => {
    const fresh = await asAdmin();
    const readOnly = [{ path: 'id', rule: 'read-only', message: expect.stringContaining('WEBHOOKS') }];
    for (const refused of [
      await gateway.api.refusal(CreateWebhookDocument, wish('crm'), fresh),
      await gateway.api.refusal(SetWebhookDocument, wish('crm'), fresh),
      await gateway.api.refusal(RemoveWebhookDocument, { id: 'crm' }, fresh),
    ])
      expect(refused.fields).toEqual(readOnly);
  });
});

describe('createWebhook: race', () => {
  it('of as many at once as like, one has an id, and no more than twenty are made', async () => {
    const fresh = await asAdmin();
    const send = async (id: string) => {
      const { errors } = await gateway.api.send(CreateWebhookDocument, wish(id), fresh);
      return errors[0]?.extensions.fields?.[0]?.rule ?? 'ok';
    };
    const same = await Promise.all(Array.from({ length: 6 }, () => send('same')));
    expect([...same].sort()).toEqual(['ok', 'taken', 'taken', 'taken', 'taken', 'taken'].sort());
    const many = await Promise.all(Array.from({ length: 24 }, (_, turn) => send(`many-${turn}`)));
    expect(many.filter((outcome) => outcome === 'ok')).toHaveLength(19);
    expect(many.filter((outcome) => outcome === 'too-many')).toHaveLength(5);
    const made = (await list()).filter(({ source }) => source === 'ADMIN');
    expect(made).toHaveLength(20);
    for (const { id } of made) await gateway.api.call(RemoveWebhookDocument, { id }, fresh);
    expect((await list()).map(({ id }) => id)).toEqual(['crm']);
  });
});

describe('setWebhook', () => {
  it('has another URL told, of other events, under the same secret', async () => {
    const other = await startWebhookReceiver();
    const { secret } = await create('moving');
    const { setWebhook } = await gateway.api.call(
      SetWebhookDocument,
      wish('moving', { url: other.url, events: ['user.*', 'sign-in.failed'] }),
      await asAdmin(),
    );
    expect(setWebhook).toMatchObject({ url: other.url, events: ['user.*', 'sign-in.failed'] });
    const { userId } = await signUp(gateway);
    const told = await other.waitFor('user.signed-up', userId);
    expect(told.headers['webhook-signature']).toBe(signatureUnder(secret, told));
    expect(receiver.typesOf(userId)).toEqual([]);
    await remove('moving');
    await other.stop();
  });

  it('tells one again that had answered 410', async () => {
    await create('gone');
    receiver.answer(answerWith(410));
    await signUp(gateway);
    await until('it is off', async () => (await list()).some(({ id, isOn }) => id === 'gone' && !isOn));
    receiver.answer(answerWith(204));
    await gateway.api.call(SetWebhookDocument, wish('gone'), await asAdmin());
    expect((await list()).find(({ id }) => id === 'gone')).toMatchObject({ isOn: true });
    const { userId } = await signUp(gateway);
    await receiver.waitFor('user.signed-up', userId);
    await remove('gone');
  });
});

describe('removeWebhook', () => {
  it('gives up what waits for it, and tells it nothing more', async () => {
    await create('leaving');
    receiver.answer(answerWith(503));
    const { userId } = await signUp(gateway);
    await receiver.waitFor('user.signed-up', userId);
    await remove('leaving');
    receiver.answer(answerWith(204));
    const filter = { endpoint: 'leaving' };
    await until('it is parked', async () => {
      const fresh = await asAdmin();
      const { webhookDeliveries } = await gateway.api.call(WebhookDeliveriesDocument, { filter }, fresh);
      return webhookDeliveries.edges.every(({ node: { state } }) => state === 'PARKED');
    });
    expect(
      await gateway.api.refusal(RemoveWebhookDocument, { id: 'leaving' }, await asAdmin()),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(await gateway.api.refusal(SetWebhookDocument, wish('leaving'), await asAdmin())).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
