/** The adapters of GraphQL clients with the libraries that they are for, at a real gateway and at services that refuse. */
import type { RequestListener, ServerResponse } from 'node:http';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client } from '@portcullis/client';
import { createAuthLink } from '@portcullis/client/apollo';
import { createAuthExchange } from '@portcullis/client/urql';
import { Client as UrqlClient, fetchExchange } from '@urql/core';

import { MeDocument } from '../../../generated/operations.js';
import { startTestGateway, type TestGateway } from '../../../harness/gateway.js';
import { newPerson } from '../../../harness/people.js';
import { Device } from '../device.js';
import { Service } from './service.js';

const MINUTE = 60_000;

let gateway: TestGateway;
let gatewayApi: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  gatewayApi = `${gateway.url}/graphql`;
});
afterAll(() => gateway.stop());

let device: Device;
let client: Client;
let service: Service;
let stranger: Service;
beforeEach(async () => {
  [service, stranger] = [new Service(), new Service()];
  await Promise.all([service.start(), stranger.start()]);
  device = new Device();
  client = device.open({ url: gateway.url, transport: 'BODY', origins: [gateway.url, service.url] });
});
afterEach(() => {
  client.close();
  service.stop();
  stranger.stop();
});

async function signUp() {
  const person = newPerson();
  await client.signUp(person);
  return person;
}

interface Asked {
  /** For this operation alone. */
  readonly url?: string;
  readonly headers?: Record<string, string>;
}

/** What a frontend asks with its own client of GraphQL. */
interface Asker {
  /** @returns the address of who is signed in. @throws what the library makes of a refusal. */
  ask(asked?: Asked): Promise<string | undefined>;
  /** @returns how to leave. */
  watch(): () => void;
}

const openApollo = (uri: string) =>
  new ApolloClient({
    link: ApolloLink.from([createAuthLink(client), new HttpLink({ uri, fetch: device.fetch })]),
    cache: new InMemoryCache(),
  });

const libraries: Readonly<Record<string, (uri: string) => Asker>> = {
  'Apollo Client 4': (uri) => {
    const apollo = openApollo(uri);
    return {
      ask: async ({ url, headers = {} } = {}) => {
        const context = { headers, ...(url && { uri: url }) };
        const { data } = await apollo.query({ query: MeDocument, fetchPolicy: 'network-only', context });
        return data?.me?.email;
      },
      watch: () => {
        const watching = apollo.watchQuery({ query: MeDocument }).subscribe(() => undefined);
        return () => watching.unsubscribe();
      },
    };
  },
  urql: (uri) => {
    const exchanges = [createAuthExchange(client), fetchExchange];
    const urql = new UrqlClient({ url: uri, exchanges, fetch: device.fetch, preferGetMethod: false });
    return {
      ask: async ({ url = uri, headers } = {}) => {
        const fetchOptions = { headers: new Headers(headers) };
        const context = { requestPolicy: 'network-only', url, fetchOptions } as const;
        const { data, error } = await urql.query(MeDocument, {}, context).toPromise();
        if (error) throw error;
        return data?.me?.email;
      },
      watch: () => urql.query(MeDocument, {}).subscribe(() => undefined).unsubscribe,
    };
  },
};

const refusedBy = (code: string): RequestListener => {
  const errors = [{ message: 'No.', extensions: { code } }];
  return (_request, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ errors }));
};
const unauthorized: RequestListener = (_request, response) => response.writeHead(401).end('no');

describe.each(Object.entries(libraries))('%s', (_, open) => {
  it('sends the token of who is signed in, and none where nobody is', async () => {
    const library = open(gatewayApi);
    expect(await library.ask()).toBeUndefined();
    const { email } = await signUp();
    expect(await library.ask()).toBe(email);
    await client.signOut();
    expect(await library.ask()).toBeUndefined();
  });

  it('asks once more after one refresh, for all that were refused at once', async () => {
    const library = open(gatewayApi);
    const { email } = await signUp();
    const before = device.count('Refresh');
    gateway.clock.advance(20 * MINUTE);
    expect(await Promise.all([library.ask(), library.ask(), library.ask()])).toEqual([email, email, email]);
    expect(device.count('Refresh')).toBe(before + 1);
  });

  it('refreshes first where it knows that the token has ended', async () => {
    service.answer = refusedBy('NOT_FOUND');
    const library = open(service.url);
    await signUp();
    const first = await client.accessToken();
    await device.clock.pass(20 * MINUTE);
    await expect(library.ask()).rejects.toThrow();
    expect(service.authorizations).toHaveLength(1);
    expect(service.authorizations).not.toContain(`Bearer ${first}`);
  });

  it.each([
    ['401', unauthorized],
    ['TOKEN_INVALID', refusedBy('TOKEN_INVALID')],
    ['TOKEN_EXPIRED', refusedBy('TOKEN_EXPIRED')],
  ])('gives up on a service that refuses twice with %s', async (_name, answer) => {
    service.answer = answer;
    await signUp();
    await expect(open(service.url).ask()).rejects.toThrow();
    expect(new Set(service.authorizations).size).toBe(2);
    expect(service.authorizations).toHaveLength(2);
  });

  it('sends what is refused for another reason once', async () => {
    service.answer = refusedBy('FORBIDDEN');
    await signUp();
    await expect(open(service.url).ask()).rejects.toThrow();
    expect(service.authorizations).toHaveLength(1);
  });

  it('does not send the token of somebody who has signed out meanwhile again', async () => {
    service.answer = (request, response) => {
      void client.signOut().then(() => unauthorized(request, response));
    };
    await signUp();
    await expect(open(service.url).ask()).rejects.toThrow();
    expect(service.authorizations).toHaveLength(1);
  });

  it('has another person after another sign-in, also for what was already open', async () => {
    const library = open(gatewayApi);
    await signUp();
    await library.ask();
    await client.signOut();
    const { email } = await signUp();
    expect(await library.ask()).toBe(email);
  });

  it('shows the token to no other origin that an operation names, and keeps its headers', async () => {
    const seen: unknown[] = [];
    stranger.answer = ({ headers }, response) => {
      seen.push(headers['x-shop']);
      response.setHeader('content-type', 'application/json').end('{"data":{"me":null}}');
    };
    service.answer = stranger.answer;
    await signUp();
    const library = open(service.url);
    await library.ask({ headers: { 'x-shop': '7' } });
    await library.ask({ url: stranger.url, headers: { 'x-shop': '8' } });
    expect(service.authorizations).toEqual([expect.stringMatching(/^Bearer ./)]);
    expect(stranger.authorizations).toStrictEqual([undefined]);
    expect(seen).toEqual(['7', '8']);
  });

  it('follows no redirect with it', async () => {
    service.answer = (_request, response) => response.writeHead(307, { location: stranger.url }).end();
    await signUp();
    await expect(open(service.url).ask()).rejects.toThrow();
    expect(service.authorizations).toEqual([expect.stringMatching(/^Bearer ./)]);
    expect(stranger.authorizations).toHaveLength(0);
  });

  it('sends nothing for who has left before the token was there', async () => {
    await signUp();
    const before = device.sent.length;
    open(gatewayApi).watch()();
    await device.clock.quiet();
    expect(device.sent).toHaveLength(before);
  });

  it('ends a request under way for who leaves', async () => {
    await signUp();
    const asked = new Promise<ServerResponse>((resolve) => {
      service.answer = (_request, response) => resolve(response);
    });
    const leave = open(service.url).watch();
    const response = await asked;
    const ended = new Promise((resolve) => response.once('close', () => resolve(response.writableEnded)));
    leave();
    expect(await ended).toBe(false);
  });

  it('fails where no token can be had', async () => {
    await signUp();
    const library = open(service.url);
    device.clock.expire(20 * MINUTE);
    device.network = () => Promise.reject(new TypeError('no network'));
    const error: unknown = await library.ask().catch((fault: unknown) => fault);
    expect((error as { networkError?: unknown }).networkError ?? error).toMatchObject({
      code: 'UNAVAILABLE',
    });
    expect(service.authorizations).toHaveLength(0);
  });
});

it('Apollo Client 4 whose store is cleared at the sign-out shows nobody what was under way', async () => {
  const waiting: (() => void)[] = [];
  const bothAsked = new Promise<void>((resolve) => {
    service.answer = ({ headers }, response) => {
      const data = { me: { email: headers.authorization } };
      waiting.push(() => response.end(JSON.stringify({ data })));
      response.setHeader('content-type', 'application/json');
      if (waiting.length === 1) void client.signOut();
      else resolve();
    };
  });
  const apollo = openApollo(service.url);
  const ask = () => apollo.query({ query: gql('{ me { email } }'), fetchPolicy: 'network-only' });
  await signUp();
  const cleared = new Promise((resolve) => {
    client.session.subscribe(() => {
      if (client.session.get().status === 'signedOut') resolve(apollo.clearStore());
    });
  });
  const refused = expect(ask()).rejects.toThrow();
  await cleared;
  await signUp();
  const asked = ask();
  await bothAsked;
  for (const answer of waiting) answer();
  await refused;
  expect((await asked).data).toEqual({ me: { email: `Bearer ${await client.accessToken()}` } });
});

it('Apollo Client 4 has a subscription over HTTP, from its second attempt on and until it leaves', async () => {
  await signUp();
  const part = (ticks: number) =>
    `\r\n---\r\ncontent-type: application/json\r\n\r\n{"payload":{"data":{"ticks":${ticks}}}}\r\n---`;
  const closed = new Promise<void>((resolve) => {
    service.answer = (request, response) => {
      if (service.authorizations.length === 1) {
        unauthorized(request, response);
        return;
      }
      response.setHeader('content-type', 'multipart/mixed;boundary="-";subscriptionSpec=1.0');
      response.write(part(1));
      response.write(part(2));
      response.once('close', resolve);
    };
  });
  const seen: unknown[] = [];
  await new Promise<void>((resolve) => {
    const subscription = openApollo(service.url)
      .subscribe<{ ticks: number }>({ query: gql('subscription { ticks }') })
      .subscribe(({ data, error }) => {
        seen.push(error ?? data?.ticks);
        if (seen.length < 2) return;
        subscription.unsubscribe();
        resolve();
      });
  });
  await closed;
  expect(seen).toEqual([1, 2]);
  expect(service.authorizations).toHaveLength(2);
});
