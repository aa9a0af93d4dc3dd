import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { type CodeFlowGateway, startCodeFlowGateway } from '../harness/code-flow-gateway.js';

let browser: Browser;
let frontend: Server;
let page: string;
let flow: CodeFlowGateway;

beforeAll(async () => {
  frontend = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(frontendPage);
  });
  await new Promise<void>((resolve) => frontend.listen(0, '127.0.0.1', resolve));
  page = `http://localhost:${(frontend.address() as AddressInfo).port}/welcome`;
  [flow, browser] = await Promise.all([startCodeFlowGateway(page), launchBrowser()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), flow.stop()]);
  frontend.closeAllConnections();
  frontend.close();
});

/** All that a frontend without an SDK needs: a verifier that waits for the browser's return, and one mutation. */
const frontendPage = `<!doctype html><title>Frontend</title><h1></h1><button>Sign in</button><script>
const say = (text) => { document.querySelector('h1').textContent = text; };
const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const send = async (query, variables) => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query, variables });
  return (await fetch(sessionStorage.gateway + '/graphql', { method: 'POST', headers, body })).json();
};
document.querySelector('button').onclick = async () => {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  sessionStorage.verifier = verifier;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const { data } = await send('{ authConfig { providers { startUrl } } }');
  const url = new URL(data.authConfig.providers[0].startUrl);
  url.searchParams.set('redirect', location.origin + location.pathname);
  url.searchParams.set('code_challenge', base64url(new Uint8Array(digest)));
  url.searchParams.set('mode', 'sign-up');
  location.href = url;
};
const code = new URLSearchParams(location.search).get('code');
if (code) {
  history.replaceState(null, '', location.pathname);
  const query = 'mutation ($code: String!, $codeVerifier: String!) { completeSignIn(code: $code, ' +
    'codeVerifier: $codeVerifier) { ... on AuthPayload { user { email } } } }';
  send(query, { code, codeVerifier: sessionStorage.verifier })
    .then(({ data }) => say('Welcome, ' + data.completeSignIn.user.email));
} else say('Who are you?');
</script>`;

it('a person signs up and in at a provider, from the page of a frontend and back', async () => {
  const { email } = flow.meet();
  const context = await browser.newContext();
  await context.addInitScript(`sessionStorage.gateway = ${JSON.stringify(flow.publicUrl)}`);
  const tab = await context.newPage();
  const visited: string[] = [];
  tab.on('framenavigated', (frame) => visited.push(frame.url()));
  for (const expected of ['first', 'again']) {
    await tab.goto(page);
    await tab.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await tab.getByRole('heading', { name: `Welcome, ${email}` }).waitFor();
    expect({ expected, url: tab.url() }).toEqual({ expected, url: page });
  }
  // No token was ever in the bar, and the flow's cookies are gone.
  expect(visited.join(' ')).not.toMatch(/token|eyJ/);
  expect((await context.cookies()).filter(({ name }) => name.startsWith('federation'))).toEqual([]);
  await context.close();
});
