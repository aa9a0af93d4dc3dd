/** @portcullis/client/react in a real browser: what its README shows, and pages that a server has rendered. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from '@jest/globals';
import { createClient } from '@portcullis/client';
import { SessionProvider } from '@portcullis/client/react';
import { readSession } from '@portcullis/client/server';
import { createGuard } from '@portcullis/guard';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { createElement, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';

import { launchBrowser } from '../harness/browser.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newPerson, signUp } from '../harness/people.js';
import { App } from './react-app.js';

const prelude = `
import { createElement, StrictMode } from 'react';
import { createClient } from '@portcullis/client';
const element = document.getElementById('root');
const { url, initial } = JSON.parse(document.getElementById('data').textContent);
const client = (window.client = createClient({ url, initial }));
`;
const takeOver = `
import { hydrateRoot } from 'react-dom/client';
import { SessionProvider } from '@portcullis/client/react';
import { App } from './react-app.js';
window.seen = [document.getElementById('session').textContent];
window.faults = [];
new MutationObserver(() => seen.push(document.getElementById('session').textContent))
  .observe(element, { subtree: true, childList: true, characterData: true });
hydrateRoot(
  element,
  createElement(StrictMode, {}, createElement(SessionProvider, { client }, createElement(App))),
  { onRecoverableError: (error) => faults.push(String(error)) },
);
`;

const hostResolverRules = 'MAP app.example.com 127.0.0.1';

let browser: Browser;
let frontend: Server;
let frontendUrl: string;
let gateway: TestGateway;
let url: string;

beforeAll(async () => {
  const readme = await readFile('packages/client/README.md', 'utf8');
  const [, shown = ''] = /## React\n\n```tsx\n(.*?)```/s.exec(readme) ?? [];
  const [readmeScript, script] = await Promise.all([bundle(prelude + shown), bundle(prelude + takeOver)]);
  [gateway, browser] = await Promise.all([
    startTestGateway({ ACCESS_COOKIE: 'true' }),
    launchBrowser({ hostResolverRules }),
  ]);
  url = gateway.url.replace('127.0.0.1', 'localhost');
  frontend = createServer((request, response) => {
    const isScript = request.url?.endsWith('.js') === true;
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    if (request.url === '/readme.js') response.end(readmeScript);
    else if (isScript) response.end(script);
    else if (request.url === '/readme') response.end(pageOf('', { url }, '/readme.js'));
    else void renderPage(request).then((html) => response.end(html));
  });
  await new Promise<void>((resolve) => frontend.listen(0, '127.0.0.1', resolve));
  frontendUrl = `http://localhost:${(frontend.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await Promise.all([browser.close(), gateway.stop()]);
  frontend.closeAllConnections();
  frontend.close();
});

let context: BrowserContext;
let page: Page;
const complaints: string[] = [];
beforeEach(async () => {
  complaints.length = 0;
  context = await browser.newContext();
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page = await context.newPage();
});
afterEach(() => context.close());

/** With React as developers have it, which tells of what does not match. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, loader: 'tsx', resolveDir: 'test/browser' },
    ...{ bundle: true, write: false, format: 'esm', target: 'es2022', jsx: 'automatic' },
    ...{ conditions: ['source'], define: { 'process.env.NODE_ENV': '"development"' } },
  });
  return outputFiles[0]?.text ?? '';
}

function pageOf(html: string, data: object, script: string): string {
  const text = JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html><title>Frontend</title><div id="root">${html}</div>
<script type="application/json" id="data">${text}</script><script type="module" src="${script}"></script>`;
}

/** As the README has a server do it. */
async function renderPage({ headers }: IncomingMessage): Promise<string> {
  const request = new Request(frontendUrl, { headers: { cookie: headers.cookie ?? '' } });
  const guard = createGuard({ issuer: url, audience: 'portcullis', now: () => gateway.clock.now() });
  const initial = await readSession(request, { url, guard });
  const client = createClient({ url, initial });
  const app = createElement(SessionProvider, { client }, createElement(App));
  const html = renderToString(createElement(StrictMode, {}, app));
  client.close();
  return pageOf(html, { url, initial }, '/page.js');
}

const shows = (id: string, text: string) =>
  page.waitForFunction(`document.getElementById('${id}')?.textContent === ${JSON.stringify(text)}`);
const sessionIs = (text: string) => shows('session', text);

async function signUpInPage(): Promise<string> {
  const person = newPerson();
  await page.evaluate(`client.signUp(${JSON.stringify(person)})`);
  return person.email;
}

it('what the README shows signs in by its form, tells a refusal, and is signed in after a reload', async () => {
  const profile = newPerson();
  const person = await signUp(gateway, profile);
  await page.goto(`${frontendUrl}/readme`);
  const signIn = async (password: string) => {
    await page.fill('[name=email]', person.email);
    await page.fill('[name=password]', password);
    await page.click('button');
  };
  await signIn('wrong horse battery');
  await page.waitForSelector('[role=alert]');
  await signIn(person.password);
  await page.waitForSelector(`text=Hello, ${profile.firstName}`);
  await page.reload();
  await page.waitForSelector(`text=Hello, ${profile.firstName}`);
  expect(complaints).toEqual([]);
});

it('a page of a server shows who is signed in from its first byte, and nothing else before or after', async () => {
  await page.goto(frontendUrl);
  await sessionIs('signedOut nobody');
  const email = await signUpInPage();
  await sessionIs(`signedIn ${email}`);
  const response = await page.goto(frontendUrl);
  expect(await response?.text()).toContain(`signedIn ${email}`);
  // It has refreshed once it holds a token.
  await page.evaluate('client.accessToken()');
  expect(await page.evaluate('[faults, new Set(seen).size, seen[0]]')).toEqual([[], 1, `signedIn ${email}`]);
  expect(complaints).toEqual([]);
});

it('a page whose server was shown a forged token finds the session by itself, without a mismatch', async () => {
  await page.goto(frontendUrl);
  await sessionIs('signedOut nobody');
  const email = await signUpInPage();
  const cookie = (await context.cookies()).find(({ name }) => name === 'accessToken');
  if (!cookie) throw new TypeError('There is no access cookie.');
  await context.addCookies([{ ...cookie, value: cookie.value.replace(/.{4}$/, 'AAAA') }]);
  const response = await page.goto(frontendUrl);
  expect(await response?.text()).toContain('starting nobody');
  await sessionIs(`signedIn ${email}`);
  expect(await page.evaluate('faults')).toEqual([]);
  expect(complaints).toEqual([]);
});

it('of two runs at once the latest is shown, also where the first ends last', async () => {
  await page.goto(frontendUrl);
  await sessionIs('signedOut nobody');
  const [first] = await Promise.all([
    new Promise<Route>((resolve) => void page.route('**/graphql', resolve, { times: 1 })),
    page.click('button'),
  ]);
  await shows('run', 'pending');
  await page.click('button');
  await shows('run', 'INVALID_CREDENTIALS');
  await first.abort();
  await shows('ended', '2');
  expect(await page.textContent('#run')).toBe('INVALID_CREDENTIALS');
});

it('a page without https cannot leave for a provider', async () => {
  await page.goto(`${frontendUrl.replace('localhost', 'app.example.com')}/readme`);
  expect(await page.evaluate('isSecureContext')).toBe(false);
  await expect(page.evaluate("client.startProvider('work')")).rejects.toThrow(/TypeError/);
  expect(page.url()).toContain('/readme');
});
