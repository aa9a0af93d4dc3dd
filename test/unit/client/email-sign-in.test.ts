/** `@portcullis/client/email` against a gateway: links and codes on the device that asked, and elsewhere. */
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Client } from '@portcullis/client';
import { createEmailSignIn } from '@portcullis/client/email';

import { freshCode, personWith2fa } from '../../harness/authenticator.js';
import { mailedCode, mailedLinkToken, mailedMethods } from '../../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../../harness/gateway.js';
import { newPerson } from '../../harness/people.js';
import { createStorage, Device } from './device.js';

const page = 'https://app.example/sign-in-link';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    ...mailedMethods,
    EMAIL_SIGN_IN_SIGNS_UP: 'true',
    SIGN_IN_LINK_URL: page,
    MAIL_LIMIT: '50',
  });
});
afterAll(() => gateway.stop());

const clients: Client[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

/** A browser: its tabs have the storage in common. */
function openDevice() {
  const storage = createStorage();
  const openTab = () => {
    const client = new Device().open({ url: gateway.url, transport: 'BODY' });
    clients.push(client);
    return { client, email: createEmailSignIn(client, { storage }) };
  };
  return { ...openTab(), openTab };
}

const linkFor = async (address: string) => `${page}?token=${await mailedLinkToken(gateway, address)}`;

it('signs in by a link in another tab of the browser that asked, once, however often that page begins', async () => {
  const { email: address } = newPerson();
  const { email, openTab } = openDevice();
  expect(await email.send({ email: address, kind: 'LINK' })).toMatchObject({ email: address, kind: 'LINK' });
  const tab = openTab();
  expect(await tab.email.pending()).toMatchObject({ email: address });
  const url = await linkFor(address);
  const [one, other] = await Promise.all([tab.email.openLink(url), tab.email.openLink(url)]);
  expect(one).toBe(other);
  expect(tab.client.session.get()).toMatchObject({ status: 'signedIn', user: { email: address } });
  expect(await tab.email.pending()).toBeUndefined();
  await expect(tab.email.openLink(url)).rejects.toMatchObject({ code: 'LINK_INVALID' });
});

it.each([
  ['waits for nothing', false],
  ['waits for a mail of its own', true],
])(
  'elsewhere a link shows the code, also on a device that %s; it is typed where it was asked for',
  async (_, waits) => {
    const { email: address } = newPerson();
    const [desk, phone] = [openDevice(), openDevice()];
    await desk.email.send({ email: address, kind: 'LINK' });
    const url = await linkFor(address);
    if (waits) await phone.email.send({ email: newPerson().email, kind: 'CODE' });
    const { elsewhere, result } = await phone.email.openLink(url);
    expect(result).toBeUndefined();
    expect(phone.client.session.get().status).toBe('signedOut');
    await desk.email.typeCode(elsewhere?.code ?? '');
    expect(desk.client.session.get()).toMatchObject({ status: 'signedIn', user: { email: address } });
  },
);

it('keeps what is waited for through a mistyped code, and lets go of it once it is of no use', async () => {
  const { email: address } = newPerson();
  const { client, email } = openDevice();
  await expect(email.typeCode('12345678')).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' });
  await email.send({ email: address, kind: 'CODE' });
  const code = await mailedCode(gateway, address);
  for (let turn = 0; turn < 5; turn++)
    await expect(email.typeCode('wrong')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  expect(await email.pending()).toBeDefined();
  await expect(email.typeCode(code)).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' });
  expect(await email.pending()).toBeUndefined();
  await email.send({ email: address, kind: 'CODE' });
  await email.cancel();
  await expect(email.typeCode(await mailedCode(gateway, address))).rejects.toMatchObject({
    code: 'CHALLENGE_EXPIRED',
  });
  expect(client.session.get().status).toBe('signedOut');
});

it('leads to the question for the second factor', async () => {
  const person = await personWith2fa(gateway);
  const { client, email } = openDevice();
  await email.send({ email: person.email, kind: 'CODE' });
  await email.typeCode(await mailedCode(gateway, person.email));
  expect(client.session.get().status).toBe('challenge');
  await client.answerChallenge({ code: freshCode(gateway, person) });
  expect(client.session.get()).toMatchObject({ status: 'signedIn', user: { id: person.userId } });
});
