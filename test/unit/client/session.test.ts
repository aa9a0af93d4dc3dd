/** What becomes of a session, at a real gateway, by cookie and by body. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client, ClientOptions } from '@portcullis/client';

import { startTestGateway, type TestGateway } from '../../harness/gateway.js';
import { newPerson } from '../../harness/people.js';
import { bodyOf, createStorage, Device } from './device.js';

const MINUTE = 60_000;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

describe.each(['BODY', 'COOKIE'] as const)('by %s', (transport) => {
  let device: Device;
  let storage: ReturnType<typeof createStorage>;
  let clients: Client[];
  beforeEach(() => {
    device = new Device();
    storage = createStorage();
    clients = [];
  });
  afterEach(() => {
    for (const client of clients) client.close();
  });

  function open(options: Partial<ClientOptions> = {}): Client {
    const kept = transport === 'BODY' ? { storage } : {};
    const client = device.open({ url: gateway.url, transport, ...kept, ...options });
    clients.push(client);
    return client;
  }

  async function signUp(client = open()) {
    const person = newPerson();
    await client.signUp(person);
    return { client, person };
  }

  /** Both clocks, as time does. */
  async function pass(ms: number): Promise<void> {
    gateway.clock.advance(ms);
    await device.clock.pass(ms);
  }

  it('is signed out where there is none, after one request at most', async () => {
    const client = open();
    expect(client.session.get()).toEqual({ status: 'starting' });
    await device.clock.quiet();
    expect(client.session.get()).toEqual({ status: 'signedOut' });
    await pass(60 * MINUTE);
    device.wake();
    await device.clock.quiet();
    expect(device.operations).toEqual(transport === 'COOKIE' ? ['Refresh'] : []);
  });

  it('begins by a sign-up, and is restored by one refresh', async () => {
    const { client, person } = await signUp();
    expect(client.session.get()).toMatchObject({ status: 'signedIn', user: { email: person.email } });
    client.close();
    const reloaded = open();
    const states: string[] = [];
    reloaded.session.subscribe(() => states.push(reloaded.session.get().status));
    await device.clock.quiet();
    expect(states).toEqual(['signedIn']);
    expect(reloaded.session.get()).toMatchObject({ status: 'signedIn', user: { email: person.email } });
    expect(device.operations.slice(-2)).toEqual(['SignUp', 'Refresh']);
    expect((await reloaded.me())?.email).toBe(person.email);
  });

  it('lets what asks at once at the start wait for it', async () => {
    const { client, person } = await signUp();
    client.close();
    expect((await open().me())?.email).toBe(person.email);
  });

  it('is refreshed before the access token ends, again and again', async () => {
    const { client } = await signUp();
    const first = await client.accessToken();
    const state = client.session.get();
    await pass(13 * MINUTE);
    expect(client.session.get()).toBe(state);
    await pass(2 * MINUTE);
    expect(await client.accessToken()).not.toBe(first);
    await pass(75 * MINUTE);
    expect(device.count('Refresh')).toBe(transport === 'COOKIE' ? 7 : 6);
    expect(device.clock.timers).toBe(1);
    expect((await client.me())?.id).toBeDefined();
  });

  it('outlives a device that slept, which keeps its timers waiting', async () => {
    const { client } = await signUp();
    const refreshes = device.count('Refresh');
    gateway.clock.advance(8 * 60 * MINUTE);
    device.clock.sleep(8 * 60 * MINUTE);
    device.wake();
    device.wake();
    expect((await client.me())?.id).toBeDefined();
    expect(device.count('Refresh')).toBe(refreshes + 1);
  });

  it('outlives an access token that ends before the device thinks so, by one refresh and one more try', async () => {
    const { client } = await signUp();
    const before = device.sent.length;
    gateway.clock.advance(16 * MINUTE);
    const answers = await Promise.all([client.me(), client.me(), client.myActivity()]);
    expect(answers.every(Boolean)).toBe(true);
    expect(device.operations.slice(before).sort()).toEqual(
      ['Me', 'Me', 'Me', 'Me', 'MyActivity', 'MyActivity', 'Refresh'].sort(),
    );
  });

  it('shows at the next call that it was ended elsewhere', async () => {
    const { client, person } = await signUp();
    const elsewhere = new Device().open({ url: gateway.url, transport });
    await elsewhere.signIn({ email: person.email, password: person.password });
    await elsewhere.signOutEverywhere();
    elsewhere.close();
    await expect(client.me()).rejects.toMatchObject({ name: 'PortcullisError', code: 'TOKEN_INVALID' });
    expect(client.session.get()).toEqual({ status: 'signedOut', reason: 'TOKEN_INVALID' });
    expect(await client.me()).toBeNull();
    expect([device.cookies.size, storage.kept.size]).toEqual([0, 0]);
  });

  it('ends by a sign-out, for the next start too', async () => {
    const { client } = await signUp();
    await client.signOut();
    expect(client.session.get()).toEqual({ status: 'signedOut' });
    expect([device.cookies.size, storage.kept.size]).toEqual([0, 0]);
    expect(await client.accessToken()).toBeUndefined();
    const reloaded = open();
    await device.clock.quiet();
    expect(reloaded.session.get()).toEqual({ status: 'signedOut' });
  });

  it('ends by a sign-out after the access token’s end as well', async () => {
    const { client } = await signUp();
    gateway.clock.advance(20 * MINUTE);
    device.clock.sleep(20 * MINUTE);
    const before = device.sent.length;
    await client.signOut();
    expect(device.operations.slice(before)).toEqual(['SignOut']);
    expect(device.clock.timers).toBe(0);
  });

  it('is not begun anew by a refresh that is answered after the sign-out', async () => {
    const { client } = await signUp();
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    device.network = async (input, init) => {
      const response = await fetch(input, init);
      if (bodyOf(init).includes('Refresh')) await released;
      return response;
    };
    const refreshing = client.refresh();
    await client.signOut();
    release();
    await refreshing;
    expect(client.session.get()).toEqual({ status: 'signedOut' });
    expect(storage.kept.size).toBe(0);
  });

  it('ends where its refresh token was used by somebody else', async () => {
    const { client } = await signUp();
    const stolen = new Device();
    const [[name, value] = ['', '']] = [...(transport === 'COOKIE' ? device.cookies : storage.kept)];
    stolen.cookies.set(name, value);
    const theirs = createStorage();
    theirs.kept.set(name, value);
    const thief = stolen.open({ url: gateway.url, transport, storage: theirs });
    await stolen.clock.quiet();
    expect(thief.session.get().status).toBe('signedIn');
    thief.close();
    gateway.clock.advance(11_000);
    await expect(client.refresh()).rejects.toMatchObject({ code: 'TOKEN_REUSED' });
    expect(client.session.get()).toEqual({ status: 'signedOut', reason: 'TOKEN_REUSED' });
  });

  it('knows what a call changed of its user, and keeps its state where nothing was', async () => {
    const { client } = await signUp();
    await client.updateProfile({ firstName: 'Augusta' });
    expect(client.session.get()).toMatchObject({ status: 'signedIn', user: { firstName: 'Augusta' } });
    let changes = 0;
    const stop = client.session.subscribe(() => changes++);
    await client.authConfig();
    expect(changes).toBe(0);
    stop();
    await client.updateProfile({ firstName: 'Ada' });
    expect(changes).toBe(0);
  });
});

it('with neither cookie nor storage the session lives as long as the client', async () => {
  const device = new Device();
  const first = device.open({ url: `${gateway.url}/`, transport: 'BODY' });
  await first.signUp(newPerson());
  await first.refresh();
  expect(first.session.get().status).toBe('signedIn');
  first.close();
  const second = device.open({ url: gateway.url, transport: 'BODY' });
  await device.clock.quiet();
  expect(second.session.get()).toEqual({ status: 'signedOut' });
  second.close();
});

it('a storage that takes nothing costs the session its next start alone', async () => {
  const device = new Device();
  const blocked = () => {
    throw new Error('blocked');
  };
  const storage = { getItem: () => null, setItem: blocked, removeItem: blocked };
  const client = device.open({ url: gateway.url, transport: 'BODY', storage });
  await client.signUp(newPerson());
  await client.refresh();
  await client.refresh();
  expect((await client.me())?.id).toBeDefined();
  await client.signOut();
  expect(client.session.get().status).toBe('signedOut');
  client.close();
});
