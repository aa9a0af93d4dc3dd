/** What signs the webhooks of endpoints that admins made: it changes while both are good, and moves with SECRET. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  CreateWebhookDocument,
  RemoveWebhookDocument,
  RotateWebhookSecretDocument,
  SignInDocument,
  WebhooksDocument,
} from '../generated/operations.js';
import { runCommand } from '../harness/command-line.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { makeAdmin, opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { signatureUnder, startWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.js';

const settings = {
  WEBHOOKS_BY_ADMINS: 'true',
  WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  RATE_LIMIT: 'false',
};

let receiver: WebhookReceiver;
let gateway: TestGateway;
let admin: SignedUp;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  gateway = await startTestGateway(settings);
  admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
});
afterAll(async () => {
  await gateway.stop();
  await receiver.stop();
});

const asAdmin = async () => {
  const input = { email: admin.email, password: admin.password };
  return opened((await gateway.api.call(SignInDocument, { input })).signIn);
};
const create = async (id: string) => {
  const input = { id, url: receiver.url, events: ['user.signed-up'] };
  return (await gateway.api.call(CreateWebhookDocument, { input }, await asAdmin())).createWebhook;
};
const remove = async (id: string) => gateway.api.call(RemoveWebhookDocument, { id }, await asAdmin());
const list = async () => (await gateway.api.call(WebhooksDocument, {}, await asAdmin())).webhooks;

// Before the clock of one replica is moved: lanes go by it.
describe('SECRET', () => {
  it('moves what signs, and what it cannot open waits until it can', async () => {
    const { secret } = await create('sealed');
    const both = {
      ...settings,
      ...replicaOf(gateway),
      SECRET: `next-secret-for-tests-that-is-long-enough,${testSecret}`,
    };
    const { stdout } = await runCommand(['secrets', 'reencrypt', '--json'], both);
    expect(JSON.parse(stdout)).toMatchObject({ webhookSecrets: 1 });
    // This gateway has the older entry alone, so nothing can sign here once it has looked, and nothing goes out unsigned.
    await list();
    const { userId } = await signUp(gateway);
    const deliveries = gateway.database.collection('webhookDeliveries');
    const waiting = { endpoint: 'sealed', state: 'waiting' };
    await until('it waits', async () => (await deliveries.countDocuments(waiting)) === 1);
    expect(receiver.typesOf(userId)).toEqual([]);
    const { stdout: examined } = await runCommand(['doctor', '--json'], { ...both, SECRET: testSecret });
    expect(JSON.parse(examined)).toContainEqual(
      expect.objectContaining({
        subject: 'Webhooks',
        state: 'wrong',
        says: expect.stringContaining('sealed'),
      }),
    );
    const heir = await startTestGateway(both);
    try {
      const told = await receiver.waitFor('user.signed-up', userId);
      expect(told.headers['webhook-signature']).toBe(signatureUnder(secret, told));
    } finally {
      await heir.stop('keep');
    }
    await remove('sealed');
  });
});

describe('rotateWebhookSecret', () => {
  const rotate = async (id: string, overlap: { readonly overlapHours?: number } = {}) =>
    (await gateway.api.call(RotateWebhookSecretDocument, { id, ...overlap }, await asAdmin()))
      .rotateWebhookSecret;
  const toldNow = async () => {
    const { userId } = await signUp(gateway);
    return receiver.waitFor('user.signed-up', userId);
  };

  it('signs with both for a day, and then with the new one', async () => {
    const { secret: first } = await create('turning');
    const { secret: second, webhook } = await rotate('turning');
    expect(second).not.toBe(first);
    expect(Date.parse(webhook.previousSecretUntil ?? '') - gateway.clock.now().getTime()).toBeCloseTo(
      24 * 3_600_000,
      -5,
    );
    const both = await toldNow();
    expect(both.headers['webhook-signature']).toBe(
      `${signatureUnder(second, both)} ${signatureUnder(first, both)}`,
    );
    gateway.clock.advance(24 * 3_600_000 + 1);
    await list();
    const after = await toldNow();
    expect(after.headers['webhook-signature']).toBe(signatureUnder(second, after));
    expect((await list()).find(({ id }) => id === 'turning')).toMatchObject({ previousSecretUntil: null });
    // Twice in a row: the newest two.
    const [{ secret: third }, { secret: fourth }] = [
      await rotate('turning'),
      await rotate('turning', { overlapHours: 1 }),
    ];
    const twice = await toldNow();
    expect(twice.headers['webhook-signature']).toBe(
      `${signatureUnder(fourth, twice)} ${signatureUnder(third, twice)}`,
    );
    const { secret: fifth } = await rotate('turning', { overlapHours: 0 });
    const leaked = await toldNow();
    expect(leaked.headers['webhook-signature']).toBe(signatureUnder(fifth, leaked));
    await remove('turning');
  });

  it('refuses an overlap that is no time, and an endpoint that is none', async () => {
    const fresh = await asAdmin();
    for (const overlapHours of [-1, 169])
      expect(
        (await gateway.api.refusal(RotateWebhookSecretDocument, { id: 'x', overlapHours }, fresh)).fields,
      ).toEqual([{ path: 'overlapHours', rule: 'range', message: 'must be 0 to 168' }]);
    expect((await gateway.api.refusal(RotateWebhookSecretDocument, { id: 'x' }, fresh)).code).toBe(
      'NOT_FOUND',
    );
  });
});
