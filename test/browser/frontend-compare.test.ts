/** The same small page twice: what the README counts as lines does the same in a real browser. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { signUp } from '../harness/people.js';
import { type Guest, withGuest } from './frontend-guest.js';
import { type FrontendSite, startFrontendSite } from './frontend-site.js';

const MINUTE = 60_000;

let browser: Browser;
let site: FrontendSite;

beforeAll(async () => {
  [site, browser] = await Promise.all([startFrontendSite({}), launchBrowser()]);
});
afterAll(() => Promise.all([browser.close(), site.stop()]));

describe.each(['by-hand', 'with-client'])('the page %s', (name) => {
  const says = ({ page }: Pick<Guest, 'page'>, text: string) =>
    page.getByText(text, { exact: true }).waitFor();

  it('keeps the session over a reload, a second tab and an expired token, with one refresh for all', async () => {
    const { email, password } = await signUp(site.gateway);
    await withGuest(browser, `${site.url}/compare/${name}.html`, async (guest) => {
      let refreshes = 0;
      guest.context.on('request', (request) => {
        if (/mutation\b[^(]*\b[rR]efresh\b/.test(request.postData() ?? '')) refreshes++;
      });
      await says(guest, 'Nobody is signed in.');
      await guest.fill('E-mail address', email);
      await guest.fill('Password', password);
      await guest.press('Sign in');
      await says(guest, `Signed in as ${email}`);
      await guest.page.reload();
      await says(guest, `Signed in as ${email}`);
      const tab = await guest.context.newPage();
      await tab.goto(guest.page.url());
      await says({ page: tab }, `Signed in as ${email}`);
      const before = refreshes;
      site.gateway.clock.advance(20 * MINUTE);
      await guest.press('Who am I?');
      await says(guest, `The gateway says: ${email}`);
      await tab.getByRole('button', { name: 'Who am I?' }).click();
      await says({ page: tab }, `The gateway says: ${email}`);
      expect(refreshes).toBe(before + 1);
      await guest.press('Sign out');
      await says({ page: tab }, 'Nobody is signed in.');
    });
  });
});
