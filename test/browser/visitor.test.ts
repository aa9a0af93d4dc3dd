import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { type Screen, sendVisitor } from './visitor.js';

/** Pages with one fault each. */
const pages: Readonly<Record<string, { readonly body: string; readonly policy?: string }>> = {
  '/good': { body: '<h1>Hello</h1>' },
  '/wide': { body: '<h1>Hello</h1><p style="width: 340px">Too wide for 320</p>' },
  '/policy': {
    body: '<h1>Hello</h1><style>h1 { color: #900 }</style>',
    policy: "default-src 'none'; style-src 'self'",
  },
  '/foreign': { body: '<h1>Hello</h1><img alt="" src="http://127.0.0.1:9/pixel.png">' },
  '/unlabelled': { body: '<h1>Hello</h1><input name="name">' },
};

let server: Server;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { body = '<h1>Nothing</h1>', policy } = pages[request.url ?? ''] ?? {};
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (policy !== undefined) response.setHeader('content-security-policy', policy);
    response.end(
      '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title>' +
        `<link rel="icon" href="data:,"><main>${body}</main></html>`,
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function visit(path: string, screen: Partial<Screen>): Promise<void> {
  const visitor = await sendVisitor(browser, { width: 375, javaScript: true, ...screen }, origin);
  await visitor.page.goto(`${origin}${path}`);
  await visitor.isAt('Hello');
  await visitor.leave();
}

describe.each([true, false])('a visitor (JavaScript: %s)', (javaScript) => {
  it('is content with a page without a fault', async () => {
    await visit('/good', { javaScript });
  });

  it.each([
    ['/wide', 'scrolls sideways at 320 px', /340|wide/],
    ['/policy', 'breaks its own policy', /Content Security Policy/],
    ['/foreign', 'asks another host for something', /pixel\.png/],
  ])('finds that %s %s', async (path, _, complaint) => {
    await expect(visit(path, { javaScript })).rejects.toThrow(complaint);
  });
});

it('a visitor finds what axe-core finds', async () => {
  await expect(visit('/unlabelled', { accessibility: true })).rejects.toThrow(/label/);
});
