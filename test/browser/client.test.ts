/** packages/client in a real browser: what its tabs have in common, and what becomes of a session that they share. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newPerson } from '../harness/people.js';

const MINUTE = 60_000;

let browser: Browser;
let frontend: Server;
let page: string;
let gateway: TestGateway;
let gatewayUrl: string;

beforeAll(async () => {
  const bundle = await bundleClient();
  frontend = createServer((request, response) => {
    const isScript = request.url === '/client.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? bundle : frontendPage());
  });
  await new Promise<void>((resolve) => frontend.listen(0, '127.0.0.1', resolve));
  page = `http://localhost:${(frontend.address() as AddressInfo).port}/`;
  [gateway, browser] = await Promise.all([startTestGateway(), launchBrowser()]);
  gatewayUrl = gateway.url.replace('127.0.0.1', 'localhost');
});
afterAll(async () => {
  await Promise.all([browser.close(), gateway.stop()]);
  frontend.closeAllConnections();
  frontend.close();
});

async function bundleClient(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['packages/client/src/index.ts'],
    ...{ bundle: true, minify: true, write: false, format: 'esm', target: 'es2022' },
  });
  return outputFiles[0]?.text ?? '';
}

const frontendPage = () => `<!doctype html><title>Frontend</title><script type="module">
import { createClient } from '/client.js';
window.client = createClient({ url: '${gatewayUrl}' });
</script>`;

/** A profile of the browser, and what its tabs send. */
interface Profile {
  readonly context: BrowserContext;
  /** How many refreshes have set out to the gateway. */
  refreshes(): number;
  open(): Promise<Page>;
}

async function withProfile(work: (profile: Profile) => Promise<void>, script = ''): Promise<void> {
  const context = await browser.newContext();
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(String(error.error())));
  await context.addInitScript(script);
  let refreshes = 0;
  context.on('request', (request) => {
    if (request.postData()?.includes('mutation Refresh')) refreshes++;
  });
  const open = async () => {
    const tab = await context.newPage();
    await tab.goto(page);
    await tab.waitForFunction(`client.session.get().status !== 'starting'`);
    return tab;
  };
  try {
    await work({ context, refreshes: () => refreshes, open });
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
}

async function signUp(tab: Page): Promise<string> {
  const person = newPerson();
  await tab.evaluate(`client.signUp(${JSON.stringify(person)})`);
  return person.email;
}

/** Whom the gateway takes the page for. */
const me = (tab: Page) => tab.evaluate<string | undefined>('client.me().then((user) => user?.email)');
const becomes = (tab: Page, status: string) =>
  tab.waitForFunction(`client.session.get().status === '${status}'`);

it('a reload restores the session, and nothing that lasts can be read by a script', async () => {
  await withProfile(async ({ open, refreshes }) => {
    const tab = await open();
    expect(await tab.evaluate('client.session.get()')).toEqual({ status: 'signedOut' });
    expect(refreshes()).toBe(1);
    const email = await signUp(tab);
    await tab.reload();
    await becomes(tab, 'signedIn');
    expect(await me(tab)).toBe(email);
    expect(refreshes()).toBe(2);
    expect(await tab.evaluate('[document.cookie, localStorage.length, sessionStorage.length]')).toEqual([
      '',
      0,
      0,
    ]);
  });
});

describe.each([2, 5])('%i tabs', (count) => {
  it('send one refresh for an access token that has ended', async () => {
    await withProfile(async ({ open, refreshes }) => {
      const first = await open();
      const email = await signUp(first);
      const tabs = [first];
      while (tabs.length < count) tabs.push(await open());
      const before = refreshes();
      gateway.clock.advance(20 * MINUTE);
      expect(await Promise.all(tabs.map(me))).toEqual(tabs.map(() => email));
      expect(refreshes()).toBe(before + 1);
      gateway.clock.advance(20 * MINUTE);
      // One after another as well: the others have been told.
      for (const tab of tabs) expect(await me(tab)).toBe(email);
      expect(refreshes()).toBe(before + 2);
    });
  });

  it('are signed in and out together', async () => {
    await withProfile(async ({ open }) => {
      const tabs: Page[] = [];
      while (tabs.length < count) tabs.push(await open());
      const [first] = tabs;
      if (first === undefined) throw new TypeError('no tab');
      await signUp(first);
      await Promise.all(tabs.map((tab) => becomes(tab, 'signedIn')));
      await first.evaluate('client.signOut()');
      await Promise.all(tabs.map((tab) => becomes(tab, 'signedOut')));
      for (const tab of tabs) expect(await me(tab)).toBeUndefined();
    });
  });
});

it.each([
  ['neither locks nor channel', `delete globalThis.BroadcastChannel; delete Navigator.prototype.locks;`],
  ['no locks', `delete Navigator.prototype.locks;`],
  [
    'no channel',
    `globalThis.BroadcastChannel = function () { throw new DOMException('blocked', 'SecurityError'); };`,
  ],
  [
    'no storage',
    `for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, {
      get() { throw new DOMException('blocked', 'SecurityError'); } });`,
  ],
])('with %s every tab still has the session', async (_, script) => {
  await withProfile(async ({ open }) => {
    const tabs = [await open()];
    const email = await signUp(tabs[0] ?? (await open()));
    tabs.push(await open(), await open());
    gateway.clock.advance(20 * MINUTE);
    expect(await Promise.all(tabs.map(me))).toEqual([email, email, email]);
    gateway.clock.advance(20 * MINUTE);
    expect(await Promise.all(tabs.map(me))).toEqual([email, email, email]);
  }, script);
});

it.each([-10, 10])('a device clock that is %i minutes off changes nothing', async (minutes) => {
  const script = `{ const now = Date.now; Date.now = () => now() + ${minutes * MINUTE}; }`;
  await withProfile(async ({ open, refreshes }) => {
    const tab = await open();
    const email = await signUp(tab);
    const before = refreshes();
    await tab.evaluate(`dispatchEvent(new Event('pageshow'))`);
    expect(await me(tab)).toBe(email);
    expect(refreshes()).toBe(before);
    gateway.clock.advance(20 * MINUTE);
    expect(await me(tab)).toBe(email);
    expect(refreshes()).toBe(before + 1);
  }, script);
});

it('offline the session stays, and it goes on when the network is back', async () => {
  await withProfile(async ({ context, open }) => {
    const tab = await open();
    const email = await signUp(tab);
    gateway.clock.advance(20 * MINUTE);
    await context.setOffline(true);
    expect(await tab.evaluate('client.refresh().catch((error) => error.code)')).toBe('UNAVAILABLE');
    expect(await tab.evaluate('client.me().catch((error) => error.code)')).toBe('UNAVAILABLE');
    expect(await tab.evaluate('client.session.get().status')).toBe('signedIn');
    await context.setOffline(false);
    expect(await me(tab)).toBe(email);
  });
});

it('a start without a network ends in a session when it is back', async () => {
  await withProfile(async ({ context, open }) => {
    const tab = await open();
    await signUp(tab);
    await context.route(`${gatewayUrl}/**`, (route) => route.abort());
    await tab.reload();
    await tab.waitForFunction(`client.session.get().error?.code === 'UNAVAILABLE'`);
    await context.unroute(`${gatewayUrl}/**`);
    await tab.evaluate(`dispatchEvent(new Event('online'))`);
    await becomes(tab, 'signedIn');
  });
});
