/** `portcullis webhooks`, for operators. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Toolbox } from '../../src/toolbox.js';
import { openTools, runWith } from '../harness/command-in-process.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { answerWith, startWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.js';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

let receiver: WebhookReceiver;
let gateway: TestGateway;
let tools: Toolbox;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
  const settings = {
    WEBHOOKS: `crm|${receiver.url}|${secret}|user.signed-up,inner|https://10.0.0.1/|${secret}|key.*`,
    WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
  };
  gateway = await startTestGateway(settings);
  tools = await openTools(gateway, settings);
});
afterAll(async () => {
  await tools.stop();
  await gateway.stop();
  await receiver.stop();
});

const webhooks = (...args: string[]) => runWith(tools, ['webhooks', ...args]);
interface Listed {
  readonly deliveries: readonly { readonly _id: string; readonly state: string }[];
}
const listed = async (...args: string[]) =>
  (JSON.parse((await webhooks('deliveries', '--json', ...args)).stdout) as Listed).deliveries;

describe('portcullis webhooks', () => {
  it('shows who is told, and no secret', async () => {
    const { stdout } = await webhooks('list');
    expect(stdout).toMatch(/crm +http:\/\/127\.0\.0\.1:\d+\/hook +user\.signed-up +settings +on/);
    const asJson = (await webhooks('list', '--json')).stdout;
    expect(JSON.parse(asJson)).toMatchObject([{ id: 'crm', isOn: true }, { id: 'inner' }]);
    expect(stdout + asJson).not.toContain('whsec_');
  });

  it('tries an endpoint, and tells what it answers', async () => {
    const taken = await webhooks('test', 'crm');
    expect([taken.code, taken.stdout]).toEqual([0, 'crm took it, and answered 204.\n']);
    const { body, headers } = await receiver.waitFor('webhook.test');
    expect([body.data, headers['webhook-signature']]).toEqual([
      { version: 1 },
      expect.stringMatching(/^v1,/),
    ]);
    expect(await webhooks('test', 'inner')).toMatchObject({
      code: 3,
      stderr: 'inner did not take it: ADDRESS_REFUSED.',
    });
    expect((await webhooks('test', 'nobody')).stderr).toContain('There is no webhook nobody');
  });

  it('lists what was told, and has it sent again by the gateways that run', async () => {
    const { userId } = await signUp(gateway);
    await receiver.waitFor('user.signed-up', userId);
    await until('it is marked', async () => (await listed('--endpoint', 'crm'))[0]?.state === 'delivered');
    const [told] = await listed('--state', 'delivered');
    expect((await webhooks('deliveries')).stdout).toContain(told?._id);
    expect((await webhooks('replay', told?._id ?? '')).stdout).toBe('1 is sent again.\n');
    await until('it comes again', () => receiver.typesOf(userId).length === 2);
    await until(
      'it is marked again',
      async () => (await listed('--state', 'waiting', '--endpoint', 'crm')).length === 0,
    );
    expect((await webhooks('replay', '--from', '2026-01-01T00:00Z', '--endpoint', 'crm')).stdout).toBe(
      '1 is sent again.\n',
    );
    await until('it comes once more', () => receiver.typesOf(userId).length === 3);
  });

  it('enables an endpoint that had answered 410', async () => {
    expect((await webhooks('enable', 'crm')).stderr).toBe('crm was not off.');
    receiver.answer(answerWith(410));
    const { userId } = await signUp(gateway);
    await receiver.waitFor('user.signed-up', userId);
    await until('it is parked', async () => (await listed('--state', 'parked')).length === 1);
    receiver.answer(answerWith(204));
    expect(await webhooks('enable', 'crm')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('again'),
    });
    // The gateways learn of it within seconds, and what was given up is sent when it is asked for.
    const [parked] = await listed('--state', 'parked');
    expect((await webhooks('replay', parked?._id ?? '')).stdout).toBe('1 is sent again.\n');
    await until('it comes', () => receiver.typesOf(userId).length === 2);
  });

  it('refuses what it cannot do, in words', async () => {
    for (const [args, words] of [
      [['replay'], 'from must be given'],
      [['replay', '--from', 'yesterday'], '--from is no time.'],
      [['deliveries', '--state', 'lost'], '--state is one of waiting, delivered, parked.'],
      [['deliveries', '--first', '1000'], 'first'],
    ] as const) {
      const { code, stderr } = await webhooks(...args);
      expect([args, code, stderr]).toEqual([args, 3, expect.stringContaining(words)]);
    }
  });
});
