import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { noRequest } from '../../../src/foundation/no-request.js';

import { type MetricsRouteOptions, createMetricsRoute } from '../../../src/observe/metrics.route.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

const token = 'a-token-of-the-scraper';
const metrics = {
  text: async () => 'up 1\n',
  contentType: 'text/plain; version=0.0.4; charset=utf-8',
};

async function serve(options: Partial<MetricsRouteOptions>): Promise<string> {
  const app = express();
  createMetricsRoute({ metrics, token: undefined, isProduction: false, ...options }).mount(app, {
    originOf: () => noRequest('test'),
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
}

const ask = (url: string, authorization?: string, method = 'GET') =>
  fetch(url, { method, ...(authorization !== undefined && { headers: { authorization } }) });

describe('with METRICS_TOKEN', () => {
  it.each([
    ['in production', true],
    ['in development', false],
  ])('%s the token opens it', async (_, isProduction) => {
    const url = await serve({ token, isProduction });
    const response = await ask(url, `Bearer ${token}`);
    expect([response.status, await response.text()]).toEqual([200, 'up 1\n']);
    expect(response.headers.get('content-type')).toContain('version=0.0.4');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await ask(url, `bearer ${token}`)).status).toBe(200);
  });

  it.each([
    ['no token', undefined],
    ['an empty one', 'Bearer '],
    ['another one', `Bearer ${'b'.repeat(token.length)}`],
    ['one that begins like it', `Bearer ${token.slice(0, -1)}`],
    ['one that goes on', `Bearer ${token}x`],
    ['two', `Bearer ${token} ${token}`],
    ['another scheme', `Basic ${token}`],
    ['12 KB', `Bearer ${'b'.repeat(12_000)}`],
  ])('%s is UNAUTHENTICATED', async (_, authorization) => {
    const response = await ask(await serve({ token, isProduction: true }), authorization);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="portcullis"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
    expect(body).not.toContain(token);
  });

  it('is not opened by a token in the query', async () => {
    const url = await serve({ token, isProduction: true });
    expect((await ask(`${url}?access_token=${token}`)).status).toBe(401);
  });
});

describe('without METRICS_TOKEN', () => {
  it('is open in development', async () => {
    expect(await (await ask(await serve({}))).text()).toBe('up 1\n');
  });

  it.each(['GET', 'POST'])('is not there in production, for %s either', async (method) => {
    const response = await ask(await serve({ isProduction: true }), undefined, method);
    expect(response.status).toBe(404);
    expect(response.headers.get('allow')).toBeNull();
  });
});

it.each(['POST', 'PUT', 'DELETE'])('%s is not taken', async (method) => {
  const response = await ask(await serve({ token }), `Bearer ${token}`, method);
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});
