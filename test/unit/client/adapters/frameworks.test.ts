/** The adapters of frameworks with the libraries that they are for, at a real gateway. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client, SessionState } from '@portcullis/client';
import { useOperation, SessionProvider, useSession, useUser } from '@portcullis/client/react';
import { readSession } from '@portcullis/client/server';
import { sessionStore, userStore } from '@portcullis/client/svelte';
import * as vueAdapter from '@portcullis/client/vue';
import { createGuard } from '@portcullis/guard';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { derived, get } from 'svelte/store';
import { effectScope, watchSyncEffect } from 'vue';

import { startTestGateway, type TestGateway } from '../../../harness/gateway.js';
import { newPerson } from '../../../harness/people.js';
import { Device } from '../device.js';

const MINUTE = 60_000;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_COOKIE: 'true' });
});
afterAll(() => gateway.stop());

let device: Device;
let client: Client;
beforeEach(() => {
  device = new Device();
  client = device.open({ url: gateway.url, transport: 'COOKIE' });
});
afterEach(() => {
  client.close();
});

async function signUp() {
  const person = newPerson();
  await client.signUp(person);
  return person;
}

describe('Vue 3', () => {
  it('follows the session until its scope ends', async () => {
    const scope = effectScope();
    const seen: string[] = [];
    const user = scope.run(() => {
      const session = vueAdapter.useSession(client);
      watchSyncEffect(() => seen.push(session.value.status));
      return vueAdapter.useUser(client);
    });
    const { email } = await signUp();
    expect(user?.value?.email).toBe(email);
    await client.signOut();
    expect(user?.value).toBeUndefined();
    scope.stop();
    await signUp();
    expect(seen).toEqual(['starting', 'signedOut', 'signedIn', 'signedOut']);
  });
});

describe('Svelte', () => {
  it('reads the session as a store', async () => {
    const name = derived(userStore(client), (user) => user?.firstName ?? 'nobody');
    const seen: SessionState['status'][] = [];
    const end = sessionStore(client).subscribe(({ status }) => seen.push(status));
    expect(get(name)).toBe('nobody');
    const { firstName } = await signUp();
    expect(get(name)).toBe(firstName);
    end();
    await client.signOut();
    expect(seen).toEqual(['starting', 'signedOut', 'signedIn']);
  });
});

describe('a server that renders pages', () => {
  const guard = (audience = 'portcullis') =>
    createGuard({
      issuer: gateway.url.replace('127.0.0.1', 'localhost'),
      audience,
      now: () => gateway.clock.now(),
    });
  const read = (cookie: string | undefined, url = gateway.url, ownGuard = guard()) =>
    readSession(new Request('https://app.example.com/', { headers: { ...(cookie && { cookie }) } }), {
      ...{ url, guard: ownGuard },
    });
  const accessCookie = () => `theme=dark; accessToken=${device.cookies.get('accessToken') ?? ''}`;

  it('draws somebody signed in from the first byte, and the page goes on from there', async () => {
    const { email } = await signUp();
    const initial = await read(accessCookie());
    expect(initial).toMatchObject({ status: 'signedIn', user: { email } });
    const page = device.open({ url: gateway.url, transport: 'COOKIE', initial });
    const app = createElement(SessionProvider, { client: page }, createElement(Greeting));
    expect(renderToString(app)).toBe(`<p>signedIn ${email} false</p>`);
    const states: SessionState[] = [];
    page.session.subscribe(() => states.push(page.session.get()));
    await device.clock.quiet();
    expect(new Set(states.map(({ status }) => status))).toEqual(new Set(['signedIn']));
    expect(await page.me()).toMatchObject({ email });
    expect(page.session.getInitial()).toBe(initial);
    page.close();
  });

  function Greeting() {
    const { status } = useSession();
    const { isPending } = useOperation('signIn');
    return createElement('p', {}, `${status} ${useUser()?.email ?? ''} ${String(isPending)}`);
  }

  it.each<[string, () => string | undefined]>([
    ['no cookie', () => undefined],
    ['another cookie', () => 'xaccessToken=abc'],
    ['no token', () => 'accessToken='],
    ['a forged token', () => accessCookie().replace(/.{4}$/, 'AAAA')],
    [
      'an ended token',
      () => {
        gateway.clock.advance(20 * MINUTE);
        return accessCookie();
      },
    ],
  ])('knows nothing by %s', async (_, cookie) => {
    await signUp();
    expect(await read(cookie())).toEqual({ status: 'starting' });
  });

  it('knows nothing by a token for another audience', async () => {
    await signUp();
    expect(await read(accessCookie())).toMatchObject({ status: 'signedIn' });
    expect(await read(accessCookie(), gateway.url, guard('another'))).toEqual({ status: 'starting' });
  });

  it('knows nothing where the session was ended elsewhere, or the gateway is out of reach', async () => {
    await signUp();
    const cookie = accessCookie();
    expect(await read(cookie, 'http://127.0.0.1:9')).toEqual({ status: 'starting' });
    await client.signOut();
    expect(await read(cookie)).toEqual({ status: 'starting' });
  });

  it('a page whose server was wrong is signed out by its first refresh', async () => {
    await signUp();
    const initial = await read(accessCookie());
    device.cookies.clear();
    const page = device.open({ url: gateway.url, transport: 'COOKIE', initial });
    expect(page.session.get().status).toBe('signedIn');
    await device.clock.quiet();
    expect(page.session.get()).toEqual({ status: 'signedOut' });
    page.close();
  });
});
