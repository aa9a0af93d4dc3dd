/** Answers that are none, and gateways that are away: a typed error, a session that goes on, and few requests. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Channel, type Ports, PortcullisError } from '@portcullis/client';

import { startTestGateway, type TestGateway } from '../../harness/gateway.js';
import { newPerson } from '../../harness/people.js';
import { createStorage, Device } from './device.js';

const MINUTE = 60_000;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function open(device: Device, url: string, more: object = {}) {
  const client = device.open({ url, transport: 'BODY', ...more });
  cleanups.push(() => client.close());
  return client;
}

async function signedUp(more: object = {}) {
  const device = new Device();
  const storage = createStorage();
  const client = open(device, gateway.url, { storage, ...more });
  await client.signUp(newPerson());
  return { device, storage, client };
}

/** Channels of one device, whose messages have arrived when they are posted. */
function createChannels(): NonNullable<Ports['channel']> {
  const channels = new Set<Channel>();
  return () => {
    const channel: Channel = {
      onmessage: null,
      postMessage(data) {
        for (const other of channels)
          if (other !== channel) other.onmessage?.({ data: structuredClone(data) });
      },
      close: () => channels.delete(channel),
    };
    channels.add(channel);
    return channel;
  };
}

const html = '<!doctype html><title>502 Bad Gateway</title>';
const answers: Record<string, RequestListener> = {
  'HTML of a proxy': (_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end(html),
  'HTML that says all is well': (_, response) => response.end(html),
  'a connection that is cut': (_, response) => response.socket?.destroy(),
  'an answer that is cut': (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"data":');
    setTimeout(() => response.socket?.destroy(), 20);
  },
  nothing: (_, response) => response.end(),
  null: (_, response) => response.end('null'),
  'a list': (_, response) => response.end('[]'),
  'another object': (_, response) => response.end('{"status":"ok","code":503}'),
  'no data': (_, response) => response.end('{"data":null}'),
  'an error without a code': (_, response) => response.end('{"errors":[{"message":"x"}],"data":{"me":null}}'),
  'a redirect to itself': (_, response) => response.writeHead(307, { location: '/graphql' }).end(),
};

it.each(Object.entries(answers))('%s is UNAVAILABLE, with its cause', async (_, listener) => {
  const client = open(new Device(), await serve(listener));
  const error: unknown = await client.authConfig().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PortcullisError);
  expect(error).toMatchObject({ code: 'UNAVAILABLE', cause: expect.any(Error) });
});

it('an answer that does not come is UNAVAILABLE after the time that was given', async () => {
  const device = new Device();
  const client = open(device, await serve(() => undefined), { timeoutMs: 5_000 });
  await device.clock.quiet();
  const call = client.authConfig().catch((reason: unknown) => reason);
  await new Promise((resolve) => setTimeout(resolve, 50));
  device.clock.expire(5_000);
  expect(await call).toMatchObject({ code: 'UNAVAILABLE' });
});

it('a call that its caller gives up ends with the caller’s own reason', async () => {
  const client = open(new Device(), await serve(() => undefined));
  const controller = new AbortController();
  const call = client.isUsernameAvailable({ username: 'ada' }, { signal: controller.signal });
  const reason = new Error('typed on');
  setTimeout(() => controller.abort(reason), 20);
  await expect(call).rejects.toBe(reason);
  await expect(client.me(null, { signal: controller.signal })).rejects.toBe(reason);
});

it('refusals tell what they tell', async () => {
  const client = open(new Device(), gateway.url);
  await expect(client.signUp({ email: 'no', password: 'x' })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: expect.arrayContaining([expect.objectContaining({ path: 'email', rule: 'email' })]),
    requestId: expect.any(String),
  });
  await expect(client.signOutEverywhere()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await client.signUp(newPerson());
  await expect(client.users()).rejects.toMatchObject({
    code: 'FORBIDDEN',
    requires: 'role',
    roles: ['ADMIN'],
  });
});

it('a refresh token of another gateway leads to being signed out', async () => {
  const other = await startTestGateway({ SECRET: 'another-secret-for-tests-that-is-long' });
  cleanups.push(() => other.stop());
  const { device, storage } = await signedUp();
  const [token = ''] = storage.kept.values();
  const theirs = createStorage();
  theirs.kept.set(`portcullis ${other.url}`, token);
  const client = open(device, other.url, { storage: theirs });
  await device.clock.quiet();
  expect(client.session.get()).toEqual({ status: 'signedOut' });
  expect(theirs.kept.size).toBe(0);
});

describe('a gateway that is away', () => {
  const dead: typeof fetch = async () => {
    throw new TypeError('fetch failed');
  };

  it('sees at most twelve requests a minute at the start, whatever wakes the device, and none too early', async () => {
    const device = new Device();
    device.network = dead;
    const client = open(device, 'https://auth.example.com', { transport: 'COOKIE' });
    for (let second = 0; second < 60; second++) {
      await device.clock.pass(1_000);
      device.wake();
      await client.me().catch(() => undefined);
    }
    expect(device.sent.length).toBeLessThanOrEqual(12);
    expect(client.session.get()).toMatchObject({ status: 'starting', error: { code: 'UNAVAILABLE' } });
    device.network = async () => Response.json({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    await device.clock.pass(MINUTE + 24_000);
    expect(client.session.get()).toEqual({ status: 'signedOut' });
  });

  it('is asked less and less where nothing wakes the device', async () => {
    const device = new Device();
    device.network = dead;
    open(device, 'https://auth.example.com', { transport: 'COOKIE' });
    await device.clock.pass(10 * MINUTE);
    const times = device.sent.map(({ at }) => at);
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(pauses.slice(0, 6)).toEqual([6_600, 13_200, 26_400, 52_800, 72_000, 72_000]);
  });

  it('keeps the session, which goes on when it is back', async () => {
    const { device, client } = await signedUp();
    device.network = dead;
    gateway.clock.advance(20 * MINUTE);
    await device.clock.pass(20 * MINUTE);
    expect(client.session.get().status).toBe('signedIn');
    await expect(client.me()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    device.network = undefined;
    device.wake();
    await device.clock.pass(6_000);
    expect((await client.me())?.id).toBeDefined();
    expect(client.session.get().status).toBe('signedIn');
  });

  it('is asked by one tab, which tells the others that it was in vain', async () => {
    const told = createChannels();
    const { device, storage, client } = await signedUp({ channel: told });
    const other = open(device, gateway.url, { storage, channel: told });
    await device.clock.quiet();
    expect(other.session.get().status).toBe('signedIn');
    device.network = dead;
    device.clock.sleep(20 * MINUTE);
    const before = device.sent.length;
    await expect(client.me()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await device.clock.quiet();
    await expect(other.me()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(device.sent.length).toBe(before + 1);
    expect(other.session.get().status).toBe('signedIn');
  });

  it('that answers 429 is asked again when it said, and no earlier', async () => {
    const { device, client } = await signedUp();
    const before = device.sent.length;
    device.network = async () =>
      Response.json(
        { errors: [{ message: 'Slow down.', extensions: { code: 'RATE_LIMITED', retryAfter: 600 } }] },
        { headers: { 'retry-after': '600' } },
      );
    gateway.clock.advance(14 * MINUTE);
    await device.clock.pass(14 * MINUTE);
    expect(device.sent.length).toBe(before + 1);
    device.network = undefined;
    for (let minute = 0; minute < 9; minute++) {
      await device.clock.pass(MINUTE);
      device.wake();
      await client.accessToken().catch(() => undefined);
    }
    expect(device.sent.length).toBe(before + 1);
    await device.clock.pass(2 * MINUTE);
    expect(device.sent.length).toBe(before + 2);
    expect(client.session.get().status).toBe('signedIn');
  });

  it('behind a proxy that says Retry-After is left in peace as well', async () => {
    const { device, client } = await signedUp();
    device.network = async () => new Response(html, { status: 503, headers: { 'retry-after': '120' } });
    const before = device.sent.length;
    await device.clock.pass(14 * MINUTE);
    await expect(client.refresh()).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfter: 120 });
    expect(device.sent.length).toBe(before + 2);
    await device.clock.pass(119_000);
    device.wake();
    await device.clock.pass(500);
    expect(device.sent.length).toBe(before + 2);
    await device.clock.pass(5_000);
    expect(device.sent.length).toBe(before + 3);
  });
});
