/** Signing in by mail at examples/frontend, on one device and over two; and the gateway's own page for who has no frontend. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { checkAccessibility, launchBrowser } from '../harness/browser.js';
import { askForMail, mailedLinkToken } from '../harness/email-sign-in.js';
import { linkIn, newestMail, subjects } from '../harness/mailbox.js';
import { newPerson } from '../harness/people.js';
import { type Guest, withGuest } from './frontend-guest.js';
import { type FrontendSite, startFrontendSite } from './frontend-site.js';

let browser: Browser;
let site: FrontendSite;
beforeAll(async () => {
  [site, browser] = await Promise.all([
    startFrontendSite({
      SIGN_IN_METHODS: 'passkey,email-link,email-code',
      EMAIL_SIGN_IN_SIGNS_UP: 'true',
    }),
    launchBrowser(),
  ]);
});
afterAll(() => Promise.all([browser.close(), site.stop()]));

const visit = (work: (guest: Guest) => Promise<void>, path = '/') =>
  withGuest(browser, `${site.url}${path}`, work);
const subject = /^Your link for signing in/;

async function ask(guest: Guest, { email } = newPerson()): Promise<URL> {
  await guest.follow('Sign in by mail');
  await guest.isAt('Sign in by mail');
  await guest.checkView();
  await guest.fill('E-mail address', email);
  await guest.press('Send the mail');
  await guest.isAt('Look into your mail');
  await guest.checkView();
  const link = linkIn(await newestMail(site.gateway, email, subject));
  expect(link.href).toContain(`${site.url}/sign-in-link?token=`);
  return link;
}

it('signs in by the link in another tab of the browser that asked, and the tab that waits is in too', async () => {
  await visit(async (guest) => {
    const link = await ask(guest);
    const tab = await guest.context.newPage();
    await tab.goto(link.href);
    await tab.getByRole('heading', { level: 1, name: 'Notes' }).waitFor();
    await guest.isAt('Notes');
  });
});

it('shows the code on another device, where opening it twice changes nothing, and takes it where it was asked for', async () => {
  await visit(async (desk) => {
    const link = await ask(desk);
    let code = '';
    for (let turn = 0; turn < 2; turn++)
      await visit(async (phone) => {
        await phone.isAt('Type this code where you want to sign in');
        await phone.checkView();
        code = (await phone.page.locator('strong').innerText()).trim();
        expect(code).toMatch(/^\d{4} \d{4}$/);
      }, `${link.pathname}${link.search}`);
    await desk.press('I opened it elsewhere');
    await desk.fill('Code', '0000 0000');
    await desk.press('Sign in');
    await desk.page.getByText('These credentials do not match an account.').waitFor();
    await desk.fill('Code', code);
    await desk.press('Sign in');
    await desk.isAt('Notes');
    await visit((late) => late.isAt('That did not work'), `${link.pathname}${link.search}`);
  });
});

it('who has a mailbox and nothing else proves anew by a mailed code, and what was begun goes on', async () => {
  await visit(async (guest) => {
    const person = newPerson();
    await guest.page.goto((await ask(guest, person)).href);
    await guest.isAt('Notes');
    await guest.follow('Profile');
    site.gateway.clock.advance(6 * 60_000);
    await guest.fill('New address', newPerson().email);
    await guest.press('Change address');
    const dialog = guest.page.getByRole('dialog', { name: 'Is it still you?' });
    await dialog.getByRole('button', { name: 'Mail me a code' }).click();
    const field = dialog.getByLabel('Code of the mail');
    await field.fill('0000 0000');
    await guest.checkView();
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByText('These credentials do not match an account.').waitFor();
    const { text } = await newestMail(site.gateway, person.email, /^Your code to confirm that it is you/);
    await field.fill(/^\d{4} \d{4}$/m.exec(text)?.[0] ?? '');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    // The dialog goes when the proof is taken; what was begun is answered after that.
    const form = guest.page.locator('form', { has: guest.page.getByLabel('New address') });
    await form.getByRole('status').filter({ hasText: /./ }).waitFor();
    await newestMail(site.gateway, person.email, subjects.changeRequested);
  });
});

it('where nobody has a password, no view asks for one or offers a way in that is off', async () => {
  await visit(async (guest) => {
    const { page } = guest;
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
    await guest.checkView();
    expect(await page.locator('main').innerText()).not.toMatch(/password|harbour/i);
    await guest.follow('Create an account');
    await page.getByRole('button', { name: 'Create account with a passkey' }).waitFor();
    await guest.checkView();
    expect(await page.locator('[type=password]').count()).toBe(0);
    expect(await page.getByRole('button').allInnerTexts()).toEqual(['Create account with a passkey']);
    await page.goto((await ask(guest)).href);
    await guest.isAt('Notes');
    await guest.follow('Security');
    await page.getByRole('button', { name: 'Add a passkey' }).waitFor();
    await guest.checkView();
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'Authenticator app',
      'Passkeys',
    ]);
    site.gateway.clock.advance(6 * 60_000);
    await guest.press('Add a passkey');
    const dialog = page.getByRole('dialog', { name: 'Is it still you?' });
    await dialog.getByRole('button', { name: 'Mail me a code' }).waitFor();
    await guest.checkView();
    expect(await dialog.getByRole('button').allInnerTexts()).toEqual(['Mail me a code', 'Cancel']);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});

it('the page of the gateway shows the code without a script, asks nobody for anything, and is sound', async () => {
  const { email } = newPerson();
  await askForMail(site.gateway, email, 'LINK');
  const token = await mailedLinkToken(site.gateway, email);
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, locale: 'en-GB' });
    try {
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${site.gateway.url}/sign-in-link?token=${token}`);
      await page
        .getByRole('heading', { level: 1, name: 'Type this code where you want to sign in' })
        .waitFor();
      expect(await page.locator('.code').innerText()).toMatch(/^\d{4} \d{4}$/);
      expect(asked.filter((url) => !url.startsWith(site.gateway.url) && !url.startsWith('data:'))).toEqual(
        [],
      );
      expect(await context.cookies()).toEqual([]);
      if (javaScriptEnabled) expect(await checkAccessibility(page)).toEqual([]);
    } finally {
      await context.close();
    }
  }
});
