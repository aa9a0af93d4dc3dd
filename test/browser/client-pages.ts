/** Pages of a frontend that has packages/client, in a real browser: for the tests of what becomes of a session there. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newPerson } from '../harness/people.js';

/** A profile of the browser, and what its tabs send. */
interface Profile {
  readonly context: BrowserContext;
  /** How many refreshes have set out to the gateway. */
  refreshes(): number;
  /** @param at where the frontend is, as its own origin says. */
  open(at?: string): Promise<Page>;
}

export interface ClientPages {
  readonly gateway: TestGateway;
  /** As pages call it. */
  readonly gatewayUrl: string;
  /** The same frontend on the gateway's site, at two origins, and on another site. */
  readonly origins: { readonly own: string; readonly second: string; readonly foreign: string };
  /** Checks that no page has failed. @param script runs in each page before its own. */
  withProfile(work: (profile: Profile) => Promise<void>, script?: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openClientPages(): Promise<ClientPages> {
  const bundle = await bundleClient();
  const [gateway, browser] = await Promise.all([startTestGateway(), launchBrowser()]);
  const gatewayUrl = gateway.url.replace('127.0.0.1', 'localhost');
  const frontends = await Promise.all([serve(bundle, gatewayUrl), serve(bundle, gatewayUrl)]);
  const [first, second] = frontends.map(({ port }) => port);
  const origins = {
    own: `http://localhost:${first}`,
    second: `http://localhost:${second}`,
    foreign: `http://127.0.0.1:${first}`,
  };
  return {
    ...{ gateway, gatewayUrl, origins },
    async withProfile(work, script = '') {
      const context = await browser.newContext();
      const faults: string[] = [];
      context.on('weberror', (error) => faults.push(String(error.error())));
      await context.addInitScript(script);
      let refreshes = 0;
      context.on('request', (request) => {
        if (request.postData()?.includes('mutation Refresh')) refreshes++;
      });
      const open = async (at = origins.own) => {
        const tab = await context.newPage();
        await tab.goto(at);
        await tab.waitForFunction(`client.session.get().status !== 'starting'`);
        return tab;
      };
      try {
        await work({ context, refreshes: () => refreshes, open });
        expect(faults).toEqual([]);
      } finally {
        await context.close();
      }
    },
    async stop() {
      await Promise.all([browser.close(), gateway.stop()]);
      for (const frontend of frontends) frontend.close();
    },
  };
}

async function bundleClient(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './index.js'; export * from './passkeys.js';`,
      resolveDir: 'packages/client/src',
    },
    ...{ bundle: true, minify: true, write: false, format: 'esm', target: 'es2022' },
  });
  return outputFiles[0]?.text ?? '';
}

async function serve(bundle: string, gatewayUrl: string) {
  const server = createServer((request, response) => {
    const isScript = request.url === '/client.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? bundle : frontendPage(gatewayUrl));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

const frontendPage = (gatewayUrl: string) => `<!doctype html><title>Frontend</title><script type="module">
import { createClient, createPasskeys } from '/client.js';
window.client = createClient({ url: '${gatewayUrl}' });
window.passkeys = createPasskeys(window.client);
</script>`;

export async function signUp(tab: Page): Promise<string> {
  const person = newPerson();
  await tab.evaluate(`client.signUp(${JSON.stringify(person)})`);
  return person.email;
}

/** Whom the gateway takes the page for. */
export const me = (tab: Page) => tab.evaluate<string | undefined>('client.me().then((user) => user?.email)');
export const becomes = (tab: Page, status: string) =>
  tab.waitForFunction(`client.session.get().status === '${status}'`);
/** @param condition may be a promise, which `waitForFunction` takes for true. */
export const comesTrue = (tab: Page, condition: string) =>
  tab.evaluate(
    `(async () => { while (!(await (${condition}))) await new Promise((resolve) => setTimeout(resolve, 20)); })()`,
  );
