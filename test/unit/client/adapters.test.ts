/** The adapters with the libraries that they are for, at a real gateway. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client, SessionState } from '@portcullis/client';
import { createAuthLink } from '@portcullis/client/apollo';
import { useOperation, SessionProvider, useSession, useUser } from '@portcullis/client/react';
import { readSession } from '@portcullis/client/server';
import { sessionStore, userStore } from '@portcullis/client/svelte';
import { createAuthExchange } from '@portcullis/client/urql';
import * as vueAdapter from '@portcullis/client/vue';
import { createGuard } from '@portcullis/guard';
import { Client as UrqlClient, fetchExchange } from '@urql/core';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { derived, get } from 'svelte/store';
import { effectScope, watchSyncEffect } from 'vue';

import { MeDocument } from '../../generated/operations.js';
import { startTestGateway, type TestGateway } from '../../harness/gateway.js';
import { newPerson } from '../../harness/people.js';
import { Device } from './device.js';

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

/** What a frontend asks with its own client of GraphQL. */
interface Asker {
  /** @returns the address of who is signed in. @throws what the library makes of a refusal. */
  ask(): Promise<string | undefined>;
}

const libraries: Readonly<Record<string, (uri: string) => Asker>> = {
  'Apollo Client 4': (uri) => {
    const link = ApolloLink.from([createAuthLink(client), new HttpLink({ uri, fetch: device.fetch })]);
    const apollo = new ApolloClient({ link, cache: new InMemoryCache() });
    return {
      ask: async () => {
        const { data } = await apollo.query({ query: MeDocument, fetchPolicy: 'network-only' });
        return data?.me?.email;
      },
    };
  },
  urql: (url) => {
    const exchanges = [createAuthExchange(client), fetchExchange];
    const urql = new UrqlClient({ url, exchanges, fetch: device.fetch, preferGetMethod: false });
    return {
      ask: async () => {
        const { data, error } = await urql
          .query(MeDocument, {}, { requestPolicy: 'network-only' })
          .toPromise();
        if (error) throw error;
        return data?.me?.email;
      },
    };
  },
};

describe.each(Object.entries(libraries))('%s', (_, open) => {
  const openHere = () => open(`${gateway.url}/graphql`);

  it('sends the token of who is signed in, and none where nobody is', async () => {
    const library = openHere();
    expect(await library.ask()).toBeUndefined();
    const { email } = await signUp();
    expect(await library.ask()).toBe(email);
    await client.signOut();
    expect(await library.ask()).toBeUndefined();
  });

  it('asks once more after one refresh, for all that were refused at once', async () => {
    const library = openHere();
    const { email } = await signUp();
    gateway.clock.advance(20 * MINUTE);
    expect(await Promise.all([library.ask(), library.ask(), library.ask()])).toEqual([email, email, email]);
    expect(device.count('Refresh')).toBe(2);
  });

  it.each<[string, RequestListener]>([
    ['with 401', (_request, response) => response.writeHead(401).end('no')],
    [
      'with TOKEN_INVALID',
      (_request, response) => {
        const errors = [{ message: 'No.', extensions: { code: 'TOKEN_INVALID' } }];
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ errors }));
      },
    ],
  ])('gives up on a service that refuses twice %s', async (_name, listener) => {
    const service = await listen(listener);
    try {
      await signUp();
      await expect(open(service.url).ask()).rejects.toThrow();
      expect(service.tokens).toHaveLength(2);
      expect(new Set(service.tokens).size).toBe(2);
    } finally {
      service.close();
    }
  });

  it('has another person after another sign-in, also for what was already open', async () => {
    const library = openHere();
    await signUp();
    await library.ask();
    await client.signOut();
    const { email } = await signUp();
    expect(await library.ask()).toBe(email);
  });
});

/** A service that writes down with which token it was asked. */
async function listen(listener: RequestListener) {
  const tokens: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return { tokens, url, close: () => server.close() };
}

describe('Apollo Client 4', () => {
  it('sends nothing for who has left before the token was there', async () => {
    await signUp();
    const operations = device.operations.length;
    const link = ApolloLink.from([
      createAuthLink(client),
      new HttpLink({ uri: `${gateway.url}/graphql`, fetch: device.fetch }),
    ]);
    const apollo = new ApolloClient({ link, cache: new InMemoryCache() });
    apollo
      .watchQuery({ query: MeDocument })
      .subscribe(() => undefined)
      .unsubscribe();
    await device.clock.quiet();
    expect(device.operations).toHaveLength(operations);
  });

  it('fails as UNAVAILABLE where no token can be had', async () => {
    await signUp();
    await device.clock.pass(20 * MINUTE);
    device.network = () => Promise.reject(new TypeError('no network'));
    device.clock.expire(20 * MINUTE);
    await expect(libraries['Apollo Client 4']?.(`${gateway.url}/graphql`).ask()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});

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
  const guard = () =>
    createGuard({
      issuer: gateway.url.replace('127.0.0.1', 'localhost'),
      audience: 'portcullis',
      now: () => gateway.clock.now(),
    });
  const read = (cookie: string | undefined, url = gateway.url) =>
    readSession(new Request('https://app.example.com/', { headers: { ...(cookie && { cookie }) } }), {
      ...{ url, guard: guard() },
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
