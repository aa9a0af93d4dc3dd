import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { checkAccessibility, launchBrowser } from '../../harness/browser.js';

/** As strict as the gateway's pages are. */
const policy = "default-src 'none'; style-src 'self'; form-action 'self'";
const script = '<script>document.querySelector("h1").textContent = "A script was here";</script>';
const page = (body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head><body><main>${body}</main></body></html>`;

const pages: Readonly<Record<string, string>> = {
  '/': page(
    '<h1>Hello</h1><form method="post" action="/done"><label>Name <input name="name"></label> <button>Send</button></form>',
  ),
  '/done': page('<h1>Thank you</h1>'),
  '/scripted': page(`<h1>No script</h1>${script}`),
  '/unlabelled': page('<h1>Hello</h1><form><input name="name" type="text"></form>'),
};

const environment = { ...process.env };
let server: Server;
let browser: Browser;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    const isScripted = request.url === '/scripted';
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', isScripted ? "script-src 'unsafe-inline'" : policy);
    response.end(pages[request.url ?? ''] ?? page('<h1>Nothing</h1>'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  browser = await launchBrowser({ hostResolverRules: 'MAP *.example.test 127.0.0.1' });
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

async function visit<T>(
  path: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<T>,
  host = '127.0.0.1',
): Promise<T> {
  const context = await browser.newContext(options);
  const opened = await context.newPage();
  await opened.goto(`http://${host}:${port}${path}`);
  const seen = await look(opened);
  await context.close();
  return seen;
}

const heading = (opened: Page) => opened.getByRole('heading').textContent();

describe('a browser', () => {
  test.each([true, false])('opens a page and sends its form (JavaScript: %s)', async (javaScriptEnabled) => {
    const seen = await visit('/', { javaScriptEnabled }, async (opened) => {
      await opened.getByLabel('Name').fill('Ada');
      await opened.getByRole('button', { name: 'Send' }).click();
      return heading(opened);
    });
    expect(seen).toBe('Thank you');
  });

  test('runs scripts, and none where JavaScript is off', async () => {
    expect(await visit('/scripted', {}, heading)).toBe('A script was here');
    expect(await visit('/scripted', { javaScriptEnabled: false }, heading)).toBe('No script');
  });

  test('finds a site under the name that it is mapped from', async () => {
    expect(await visit('/', {}, heading, 'app.example.test')).toBe('Hello');
  });

  test('draws letters: it has fonts', async () => {
    const widths = await visit('/', {}, (opened) =>
      opened.evaluate<number[]>(`['iiii', 'mmmm'].map((text) => {
        const span = document.body.appendChild(document.createElement('span'));
        span.textContent = text;
        return span.getBoundingClientRect().width;
      })`),
    );
    const [narrow = 0, wide = 0] = widths;
    expect(narrow).toBeGreaterThan(5);
    expect(wide).toBeGreaterThan(narrow * 1.5);
  });

  test('leaves the environment of the tests as it was', () => {
    expect(process.env).toEqual(environment);
  });
});

describe('the check of accessibility', () => {
  test('finds a field without a label, through a policy that lets no script in', async () => {
    const found = await visit('/unlabelled', { bypassCSP: true }, checkAccessibility);
    expect(found).toEqual([expect.stringMatching(/^label \(critical\): .+ at input/)]);
  });

  test('finds nothing where all is well', async () => {
    expect(await visit('/', { bypassCSP: true }, checkAccessibility)).toEqual([]);
  });
});
