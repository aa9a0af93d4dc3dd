/** What somebody changes of their account in the example frontend. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { linkIn, newestMail, subjects } from '../harness/mailbox.js';
import { signUp } from '../harness/people.js';
import { type Guest, withGuest } from './frontend-guest.js';
import { type FrontendSite, startFrontendSite } from './frontend-site.js';
import { nextCode, setUpApp } from './set-up-app.js';

let browser: Browser;
let site: FrontendSite;

beforeAll(async () => {
  [site, browser] = await Promise.all([startFrontendSite({}), launchBrowser()]);
});
afterAll(() => Promise.all([browser.close(), site.stop()]));

const visit = (work: (guest: Guest) => Promise<void>) => withGuest(browser, site.url, work);
const wrong = ({ page }: Guest) => page.locator('[aria-invalid=true]');

it('keeps what was changed of the profile, the address and the password', async () => {
  const { email, password } = await signUp(site.gateway);
  await visit(async (guest) => {
    const { page } = guest;
    await guest.signIn(email, password);
    await guest.follow('Profile');
    await guest.fill('First name', 'Nell');
    await guest.fill('Phone number', '12');
    await guest.press('Save');
    await page.getByLabel('Phone number', { exact: true }).and(wrong(guest)).waitFor();
    await guest.fill('Phone number', '+49 30 901820');
    await page.getByLabel('Language of mails').selectOption('fr');
    await guest.press('Save');
    await page.getByText('Saved.').waitFor();
    await guest.fill('New address', `new-${email}`);
    await guest.press('Change address');
    const form = page.locator('form', { has: page.getByLabel('New address') });
    await form.getByRole('status').filter({ hasText: /./ }).waitFor();
    expect((await newestMail(site.gateway, `new-${email}`, /./)).subject).toBeTruthy();
    await page.reload();
    await guest.isAt('Profile');
    expect(await page.getByLabel('First name', { exact: true }).inputValue()).toBe('Nell');
    expect(await page.getByLabel('Phone number', { exact: true }).inputValue()).toBe('+4930901820');
    expect(await page.getByLabel('Language of mails').inputValue()).toBe('fr');

    await guest.follow('Security');
    const next = 'nine lanterns under snow';
    const change = async (current: string) => {
      await guest.fill('Password', current);
      await guest.fill('New password', next);
      await guest.fill('New password, once more', next);
      await guest.press('Change password');
    };
    await change('not the password');
    await page.getByRole('alert').or(wrong(guest)).first().waitFor();
    await change(password);
    await page.getByText('Changed; your other sessions have ended.').waitFor();
    await guest.follow('Devices');
    await guest.press('Sign out everywhere');
    await guest.signIn(email, next);
    await guest.isAt('Devices');
  });
});

it('renews recovery codes, stops asking for the app, and takes it away', async () => {
  const { email, password } = await signUp(site.gateway);
  await visit(async (guest) => {
    const { page } = guest;
    await guest.signIn(email, password);
    await guest.isAt('Notes');
    await page.goto(linkIn(await newestMail(site.gateway, email, subjects.verify)).href);
    await guest.press('Confirm address');
    await guest.follow('To your notes');
    const { secret, codes } = await setUpApp(guest, site);
    await guest.press('New recovery codes');
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('dialog').getByLabel('Code of your app').fill(nextCode(secret, site));
    await guest.press('Go on');
    await page
      .locator('.codes li')
      .filter({ hasText: codes[0] ?? '' })
      .waitFor({ state: 'detached' });
    expect(await page.locator('.codes li').count()).toBe(10);
    await guest.press('Stop asking');
    await page.getByText('not asked at sign-in yet', { exact: true }).waitFor();
    await guest.press('Remove the app');
    await page.getByRole('button', { name: 'Set up an app' }).waitFor();
  });
});
