import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { noRequest } from '../../../src/foundation/no-request.js';

import { createForwardAuthRoute } from '../../../src/resource-servers/forward-auth.route.js';
import type { Authenticate } from '../../../src/sessions/authenticate.js';
import { createAuthorize } from '../../../src/users/authorize.js';
import { createPermissionsOf } from '../../../src/users/permissions.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

const permissionsOf = createPermissionsOf(new Map());
const authorize = createAuthorize(permissionsOf);

async function ask(authenticate: Authenticate, token: string | undefined): Promise<Response> {
  const app = express();
  createForwardAuthRoute({ authenticate, authorize, permissionsOf, readToken: () => token }).mount(app, {
    originOf: () => noRequest('test'),
  });
  const silent: express.ErrorRequestHandler = (_error, _request, response, _next) => {
    response.sendStatus(500);
  };
  app.use(silent);
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/forward-auth`);
}

const failWith = (name: string): Authenticate => {
  const error = new Error('connect ECONNREFUSED 10.0.0.7:27017');
  error.name = name;
  return () => Promise.reject(error);
};

describe('while it cannot be told whose token it is', () => {
  it('a database out of reach is UNAVAILABLE and says nothing about the token', async () => {
    const response = await ask(failWith('MongoNetworkError'), 'x');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(response.headers.get('www-authenticate')).toBeNull();
    expect(await response.text()).not.toContain('10.0.0.7');
  });

  it('a bug lets nobody pass', async () => {
    expect((await ask(failWith('TypeError'), 'x')).status).toBe(500);
  });
});

it('a request without a token is refused without asking anybody', async () => {
  expect((await ask(failWith('TypeError'), undefined)).status).toBe(401);
});
