/** Second factors, providers, and services beside the gateway. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@portcullis/client';

import { freshCode, personWith2fa } from '../../harness/authenticator.js';
import { type CodeFlowGateway, done, startCodeFlowGateway } from '../../harness/code-flow-gateway.js';
import { newPerson } from '../../harness/people.js';
import { createWalker } from '../../harness/walker.js';
import { createStorage, Device } from './device.js';

let flow: CodeFlowGateway;
beforeAll(async () => {
  flow = await startCodeFlowGateway();
});
afterAll(() => flow.stop());

const cleanups: (() => unknown)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

function open(more: object = {}, device = new Device()): Client {
  const client = device.open({ url: flow.publicUrl, transport: 'BODY', ...more });
  cleanups.push(() => client.close());
  return client;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a provider', () => {
  /** A page that leaves for the provider, and the URL with which the browser comes back. */
  async function walk(mode: 'sign-in' | 'sign-up' | 'link', device = new Device()) {
    let left = '';
    const client = open({ navigate: (url: string) => (left = url) }, device);
    if (mode === 'link') await client.signUp(newPerson());
    await client.startProvider('work', { mode, redirect: done });
    const returned = await createWalker().walk(left, done);
    return { client, returned: returned.href };
  }

  it('signs up and in, once for each return', async () => {
    const { email } = flow.meet();
    const { client, returned } = await walk('sign-up');
    await Promise.all([client.completeProvider(returned), client.completeProvider(returned)]);
    expect(client.session.get()).toMatchObject({ status: 'signedIn', user: { email } });
    await expect(client.completeProvider(returned)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(client.session.get().status).toBe('signedIn');
  });

  it('signs nobody in by a return that another browser began', async () => {
    flow.meet();
    const theirs = await walk('sign-up');
    const own = await walk('sign-up');
    await expect(own.client.completeProvider(theirs.returned)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    expect(own.client.session.get()).toEqual({ status: 'signedOut' });
  });

  it('is added to the account that is signed in, once', async () => {
    flow.meet();
    const { client, returned } = await walk('link');
    const user = await client.me();
    expect(await client.completeProvider(returned)).toMatchObject({ id: user?.id });
    expect(client.session.get()).toMatchObject({ status: 'signedIn', user: { email: user?.email } });
    await expect(client.completeProvider(returned)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect((await client.me())?.id).toBe(user?.id);
    const back = await walk('sign-in');
    await back.client.completeProvider(back.returned);
    expect(back.client.session.get()).toMatchObject({ user: { id: user?.id } });
  });

  it('of somebody else is not added, and their account is not signed in', async () => {
    flow.meet();
    const theirs = await walk('sign-up');
    await theirs.client.completeProvider(theirs.returned);
    const own = await walk('link');
    const user = await own.client.me();
    await expect(own.client.completeProvider(own.returned)).rejects.toMatchObject({
      code: 'ALREADY_REGISTERED',
    });
    expect(own.client.session.get()).toMatchObject({ status: 'signedIn', user: { id: user?.id } });
  });

  it('is asked nothing where this browser has begun nothing', async () => {
    const device = new Device();
    const client = open({}, device);
    for (const url of [`${done}?code=x`, done])
      await expect(client.completeProvider(url)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(device.operations).toEqual([]);
  });

  it.each(['sign-up', 'link'] as const)(
    'whose return (%s) met no network completes when it is back',
    async (mode) => {
      flow.meet();
      const device = new Device();
      const { client, returned } = await walk(mode, device);
      device.network = () => Promise.reject(new TypeError('no network'));
      await expect(client.completeProvider(returned)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      device.network = undefined;
      await client.completeProvider(returned);
      expect(client.session.get().status).toBe('signedIn');
      await expect(client.completeProvider(returned)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    },
  );

  it('that refuses tells its word', async () => {
    const client = open({ navigate: () => undefined });
    await client.startProvider('work', { redirect: done });
    await expect(client.completeProvider(`${done}?error=access_denied`)).rejects.toMatchObject({
      ...{ code: 'INVALID_CREDENTIALS', cause: 'access_denied' },
    });
  });
});

describe('a challenge', () => {
  const challenge = {
    __typename: 'TwoFactorChallenge',
    challengeToken: 't',
    expiresAt: 'x',
    methods: ['TOTP'],
  };

  it('is answered by a code of the app', async () => {
    const { email, password, secret } = await personWith2fa(flow.gateway);
    const client = open();
    await client.signIn({ email, password });
    expect(client.session.get()).toMatchObject({ status: 'challenge', methods: ['TOTP', 'RECOVERY_CODE'] });
    await client.answerChallenge({ code: freshCode(flow.gateway, { secret }) });
    expect(client.session.get()).toMatchObject({ status: 'signedIn', user: { email } });
  });

  it('is answered by a recovery code, once, and stays open after a wrong one', async () => {
    const { email, password, recoveryCodes } = await personWith2fa(flow.gateway);
    const [recoveryCode = ''] = recoveryCodes;
    const client = open();
    await client.signIn({ email, password });
    await expect(client.answerChallenge({ recoveryCode: 'AAAA-AAAA' })).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    expect(client.session.get().status).toBe('challenge');
    await client.answerChallenge({ recoveryCode });
    expect(client.session.get()).toMatchObject({ status: 'signedIn', user: { email } });
    await client.signOut();
    await client.signIn({ email, password });
    await expect(client.answerChallenge({ recoveryCode })).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    expect(client.session.get().status).toBe('challenge');
  });

  it('is a state of its own, and ends where it is over', async () => {
    const device = new Device();
    device.network = async () => Response.json({ data: { signIn: challenge } });
    const client = open({}, device);
    await expect(client.answerChallenge({ code: '123456' })).rejects.toMatchObject({
      code: 'CHALLENGE_EXPIRED',
    });
    await client.signIn({ email: 'ada@example.com', password: 'x' });
    expect(client.session.get()).toMatchObject({ status: 'challenge', methods: ['TOTP'] });
    device.network = undefined;
    for (const answer of [{ code: '123456' }, { recoveryCode: 'abcd' }])
      await expect(client.answerChallenge(answer)).rejects.toMatchObject({ code: 'CHALLENGE_EXPIRED' });
    expect(client.session.get()).toEqual({ status: 'signedOut' });
    expect(device.operations).toEqual(['SignIn', 'SignInWithTotp']);
  });
});

describe('fetch', () => {
  it('carries the access token to listed origins, follows no redirect there, and renews once', async () => {
    const got: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      got.push(request.headers.authorization);
      response.end();
    });
    let refusals = 1;
    const api = await serve((request, response) => {
      got.push(request.headers.authorization);
      if (request.url === '/away') response.writeHead(302, { location: elsewhere });
      else if (refusals-- > 0) response.writeHead(401);
      response.end();
    });
    const device = new Device();
    const client = open({ origins: [`${api}/`], storage: createStorage() }, device);
    await client.signUp(newPerson());
    const first = await client.accessToken();
    expect((await client.fetch(`${api}/`, { method: 'POST', body: 'x' })).status).toBe(200);
    const second = await client.accessToken();
    expect(got).toEqual([`Bearer ${first}`, `Bearer ${second}`]);
    expect(device.count('Refresh')).toBe(1);
    await expect(client.fetch(`${api}/away`)).rejects.toBeInstanceOf(TypeError);
    expect((await client.fetch(elsewhere)).status).toBe(200);
    expect(got.slice(2)).toEqual([`Bearer ${second}`, undefined]);
  });
});
