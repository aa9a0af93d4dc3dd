import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInThisContext } from 'node:vm';

import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { UnavailableError } from '@portcullis/guard';
import { authOf, createIsAuth } from '@portcullis/guard/express';
import { authenticateRequest, withAuth } from '@portcullis/guard/fetch';
import { authenticateConnection, closeWhenExpired } from '@portcullis/guard/websocket';
import express from 'express';

import { claims, guardOf, makeKey, nowSeconds, token } from './tokens.js';

const [ours, attacker] = await Promise.all([makeKey('ours'), makeKey('attacker')]);
const guard = guardOf([ours]);
const down = { ...guard, verify: () => Promise.reject(new UnavailableError('down')) };
const broken = { ...guard, verify: () => Promise.reject(new Error('a bug')) };
const [good, unverified] = [token(ours), token(ours, { email_verified: false, jti: 'unverified' })];
const [expired, forged] = [token(ours, { exp: nowSeconds }), token({ ...attacker, kid: 'ours' })];

/** What each request is answered, whatever the framework. */
const refusals: readonly (readonly [
  string,
  string | undefined,
  { roles?: string[]; permissions?: string[]; verified?: boolean },
  number,
  object,
  string,
])[] = [
  ['no token', undefined, {}, 401, { code: 'UNAUTHENTICATED' }, 'Bearer realm="portcullis"'],
  ['another scheme', 'Basic YTpi', {}, 401, { code: 'UNAUTHENTICATED' }, 'Bearer realm="portcullis"'],
  ['an empty token', 'Bearer', {}, 401, { code: 'TOKEN_INVALID' }, 'error="invalid_token"'],
  ['a forged token', `Bearer ${forged}`, {}, 401, { code: 'TOKEN_INVALID' }, 'error="invalid_token"'],
  ['an expired token', `Bearer ${expired}`, {}, 401, { code: 'TOKEN_EXPIRED' }, 'error="invalid_token"'],
  ['two tokens', `Bearer ${good}, Bearer ${good}`, {}, 401, { code: 'TOKEN_INVALID' }, 'invalid_token'],
  [
    'a missing role',
    `Bearer ${good}`,
    { roles: ['ADMIN', 'EDITOR'] },
    403,
    { code: 'FORBIDDEN', requires: 'role', roles: ['ADMIN', 'EDITOR'] },
    'error="insufficient_scope"',
  ],
  [
    'an unverified address',
    `Bearer ${unverified}`,
    { verified: true },
    403,
    { code: 'FORBIDDEN', requires: 'verifiedEmail' },
    'error="insufficient_scope"',
  ],
];

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
const headersOf = (authorization: string | undefined): Record<string, string> =>
  authorization === undefined ? {} : { authorization };

async function expectRefusal(response: Response, status: number, body: object, challenge: string) {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('www-authenticate')).toContain(challenge);
  expect(await response.json()).toMatchObject({ type: 'about:blank', status, ...body });
}

describe('isAuth in Express', () => {
  const isAuth = createIsAuth(guard);

  it('hands on what the token says', async () => {
    const app = express().get(
      '/',
      isAuth({ roles: ['ADMIN', 'USER'], verified: true }),
      (request, response) => {
        response.json({ property: request.auth, helper: authOf(request) });
      },
    );
    const response = await fetch(await serve(app), { headers: headersOf(`bearer ${good}`) });
    expect(await response.json()).toEqual({ property: claims, helper: claims });
  });

  it.each(refusals)('refuses %s', async (_name, authorization, requirement, status, body, challenge) => {
    const handler = jest.fn();
    const url = await serve(express().get('/', isAuth(requirement), handler));
    await expectRefusal(await fetch(url, { headers: headersOf(authorization) }), status, body, challenge);
    expect(handler).not.toHaveBeenCalled();
  });

  it('takes no token from the query or a body (RFC 6750 section 2.3)', async () => {
    const url = await serve(express().use(isAuth()));
    expect((await fetch(`${url}?access_token=${good}&token=${good}`)).status).toBe(401);
    const body = new URLSearchParams({ access_token: good });
    expect((await fetch(url, { method: 'POST', body })).status).toBe(401);
  });

  it('says 503 and Retry-After where the gateway is down, never 401', async () => {
    const response = await fetch(await serve(express().use(createIsAuth(down)())), {
      headers: headersOf(`Bearer ${good}`),
    });
    expect([
      response.status,
      response.headers.get('retry-after'),
      response.headers.get('www-authenticate'),
    ]).toEqual([503, '5', null]);
    expect(await response.json()).toMatchObject({ code: 'UNAVAILABLE', retryAfter: 5 });
  });

  it('hands a bug to the error handler', async () => {
    const next = jest.fn();
    createIsAuth(broken)()({ headers: { authorization: 'Bearer x' } }, {} as never, next);
    await new Promise(setImmediate);
    expect(next).toHaveBeenCalledWith(new Error('a bug'));
  });

  it('leaves the answer to whoever gave one meanwhile', async () => {
    const response = { statusCode: 503, headersSent: true, setHeader: jest.fn(), end: jest.fn() };
    isAuth()({ headers: {} }, response, jest.fn());
    await new Promise(setImmediate);
    expect([response.statusCode, response.setHeader.mock.calls, response.end.mock.calls]).toEqual([
      503,
      [],
      [],
    ]);
  });

  it.each<[string, object]>([
    ['a misspelled name', { role: ['ADMIN'] }],
    ['roles that are one text', { roles: 'ADMIN' }],
    ['permissions that are one text', { permissions: 'posts:write' }],
    ['verified as text', { verified: 'true' }],
    ['a list', ['ADMIN']],
  ])('%s is a mistake at start', (_name, requirement) => {
    expect(() => isAuth(requirement)).toThrow(TypeError);
    expect(() => withAuth(guard, requirement, () => new Response())).toThrow(TypeError);
  });

  it('a handler that nothing guards has no caller', () => {
    expect(() => authOf({})).toThrow(TypeError);
  });
});

describe('isAuth on node:http itself', () => {
  it('guards a handler', async () => {
    const isUser = createIsAuth(guard)();
    const url = await serve((request, response) => {
      isUser(request, response, () => response.end(authOf(request).sub));
    });
    expect(await (await fetch(url, { headers: headersOf(`Bearer ${good}`) })).text()).toBe(claims.sub);
    expect((await fetch(url)).status).toBe(401);
  });

  it('a handler that throws is told as a warning, and answered with 500', async () => {
    // Node's own, whose copy a test file has.
    const ofNode = runInThisContext('process') as NodeJS.Process;
    const warn = jest.spyOn(ofNode, 'emitWarning').mockReturnValue();
    const url = await serve((request, response) => {
      createIsAuth(guard)()(request, response, () => {
        throw new Error('a bug of the handler');
      });
    });
    expect((await fetch(url, { headers: headersOf(`Bearer ${good}`) })).status).toBe(500);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('Error: a bug of the handler'));
    warn.mockRestore();
  });

  it('reads names of headers in any case', () => {
    const next = jest.fn();
    createIsAuth(guard)()({ headers: { AUTHORIZATION: `Bearer ${good}` } }, {} as never, next);
    return new Promise<void>(setImmediate).then(() => expect(next).toHaveBeenCalledWith());
  });
});

describe('isAuth with a cookie', () => {
  const ask = async (cookie: string, method = 'GET', headers: Record<string, string> = {}) => {
    const app = express().use(createIsAuth(guard, { cookie: 'accessToken' })(), (_request, response) => {
      response.end();
    });
    const url = await serve(app);
    return (await fetch(url, { method, headers: { cookie, ...headers } })).status;
  };

  it('takes the token of a page load from it, of that name only', async () => {
    expect(await ask(`a=b; accessToken=${good}`)).toBe(200);
    expect(await ask(`xaccessToken=${good}`)).toBe(401);
    expect(await ask('accessToken=')).toBe(401);
  });

  it('changes nothing on its strength unless the page is its own', async () => {
    expect(await ask(`accessToken=${good}`, 'POST')).toBe(401);
    expect(await ask(`accessToken=${good}`, 'POST', { 'sec-fetch-site': 'cross-site' })).toBe(401);
    expect(await ask(`accessToken=${good}`, 'POST', { 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  it('lets the header go first', async () => {
    expect(await ask(`accessToken=${good}`, 'GET', { authorization: `Bearer ${forged}` })).toBe(401);
  });
});

describe('authenticateRequest', () => {
  const request = (authorization?: string) =>
    new Request('https://shop.test/', { headers: headersOf(authorization) });

  it('gives the claims', async () => {
    const auth = await authenticateRequest(guard, request(`Bearer ${good}`), { roles: ['USER'] });
    expect(auth).toEqual({ ok: true, claims });
  });

  it.each(refusals)('refuses %s', async (_name, authorization, requirement, status, body, challenge) => {
    const handle = withAuth(guard, requirement, () => new Response('in'));
    await expectRefusal(await handle(request(authorization)), status, body, challenge);
  });

  it('calls the handler with claims and whatever else it is called with', async () => {
    const handle = withAuth(guard, {}, (_request, { sub }, env: string) => new Response(`${sub} ${env}`));
    expect(await (await handle(request(`Bearer ${good}`), 'env')).text()).toBe(`${claims.sub} env`);
  });

  it('hands on a request of the framework’s own kind, such as Next’s', async () => {
    class NextRequest extends Request {
      readonly nextUrl = new URL(this.url);
    }
    const handle = withAuth(guard, {}, ({ nextUrl }: NextRequest) => new Response(nextUrl.pathname));
    const asked = new NextRequest('https://shop.test/orders', { headers: headersOf(`Bearer ${good}`) });
    expect(await (await handle(asked)).text()).toBe('/orders');
    const usual = withAuth(guard, {}, ({ url }) => new Response(url));
    expect(await (await usual(request(`Bearer ${good}`))).text()).toBe('https://shop.test/');
  });

  it('says 503 where the gateway is down, and throws a bug', async () => {
    const auth = await authenticateRequest(down, request(`Bearer ${good}`));
    expect(auth).toMatchObject({ ok: false, response: { status: 503 } });
    await expect(authenticateRequest(broken, request(`Bearer ${good}`))).rejects.toThrow('a bug');
  });
});

describe('authenticateConnection', () => {
  const header = { request: { headers: { authorization: `Bearer ${good}` } } };

  it.each<[string, object]>([
    ['the upgrade’s header', header],
    ['authorization of the parameters', { connectionParams: { authorization: `Bearer ${good}` } }],
    ['Authorization of the parameters', { connectionParams: { Authorization: `bearer ${good}` } }],
    ['an upgrade whose names keep their case', { request: { headers: { Authorization: `Bearer ${good}` } } }],
    [
      'an upgrade of Fetch',
      { request: new Request('https://shop.test', { headers: headersOf(`Bearer ${good}`) }) },
    ],
  ])('takes the token from %s, and says how long it lasts', async (_name, source) => {
    expect(await authenticateConnection(guard, source)).toEqual({ ok: true, claims, expiresInMs: 900_000 });
  });

  it.each<[string, object, object, number]>([
    ['no token', {}, {}, 4401],
    ['a token in the URL', { request: { url: `/?token=${good}`, headers: {} } }, {}, 4401],
    ['a token that is no text', { connectionParams: { authorization: { $ne: null } } }, {}, 4401],
    ['a forged token', { connectionParams: { authorization: `Bearer ${forged}` } }, {}, 4401],
    ['an expired token', { connectionParams: { authorization: `Bearer ${expired}` } }, {}, 4403],
    ['a missing role', header, { roles: ['ADMIN'] }, 4403],
  ])('%s is told to close', async (_name, source, requirement, closeCode) => {
    expect(await authenticateConnection(guard, source, requirement)).toMatchObject({ ok: false, closeCode });
  });

  it('says try again later where the gateway is down', async () => {
    expect(await authenticateConnection(down, header)).toMatchObject({
      code: 'UNAVAILABLE',
      closeCode: 1013,
    });
  });

  it('closes the socket when the token’s time is over, unless called off', async () => {
    const closed = await new Promise((resolve) => {
      const socket = { close: (code: number, reason: string) => resolve([code, reason]) };
      closeWhenExpired({ close: () => resolve('not called off') }, { expiresInMs: 5 })();
      closeWhenExpired(socket, { expiresInMs: 20 });
    });
    expect(closed).toEqual([4403, 'TOKEN_EXPIRED']);
  });

  it('lets a socket throw that has closed meanwhile', async () => {
    await new Promise<void>((resolve) => {
      const close = () => {
        setImmediate(resolve);
        throw new Error('closed already');
      };
      closeWhenExpired({ close }, { expiresInMs: 5 });
    });
  });
});
