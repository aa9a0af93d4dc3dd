import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { findNginx, type Nginx, startNginx } from '../harness/nginx.js';
import { signUp, type SignedUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

const program = findNginx();

/** Tells which request came through to it. */
interface Seen {
  readonly path: string;
  readonly method: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

describe('nginx with the sample configuration', () => {
  if (program === undefined) {
    it.skip('is not installed here, so it was not tested (apt-get install nginx-light)', () => undefined);
    return;
  }
  let gateway: TestGateway;
  let nginx: Nginx;
  let service: Server;
  let serviceUrl: string;
  const seen: Seen[] = [];

  beforeAll(async () => {
    service = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { url: path = '', method = '', headers } = request;
        seen.push({ path, method, headers, body: Buffer.concat(parts).toString() });
        response.end('from the service');
      });
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    gateway = await startTestGateway({ ACCESS_COOKIE: 'true' });
    serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    nginx = await startNginx(program, gateway.url, serviceUrl);
  });
  afterAll(async () => {
    await nginx.stop();
    await gateway.stop();
    service.closeAllConnections();
    service.close();
  });

  /** @returns the status, and the request that came through, if one did. */
  async function ask(path: string, person?: Pick<SignedUp, 'accessToken'>, init: RequestInit = {}) {
    seen.length = 0;
    const response = await fetch(`${nginx.url}${path}`, {
      ...init,
      headers: {
        ...(person && { authorization: `Bearer ${person.accessToken}` }),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    await response.text();
    return { status: response.status, challenge: response.headers.get('www-authenticate'), seen: [...seen] };
  }

  /** Written past the gateway, which the change feed tells of it: `isKnown` asks. */
  async function changeUser({ email }: SignedUp, change: object, isKnown: () => Promise<boolean>) {
    await gateway.database.collection('users').updateOne({ emailCanonical: email }, { $set: change });
    await until('the gateway knows of the change', isKnown);
  }

  const forged = {
    'x-auth-user-id': 'admin',
    'x-auth-email': 'admin@example.com',
    'x-auth-roles': 'ADMIN',
    'x-auth-session': 'x',
  };

  it('lets nobody through without a token, or with a bad one', async () => {
    expect(await ask('/')).toEqual({ status: 401, challenge: 'Bearer realm="portcullis"', seen: [] });
    const bad = await ask('/', { accessToken: 'a.b.c' });
    expect([bad.status, bad.seen]).toEqual([401, []]);
    expect(bad.challenge).toContain('error="invalid_token"');
  });

  it('tells the service who is calling, whatever the caller wrote', async () => {
    const person = await signUp(gateway);
    for (const headers of [{}, forged]) {
      const { status, seen: through } = await ask('/things?x=1', person, { headers });
      expect([status, through.length, through[0]?.path]).toEqual([200, 1, '/things?x=1']);
      expect(through[0]?.headers).toMatchObject({
        'x-auth-user-id': person.userId,
        'x-auth-email': person.email,
        'x-auth-roles': 'USER',
        'x-auth-session': claimsOf(person.accessToken)['sid'],
      });
    }
  });

  it('leaves no header of the caller where the gateway has nothing to tell', async () => {
    const person = await signUp(gateway);
    const isKnown = async () => (await ask('/', person)).seen[0]?.headers['x-auth-roles'] === undefined;
    await changeUser(person, { roles: [] }, isKnown);
    const { status, seen: through } = await ask('/', person, { headers: forged });
    expect([status, through[0]?.headers['x-auth-roles']]).toEqual([200, undefined]);
  });

  it('hands on method and body, which the gateway never sees', async () => {
    const person = await signUp(gateway);
    const body = 'x'.repeat(200_000);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { status, seen: through } = await ask('/', person, { method, body });
      expect([status, through[0]?.method, through[0]?.body === body]).toEqual([200, method, true]);
    }
  });

  it('lets a preflight through to the service where the location says so, and nothing else with it', async () => {
    const page = { origin: 'https://app.example.com', 'access-control-request-method': 'POST', ...forged };
    const preflight = await ask('/api/orders', undefined, { method: 'OPTIONS', headers: page });
    expect([preflight.status, preflight.seen.length]).toEqual([200, 1]);
    expect(preflight.seen[0]).toMatchObject({ method: 'OPTIONS', path: '/api/orders' });
    expect(Object.keys(preflight.seen[0]?.headers ?? {})).not.toContain('x-auth-user-id');
    expect(await ask('/orders', undefined, { method: 'OPTIONS', headers: page })).toMatchObject({
      status: 401,
    });
    for (const method of ['GET', 'POST']) {
      const headers = { ...page, 'x-forwarded-method': 'OPTIONS' };
      expect(await ask('/api/orders', undefined, { method, headers })).toMatchObject({
        status: 401,
        seen: [],
      });
    }
    const person = await signUp(gateway);
    expect(await ask('/api/orders', person, { method: 'POST' })).toMatchObject({ status: 200 });
  });

  it('takes the access cookie for a page load', async () => {
    const person = await signUp(gateway);
    const { status, seen: through } = await ask('/', undefined, {
      headers: { cookie: `accessToken=${person.accessToken}`, accept: 'text/html' },
    });
    expect([status, through[0]?.headers['x-auth-user-id']]).toEqual([200, person.userId]);
  });

  it('asks for a verified address where the location says so', async () => {
    const person = await signUp(gateway);
    expect(await ask('/orders/1', person)).toMatchObject({ status: 403, seen: [] });
    const isKnown = async () => (await ask('/orders/1', person)).status === 200;
    await changeUser(person, { emailVerifiedAt: new Date() }, isKnown);
    expect(await ask('/orders/1', person)).toMatchObject({ status: 200, seen: [{ path: '/orders/1' }] });
  });

  it('asks for a role where the location says so', async () => {
    const person = await signUp(gateway);
    for (const path of ['/admin/', '/admin/?roles=USER', '/public/../admin/', '//admin/'])
      expect(await ask(path, person, { headers: forged })).toMatchObject({ status: 403, seen: [] });
    const isKnown = async () => (await ask('/admin/', person)).status === 200;
    await changeUser(person, { roles: ['USER', 'ADMIN'] }, isKnown);
    expect(await ask('/admin/', person)).toMatchObject({ status: 200, seen: [{ path: '/admin/' }] });
  });

  it('takes made-up headers away where nobody is asked', async () => {
    const { status, seen: through } = await ask('/public/', undefined, { headers: forged });
    expect(status).toBe(200);
    for (const name of Object.keys(forged)) expect(through[0]?.headers).not.toHaveProperty(name);
  });

  it('does not show the questions to the outside', async () => {
    const person = await signUp(gateway);
    for (const name of ['signed-in', 'verified', 'admin'])
      expect(await ask(`/-/portcullis/${name}`, person)).toMatchObject({ status: 404, seen: [] });
  });

  it('refuses an ended session at once', async () => {
    const person = await signUp(gateway);
    expect((await ask('/', person)).status).toBe(200);
    await gateway.api.call(SignOutDocument, { refreshToken: person.refreshToken });
    expect(await ask('/', person)).toMatchObject({ status: 401, seen: [] });
  });

  it('lets nobody through while the gateway is away', async () => {
    const { accessToken } = await signUp(gateway);
    const free = `http://127.0.0.1:${await pickPort(undefined)}`;
    const alone = await startNginx(program, free, serviceUrl);
    try {
      seen.length = 0;
      const response = await fetch(alone.url, { headers: { authorization: `Bearer ${accessToken}` } });
      expect([response.status, seen]).toEqual([500, []]);
    } finally {
      await alone.stop();
    }
  });
});
