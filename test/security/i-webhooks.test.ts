/** What leaves the gateway by itself: where it may go, what it holds, and who reads of it. */
import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  CreateWebhookDocument,
  RemoveWebhookDocument,
  ReplayWebhookDeliveriesDocument,
  RotateWebhookSecretDocument,
  SetWebhookDocument,
  SignInDocument,
  UpdateProfileDocument,
  WebhookDeliveriesDocument,
  WebhooksDocument,
} from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, signUp } from '../harness/people.js';
import { answerWith, startWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.js';

const key = Buffer.alloc(32, 1);
const secret = `whsec_${key.toString('base64')}`;

let receiver: WebhookReceiver;
let inside: WebhookReceiver;
let gateway: TestGateway;
let guarded: TestGateway;
beforeAll(async () => {
  [receiver, inside] = [await startWebhookReceiver(), await startWebhookReceiver()];
  const { port } = new URL(inside.url);
  const inner = [
    `https://127.0.0.1:${port}/`,
    `https://localhost:${port}/`,
    `https://2130706433:${port}/`,
    `https://[::ffff:127.0.0.1]:${port}/`,
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    `http://127.0.0.1:${port}/`,
  ].map((url, turn) => `inner-${turn}|${url}|${secret}|user.signed-up`);
  guarded = await startTestGateway({ WEBHOOKS: inner.join(','), WEBHOOKS_BY_ADMINS: 'true' });
  gateway = await startTestGateway({
    WEBHOOKS: `crm|${receiver.url}|${secret}|*`,
    WEBHOOKS_BY_ADMINS: 'true',
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
    REAUTHENTICATION_MAX_AGE: '5m',
  });
});
afterAll(async () => {
  await gateway.stop();
  await guarded.stop();
  await receiver.stop();
  await inside.stop();
});

describe('I1 a webhook goes to no address that is not public, however it is written, unless its network is allowed', () => {
  it('this machine, private networks and the metadata of clouds', async () => {
    await signUp(guarded);
    const refused = () =>
      new Set(
        guarded.logLines
          .filter((line) => line.includes('"webhook.delayed"') && line.includes('"ADDRESS_REFUSED"'))
          .map((line) => (JSON.parse(line) as { endpoint: string }).endpoint),
      );
    await until('all of them are refused', () => refused().size === 7);
    expect(inside.received).toEqual([]);
  });
});

describe('I2 a redirect is followed nowhere', () => {
  it('not to an address that is allowed either', async () => {
    receiver.answer(answerWith(307, { location: inside.url }));
    const { userId } = await signUp(gateway);
    await receiver.waitFor('user.signed-up', userId);
    await until('it is a failure', () =>
      gateway.logLines.some((line) => line.includes('"webhook.delayed"') && line.includes('"HTTP_307"')),
    );
    expect(inside.received).toEqual([]);
    receiver.answer(answerWith(204));
  });
});

describe('I3 a webhook is signed with its id and its time, and holds no address, name, secret or source', () => {
  it('whatever happens to somebody', async () => {
    const person = await signUp(gateway, { firstName: 'Ernestine', lastName: 'Schwyzer' });
    await gateway.api.call(UpdateProfileDocument, { input: { firstName: 'Wilhelmina' } }, person);
    await gateway.api.send(SignInDocument, { input: { email: person.email, password: 'a wrong one' } });
    await receiver.waitFor('sign-in.failed', person.userId);
    await receiver.waitFor('profile.changed', person.userId);
    const secrets = [person.email, person.password, 'a wrong one', person.accessToken, person.refreshToken];
    for (const { text, headers } of receiver.received) {
      for (const held of [...secrets, 'Ernestine', 'Schwyzer', 'Wilhelmina', '127.0.0.1', secret])
        expect(text + JSON.stringify({ ...headers, host: '' })).not.toContain(held);
      const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = headers;
      const mac = createHmac('sha256', key).update(`${String(id)}.${String(time)}.${text}`);
      expect(signature).toBe(`v1,${mac.digest('base64')}`);
    }
  });
});

describe('I4 the log of webhooks is for admins, and a replay asks for a fresh sign-in', () => {
  it('and nobody else', async () => {
    const person = await signUp(gateway);
    const asked = { from: '2026-01-01T00:00:00Z' };
    for (const by of [undefined, person]) {
      const code = by === undefined ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      expect((await gateway.api.refusal(WebhookDeliveriesDocument, {}, by)).code).toBe(code);
      expect((await gateway.api.refusal(ReplayWebhookDeliveriesDocument, asked, by)).code).toBe(code);
    }
    await makeAdmin(gateway, person);
    gateway.clock.advance(5 * 60_000 + 1);
    expect(await gateway.api.refusal(ReplayWebhookDeliveriesDocument, asked, person)).toMatchObject({
      code: 'FORBIDDEN',
      requires: 'reauthentication',
    });
  });
});

describe('I5 endpoints are made by admins who have just signed in, within the addresses of I1, and what signs is shown once', () => {
  const wish = (id: string, url = receiver.url) => ({ input: { id, url, events: ['user.signed-up'] } });

  it('is refused to everybody else, and to an old sign-in', async () => {
    const person = await signUp(gateway);
    const refusals = async (by: { readonly accessToken: string } | undefined) => [
      await gateway.api.refusal(CreateWebhookDocument, wish('erp'), by),
      await gateway.api.refusal(SetWebhookDocument, wish('erp'), by),
      await gateway.api.refusal(RemoveWebhookDocument, { id: 'erp' }, by),
      await gateway.api.refusal(RotateWebhookSecretDocument, { id: 'erp' }, by),
    ];
    for (const by of [undefined, person]) {
      const code = by === undefined ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      expect((await gateway.api.refusal(WebhooksDocument, {}, by)).code).toBe(code);
      expect((await refusals(by)).map((refusal) => refusal.code)).toEqual([code, code, code, code]);
    }
    await makeAdmin(gateway, person);
    gateway.clock.advance(5 * 60_000 + 1);
    for (const refusal of await refusals(person))
      expect(refusal).toMatchObject({ code: 'FORBIDDEN', requires: 'reauthentication' });
  });

  it('leads to no inner address, as it is written or as it is resolved', async () => {
    const admin = await signUp(guarded);
    await makeAdmin(guarded, admin);
    const { port } = new URL(inside.url);
    for (const url of [
      `https://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `https://2130706433:${port}/`,
      `https://[::ffff:127.0.0.1]:${port}/`,
    ])
      expect((await guarded.api.refusal(CreateWebhookDocument, wish('erp', url), admin)).fields).toEqual([
        expect.objectContaining({ path: 'url', rule: 'url' }),
      ]);
    await guarded.api.call(CreateWebhookDocument, wish('named', `https://localhost:${port}/`), admin);
    await signUp(guarded);
    await until('its address is refused', () =>
      guarded.logLines.some((line) => line.includes('"named"') && line.includes('"ADDRESS_REFUSED"')),
    );
    expect(inside.received).toEqual([]);
  });

  it('is in no answer but the one that made it, in no log, and not readable at rest', async () => {
    const admin = await signUp(gateway);
    await makeAdmin(gateway, admin);
    const { createWebhook } = await gateway.api.call(CreateWebhookDocument, wish('told'), admin);
    const { rotateWebhookSecret } = await gateway.api.call(
      RotateWebhookSecretDocument,
      { id: 'told' },
      admin,
    );
    const { webhooks } = await gateway.api.call(WebhooksDocument, {}, admin);
    const { setWebhook } = await gateway.api.call(SetWebhookDocument, wish('told'), admin);
    const kept = await gateway.database.collection('registeredWebhooks').find().toArray();
    const seen = JSON.stringify([webhooks, setWebhook, kept, gateway.logLines]);
    for (const { secret: shown } of [createWebhook, rotateWebhookSecret])
      expect(seen).not.toContain(shown.slice('whsec_'.length));
    expect(JSON.stringify(webhooks)).not.toContain(secret.slice('whsec_'.length));
  });
});
