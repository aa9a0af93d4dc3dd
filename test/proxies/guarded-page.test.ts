/** A page load guarded by nginx and the access cookie, in a real browser. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { findNginx, type Nginx, startNginx } from '../harness/nginx.js';
import { password, signUp } from '../harness/people.js';

const program = findNginx();

describe('a page behind nginx', () => {
  if (program === undefined) {
    it.skip('was not tested: no nginx is installed here (apt-get install nginx-light)', () => undefined);
    return;
  }
  let gateway: TestGateway;
  let nginx: Nginx;
  let service: Server;
  let browser: Browser;
  beforeAll(async () => {
    service = createServer((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Secret page</title>');
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    gateway = await startTestGateway({ ACCESS_COOKIE: 'true' });
    nginx = await startNginx(
      program,
      gateway.url,
      `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    );
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await nginx.stop();
    await gateway.stop();
    service.closeAllConnections();
    service.close();
  });

  it('opens for who has signed in with cookies, and closes when they sign out', async () => {
    const { email } = await signUp(gateway);
    const page = await browser.newPage();
    const call = (query: string) =>
      page.evaluate(
        async ([url, text]) => {
          const body = JSON.stringify({ query: text });
          const headers = { 'content-type': 'application/json' };
          return (await fetch(url, { method: 'POST', credentials: 'include', headers, body })).text();
        },
        [`${gateway.url}/graphql`, query] as const,
      );
    const open = async () => (await page.goto(`${nginx.url}/account`))?.status();

    expect(await open()).toBe(401);
    await page.goto(`${nginx.url}/public/`);
    const input = `{ email: "${email}", password: "${password}", transport: COOKIE }`;
    expect(await call(`mutation { signIn(input: ${input}) { ... on AuthPayload { userId } } }`)).toContain(
      'userId',
    );
    expect(await open()).toBe(200);
    expect(await page.title()).toBe('Secret page');
    await page.goto(`${nginx.url}/public/`);
    expect(await call('mutation { signOut { message } }')).toContain('signed out');
    expect(await open()).toBe(401);
  });
});
