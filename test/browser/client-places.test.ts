/** packages/client where browsers keep it from something, and over a long time. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';

import { RevokeSessionDocument, SignInDocument } from '../generated/operations.js';
import { opened, password } from '../harness/people.js';
import { becomes, type ClientPages, comesTrue, me, openClientPages, signUp } from './client-pages.js';

const MINUTE = 60_000;

let pages: ClientPages;
beforeAll(async () => {
  pages = await openClientPages();
});
afterAll(() => pages.stop());

/** As the gateway has seen them. */
const refreshed = () =>
  pages.gateway.logLines.filter((line) => line.includes('"event":"session.refreshed"')).length;

it('five tabs over an ended access token are one refresh to the gateway', async () => {
  await pages.withProfile(async ({ open }) => {
    const tabs = [await open()];
    const email = await signUp(tabs[0] ?? (await open()));
    while (tabs.length < 5) tabs.push(await open());
    const before = refreshed();
    pages.gateway.clock.advance(20 * MINUTE);
    expect(await Promise.all(tabs.map(me))).toEqual(tabs.map(() => email));
    expect(refreshed()).toBe(before + 1);
  });
});

const refusalOfMe = (tab: Page) => tab.evaluate('client.me().then(() => undefined, (error) => error.code)');

describe('frontends', () => {
  it('at two origins of one site have one session, each restored by its own refresh', async () => {
    await pages.withProfile(async ({ open, refreshes }) => {
      const one = await open();
      const email = await signUp(one);
      const before = refreshes();
      const other = await open(pages.origins.second);
      expect(await me(other)).toBe(email);
      expect(refreshes()).toBe(before + 1);
      await other.evaluate('client.signOut()');
      // No channel leads from one origin to the other: it is told by its next call.
      expect(await refusalOfMe(one)).toBe('UNAUTHENTICATED');
      expect(await one.evaluate('client.session.get().status')).toBe('signedOut');
    });
  });

  it('on another site, whose cookies the browser keeps back, are signed in until the page goes', async () => {
    await pages.withProfile(async ({ open }) => {
      const tab = await open(pages.origins.foreign);
      const email = await signUp(tab);
      expect(await me(tab)).toBe(email);
      await tab.reload();
      await becomes(tab, 'signedOut');
      expect(await tab.evaluate('client.session.get()')).toEqual({ status: 'signedOut' });
      await signUp(tab);
      pages.gateway.clock.advance(20 * MINUTE);
      expect(await refusalOfMe(tab)).toBe('UNAUTHENTICATED');
      expect(await tab.evaluate('client.session.get()')).toEqual({
        status: 'signedOut',
        reason: 'UNAUTHENTICATED',
      });
    });
  });
});

it('a private window beside the others has a session of its own', async () => {
  await pages.withProfile(async (usual) => {
    const tab = await usual.open();
    const email = await signUp(tab);
    await pages.withProfile(async (own) => {
      const beside = await own.open();
      expect(await beside.evaluate('client.session.get()')).toEqual({ status: 'signedOut' });
      const other = await signUp(beside);
      expect([await me(tab), await me(beside)]).toEqual([email, other]);
      await beside.evaluate('client.signOut()');
    });
    expect(await me(tab)).toBe(email);
  });
});

it('a page in a frame of its own site is one more tab', async () => {
  await pages.withProfile(async ({ open, refreshes }) => {
    const tab = await open();
    const email = await signUp(tab);
    const outer = await open(pages.origins.second);
    await outer.evaluate(
      `document.body.append(Object.assign(document.createElement('iframe'), { src: '${pages.origins.own}' }))`,
    );
    const element = await outer.waitForSelector('iframe');
    const frame = await element.contentFrame();
    if (frame === null) throw new TypeError('no frame');
    await frame.waitForFunction(`globalThis.client?.session.get().status === 'signedIn'`);
    const before = refreshes();
    pages.gateway.clock.advance(20 * MINUTE);
    expect(await me(tab)).toBe(email);
    expect(await frame.evaluate('client.me().then((user) => user?.email)')).toBe(email);
    expect(refreshes()).toBe(before + 1);
    await tab.evaluate('client.signOut()');
    await frame.waitForFunction(`client.session.get().status === 'signedOut'`);
  });
});

it('a lock that nobody lets go of holds a tab up for as long as its patience lasts, and no longer', async () => {
  const patience = `AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    globalThis.loseIt = () => controller.abort(new DOMException('after ' + ms, 'TimeoutError'));
    return controller.signal;
  };`;
  await pages.withProfile(async ({ open, refreshes }) => {
    const tab = await open();
    const email = await signUp(tab);
    const stuck = await open();
    // As of a page that is frozen with the lock in hand: it does not let go by itself.
    await stuck.evaluate(`new Promise((held) => {
      const keep = () => { held(); return new Promise(() => undefined); };
      void navigator.locks.request('portcullis ${pages.gatewayUrl}', keep);
    })`);
    const before = refreshes();
    pages.gateway.clock.advance(20 * MINUTE);
    const call = me(tab);
    await comesTrue(tab, `navigator.locks.query().then(({ pending }) => pending.length === 1)`);
    expect(refreshes()).toBe(before);
    await tab.evaluate('loseIt()');
    expect(await call).toBe(email);
    expect(refreshes()).toBe(before + 1);
    expect(await me(stuck)).toBe(email);
    expect(refreshes()).toBe(before + 1);
  }, patience);
});

it('with everything blocked that can be, a page signs in, refreshes, reloads and signs out', async () => {
  const block = `{
    const refuse = () => { throw new DOMException('blocked', 'SecurityError'); };
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, { get: refuse });
    globalThis.BroadcastChannel = refuse;
    if (navigator.locks) navigator.locks.request = () => Promise.reject(new DOMException('blocked', 'SecurityError'));
  }`;
  await pages.withProfile(async ({ open }) => {
    const tab = await open();
    const email = await signUp(tab);
    pages.gateway.clock.advance(20 * MINUTE);
    expect(await me(tab)).toBe(email);
    await tab.reload();
    await becomes(tab, 'signedIn');
    await tab.evaluate('client.signOut()');
    await tab.reload();
    await becomes(tab, 'signedOut');
  }, block);
});

it('a session that was ended elsewhere is over for the page when its next call has come back', async () => {
  await pages.withProfile(async ({ open }) => {
    const tab = await open();
    const email = await signUp(tab);
    const { api } = pages.gateway;
    const { signIn } = await api.call(SignInDocument, { input: { email, password } });
    const sessionId = await tab.evaluate<string>(
      `client.accessToken().then((token) => JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))).sid)`,
    );
    await api.call(RevokeSessionDocument, { id: sessionId }, { accessToken: opened(signIn).accessToken });
    expect(await refusalOfMe(tab)).toBe('TOKEN_INVALID');
    expect(await tab.evaluate('client.session.get()')).toEqual({
      status: 'signedOut',
      reason: 'TOKEN_INVALID',
    });
  });
});

it('a lid that was shut for eight hours costs one refresh', async () => {
  // The clock of the device goes on; performance.now, by which the page counts, has stood still.
  const lid = `{ const now = Date.now; let shut = 0; Date.now = () => now() + shut; globalThis.shutLid = (ms) => { shut += ms; }; }`;
  await pages.withProfile(async ({ open, refreshes }) => {
    const tab = await open();
    const email = await signUp(tab);
    const before = refreshes();
    pages.gateway.clock.advance(480 * MINUTE);
    await tab.evaluate(`shutLid(${480 * MINUTE}); dispatchEvent(new Event('visibilitychange'))`);
    expect(await me(tab)).toBe(email);
    expect(refreshes()).toBe(before + 1);
  }, lid);
});

it('what a tab holds is the same after a hundred refreshes', async () => {
  const count = `{
    const timers = new Set();
    const { setTimeout: set, clearTimeout: clear } = globalThis;
    globalThis.setTimeout = (work, ms) => { const timer = set(() => { timers.delete(timer); work(); }, ms); timers.add(timer); return timer; };
    globalThis.clearTimeout = (timer) => { timers.delete(timer); clear(timer); };
    let listeners = 0;
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (...args) { listeners++; return addEventListener.apply(this, args); };
    EventTarget.prototype.removeEventListener = function (...args) { listeners--; return removeEventListener.apply(this, args); };
    globalThis.held = () => [timers.size, listeners];
  }`;
  await pages.withProfile(async ({ context, open }) => {
    const tab = await open();
    await signUp(tab);
    const refresh = (times: number) =>
      tab.evaluate(`(async () => { for (let turn = 0; turn < ${times}; turn++) await client.refresh(); })()`);
    const heapBytes = await openHeapMeter(context, tab);
    await refresh(5);
    const before = { held: await tab.evaluate('held()'), bytes: await heapBytes() };
    await refresh(100);
    expect(await tab.evaluate('held()')).toEqual(before.held);
    // A refresh that left its answer behind would leave two kilobytes at least.
    expect((await heapBytes()) - before.bytes).toBeLessThan(150_000);
  }, count);
});

async function openHeapMeter(context: BrowserContext, tab: Page): Promise<() => Promise<number>> {
  const session = await context.newCDPSession(tab);
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
}

it('a gateway that is away for a minute is asked twelve times at most, by all five tabs together', async () => {
  await pages.withProfile(async ({ context, open, refreshes }) => {
    await context.clock.install();
    const tabs: Page[] = [];
    while (tabs.length < 5) tabs.push(await open());
    const [first] = tabs;
    if (first === undefined) throw new TypeError('no tab');
    await signUp(first);
    await Promise.all(tabs.map((tab) => becomes(tab, 'signedIn')));
    await context.route(`${pages.gatewayUrl}/**`, (route) => route.abort());
    const before = refreshes();
    // The quarter of an hour for which the access token lives, and the minute after it.
    const pass = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        await context.clock.runFor(1_000);
        await Promise.all(
          tabs.map((tab) => tab.evaluate('new Promise(requestAnimationFrame)').catch(() => undefined)),
        );
      }
    };
    await context.clock.runFor(13 * MINUTE);
    await pass(60);
    const asked = refreshes();
    await pass(60);
    expect(asked - before).toBeGreaterThan(0);
    expect(refreshes() - asked).toBeLessThanOrEqual(12);
    for (const tab of tabs) expect(await tab.evaluate('client.session.get().status')).toBe('signedIn');
  });
});
