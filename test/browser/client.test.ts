/** packages/client in a real browser: what its tabs have in common, and what becomes of a session that they share. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';

import { becomes, type ClientPages, comesTrue, me, openClientPages, signUp } from './client-pages.js';

const MINUTE = 60_000;

let pages: ClientPages;
beforeAll(async () => {
  pages = await openClientPages();
});
afterAll(() => pages.stop());

it('a reload restores the session, and nothing that lasts can be read by a script', async () => {
  await pages.withProfile(async ({ open, refreshes }) => {
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
    await pages.withProfile(async ({ open, refreshes }) => {
      const first = await open();
      const email = await signUp(first);
      const tabs = [first];
      while (tabs.length < count) tabs.push(await open());
      const before = refreshes();
      pages.gateway.clock.advance(20 * MINUTE);
      expect(await Promise.all(tabs.map(me))).toEqual(tabs.map(() => email));
      expect(refreshes()).toBe(before + 1);
      pages.gateway.clock.advance(20 * MINUTE);
      // One after another as well: the others have been told.
      for (const tab of tabs) expect(await me(tab)).toBe(email);
      expect(refreshes()).toBe(before + 2);
    });
  });

  it('are signed in and out together', async () => {
    await pages.withProfile(async ({ open }) => {
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

// A token that was replaced twice looks stolen, so that three tabs without locks could meet that: README, Limits.
it.each([
  [2, 'neither locks nor channel', `delete globalThis.BroadcastChannel; delete Navigator.prototype.locks;`],
  [2, 'no locks', `delete Navigator.prototype.locks;`],
  [
    3,
    'no channel',
    `globalThis.BroadcastChannel = function () { throw new DOMException('blocked', 'SecurityError'); };`,
  ],
  [
    3,
    'no storage',
    `for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, {
      get() { throw new DOMException('blocked', 'SecurityError'); } });`,
  ],
])('each of %i tabs with %s still has the session', async (count, _, script) => {
  await pages.withProfile(async ({ open }) => {
    const tabs = [await open()];
    const email = await signUp(tabs[0] ?? (await open()));
    while (tabs.length < count) tabs.push(await open());
    for (let turn = 0; turn < 2; turn++) {
      pages.gateway.clock.advance(20 * MINUTE);
      expect(await Promise.all(tabs.map(me))).toEqual(tabs.map(() => email));
    }
  }, script);
});

it('without locks a cookie that came last, and is older, is replaced by the present one', async () => {
  await pages.withProfile(async ({ open }) => {
    const late = await open();
    const email = await signUp(late);
    const other = await open();
    const answer = await holdRefresh(late);
    const refreshing = late.evaluate('client.refresh()');
    await answer.given;
    // The first of them is given what the held answer has, since the cookie is still the old one; the second is ahead of it.
    for (let turn = 0; turn < 2; turn++) await other.evaluate('client.refresh()');
    const token = await other.evaluate<string>('client.accessToken()');
    await comesTrue(late, `client.accessToken().then((held) => held === '${token}')`);
    answer.release();
    await refreshing;
    pages.gateway.clock.advance(20 * MINUTE);
    expect([await me(other), await me(late)]).toEqual([email, email]);
  }, `delete Navigator.prototype.locks;`);
});

/** Keeps the gateway's answer, with its cookie, to the tab's next refresh. */
async function holdRefresh(tab: Page) {
  const [given, give] = signal();
  const [released, release] = signal();
  const url = `${pages.gatewayUrl}/graphql`;
  let isHeld = false;
  await tab.route(url, async (route: Route) => {
    const body = route.request().postData();
    if (isHeld || !body?.includes('mutation Refresh')) return route.continue();
    isHeld = true;
    const headers = await route.request().allHeaders();
    const response = await fetch(url, { method: 'POST', headers, body });
    const answer = { headers: Object.fromEntries(response.headers), body: await response.text() };
    give();
    await released;
    return route.fulfill(answer);
  });
  return { given, release };
}

function signal(): [Promise<void>, () => void] {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [given, give];
}

it.each([-10, 10])('a device clock that is %i minutes off changes nothing', async (minutes) => {
  const script = `{ const now = Date.now; Date.now = () => now() + ${minutes * MINUTE}; }`;
  await pages.withProfile(async ({ open, refreshes }) => {
    const tab = await open();
    const email = await signUp(tab);
    const before = refreshes();
    await tab.evaluate(`dispatchEvent(new Event('pageshow'))`);
    expect(await me(tab)).toBe(email);
    expect(refreshes()).toBe(before);
    pages.gateway.clock.advance(20 * MINUTE);
    expect(await me(tab)).toBe(email);
    expect(refreshes()).toBe(before + 1);
  }, script);
});

it('offline the session stays, and it goes on when the network is back', async () => {
  await pages.withProfile(async ({ context, open }) => {
    const tab = await open();
    const email = await signUp(tab);
    pages.gateway.clock.advance(20 * MINUTE);
    await context.setOffline(true);
    expect(await tab.evaluate('client.refresh().catch((error) => error.code)')).toBe('UNAVAILABLE');
    expect(await tab.evaluate('client.me().catch((error) => error.code)')).toBe('UNAVAILABLE');
    expect(await tab.evaluate('client.session.get().status')).toBe('signedIn');
    await context.setOffline(false);
    expect(await me(tab)).toBe(email);
  });
});

it('a start without a network ends in a session when it is back', async () => {
  await pages.withProfile(async ({ context, open }) => {
    const tab = await open();
    await signUp(tab);
    await context.route(`${pages.gatewayUrl}/**`, (route) => route.abort());
    await tab.reload();
    await tab.waitForFunction(`client.session.get().error?.code === 'UNAVAILABLE'`);
    await context.unroute(`${pages.gatewayUrl}/**`);
    await tab.evaluate(`dispatchEvent(new Event('online'))`);
    await becomes(tab, 'signedIn');
  });
});
