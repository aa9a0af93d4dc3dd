/** examples/frontend in a real browser, against a real gateway: what its readers copy works. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { linkIn, newestMail, subjects } from '../harness/mailbox.js';
import { makeAdmin, signUp } from '../harness/people.js';
import { type Guest, withGuest } from './frontend-guest.js';
import { type FrontendSite, startFrontendSite } from './frontend-site.js';
import { nextCode, setUpApp } from './set-up-app.js';

const MINUTE = 60_000;

let browser: Browser;
let site: FrontendSite;

beforeAll(async () => {
  [site, browser] = await Promise.all([startFrontendSite({ SIGN_IN_LIMIT: '3' }), launchBrowser()]);
});
afterAll(() => Promise.all([browser.close(), site.stop()]));

const visit = (work: (guest: Guest) => Promise<void>, path = '/') =>
  withGuest(browser, `${site.url}${path}`, work);

const wrong = ({ page }: Guest) => page.locator('[aria-invalid=true]');

it('leads from the sign-up over mail, app and devices to the deletion', async () => {
  await visit(async (guest) => {
    const { page } = guest;
    const { email, password } = await guest.signUp();
    const link = linkIn(await newestMail(site.gateway, email, subjects.verify));
    expect(link.href).toContain(`${site.url}/verify-email?token=`);
    await guest.checkView();
    await page.goto(link.href);
    await guest.checkView();
    await guest.press('Confirm address');
    await guest.isAt('Address confirmed');
    await guest.follow('To your notes');
    await guest.isAt('Notes');
    expect(await page.getByText('is not confirmed yet').count()).toBe(0);

    const { secret, codes } = await setUpApp(guest, site);
    expect(codes).toHaveLength(10);
    const download = page.waitForEvent('download');
    await guest.follow('Download');
    expect((await download).suggestedFilename()).toBe('recovery-codes.txt');

    await guest.press('Sign out');
    await guest.signIn(email, password);
    await guest.isAt('One more lock');
    await guest.checkView();
    await guest.fill('Code', nextCode(secret, site));
    await guest.press('Open');
    await guest.isAt('Security');

    await visit(async (elsewhere) => {
      await elsewhere.signIn(email, password);
      await elsewhere.press('Use a recovery code');
      await elsewhere.fill('Recovery code', codes[0] ?? '');
      await elsewhere.press('Open');
      await elsewhere.isAt('Notes');
      await guest.follow('Devices');
      await guest.press(/^End session on /);
      await page.getByText('Ended from another session').waitFor();
      // Its next call is where it learns of that.
      await elsewhere.follow('Activity');
      await elsewhere.isAt('Sign in');
      await elsewhere.page.getByText('Your session was ended').waitFor();
    });

    site.gateway.clock.advance(6 * MINUTE);
    await guest.follow('Profile');
    await guest.press('Delete account');
    await guest.press('Delete for good');
    await page.getByRole('dialog', { name: 'Is it still you?' }).waitFor();
    await guest.checkView();
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(password);
    await guest.press('Go on');
    await guest.isAt('Sign in');
    await guest.signIn(email, password);
    await page.getByText('These credentials do not match an account.').waitFor();
  });
});

it('tells what is free and what is taken while it is typed, and every wrong field at once', async () => {
  const { email } = await signUp(site.gateway);
  await visit(async (guest) => {
    await guest.fill('E-mail address', email);
    await guest.page.getByText('This one is taken.').waitFor();
    await guest.press('Create account');
    for (const label of ['First name', 'Last name', 'Password'])
      await guest.page.getByRole('textbox', { name: label, exact: true }).and(wrong(guest)).waitFor();
    expect(await wrong(guest).count()).toBe(3);
    expect(await guest.page.evaluate<string>('document.activeElement.name')).toBe('firstName');
    await guest.checkView();
    await guest.fill('E-mail address', email.replace('@', '.free@'));
    await guest.page.getByText('This one is free.').waitFor();
  }, '/sign-up');
});

it('sends a forgotten password anew', async () => {
  const { email } = await signUp(site.gateway);
  await visit(async (guest) => {
    await guest.follow('Forgotten password');
    await guest.checkView();
    await guest.fill('E-mail address', email);
    await guest.press('Send the link');
    await guest.isAt('Look into your mail');
    await guest.page.goto(linkIn(await newestMail(site.gateway, email, subjects.reset)).href);
    await guest.checkView();
    await guest.fill('New password', 'nine lanterns under snow');
    await guest.fill('New password, once more', 'nine lanterns under snow');
    await guest.press('Save password');
    await guest.isAt('Password changed');
    await guest.follow('Sign in');
    await guest.signIn(email, 'nine lanterns under snow');
    await guest.isAt('Notes');
  });
});

describe('a provider', () => {
  const choose = (guest: Guest, name: string | RegExp) => guest.page.getByRole('button', { name }).click();

  it('signs up and in, and says who came back without', async () => {
    await visit(async (guest) => {
      await guest.press('Sign in with Harbour ID');
      await choose(guest, /Back without/);
      await guest.isAt('That did not work');
      await guest.follow('To the sign-in');
      await guest.press('Sign in with Harbour ID');
      await choose(guest, /Nora/);
      await guest.isAt('No account yet');
      await guest.checkView();
      await guest.press('Sign up with Harbour ID');
      await choose(guest, /Nora/);
      await guest.isAt('Notes');
      await guest.press('Sign out');
      await guest.press('Sign in with Harbour ID');
      await choose(guest, /Nora/);
      await guest.isAt('Notes');
    });
  });

  it('is linked and unlinked by who has a password', async () => {
    const { email, password } = await signUp(site.gateway);
    await visit(async (guest) => {
      await guest.signIn(email, password);
      await guest.follow('Security');
      await guest.press('Link with Harbour ID');
      await choose(guest, /Sol/);
      await guest.isAt('Security');
      await guest.press('Show what is linked');
      await guest.page.getByText('harbour', { exact: true }).waitFor();
      await guest.press('Unlink');
      await guest.page.getByText('None is linked.').waitFor();
    });
  });
});

it('shows admins everybody, and lets them suspend', async () => {
  const admin = await signUp(site.gateway);
  await makeAdmin(site.gateway, admin);
  await visit(async (suspended) => {
    const person = await suspended.signUp();
    await suspended.fill('A new note', 'Oil the hinges');
    await suspended.press('Write down');
    await suspended.press('Remove “Oil the hinges”');
    await suspended.page.getByText('Nothing is written down yet.').waitFor();
    await suspended.fill('A new note', 'Wind the clock');
    await suspended.press('Write down');
    await suspended.page.getByText('Wind the clock').waitFor();
    await visit(async (guest) => {
      await guest.signIn(admin.email, admin.password);
      await guest.page.getByText('Wind the clock').waitFor();
      await guest.checkView();
      await guest.follow('People');
      await guest.fill('Search', person.email);
      await guest.page.getByText('One account').waitFor();
      await guest.press(`Suspend ${person.email}`);
      await guest.page.getByRole('button', { name: `Restore ${person.email}` }).waitFor();
      await guest.checkView();
    });
    await suspended.follow('Devices');
    await suspended.isAt('Sign in');
    await suspended.page.goto(`${site.url}/people`);
    await suspended.isAt('Sign in');
  });
});

it('is walked through by the keyboard alone', async () => {
  const { email, password } = await signUp(site.gateway);
  await visit(async ({ page, isAt }) => {
    await isAt('Sign in');
    const type = async (text: string) => page.keyboard.type(text);
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    // The heading has the focus; the first field comes next.
    expect(await focused()).toBe('Sign in');
    await page.keyboard.press('Tab');
    await type(email);
    await page.keyboard.press('Tab');
    await type(password);
    await page.keyboard.press('Enter');
    await isAt('Notes');
    expect(await focused()).toBe('Notes');
    while ((await focused()) !== 'Devices') await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await isAt('Devices');
    expect(await focused()).toBe('Devices');
    expect(await page.title()).toBe('Devices · Gatehouse');
  });
});

it('says how long to wait after too many attempts, and that the network is away', async () => {
  const { email, password } = await signUp(site.gateway);
  await visit(async (guest) => {
    for (let turn = 0; turn < 3; turn++) {
      await guest.signIn(email, 'not the password');
      await guest.page.getByText('These credentials').waitFor();
    }
    await guest.signIn(email, password);
    await guest.page
      .getByText(/^There were too many attempts\. Try again in \d+ (minutes|seconds)\.$/)
      .waitFor();
    await guest.checkView();
    await guest.context.setOffline(true);
    await guest.page.getByText('You are offline. You stay signed in').waitFor();
    await guest.press('Sign in');
    await guest.page.getByText('You are offline. Try again').waitFor();
    await guest.context.setOffline(false);
    await guest.page.getByText('You are offline. You stay signed in').waitFor({ state: 'detached' });
  });
});

it.each(['Notes', 'Profile', 'Devices', 'Activity'])('%s is for everybody, and on a phone', async (room) => {
  const { email, password } = await signUp(site.gateway);
  await visit(async (guest) => {
    await guest.signIn(email, password);
    await guest.follow(room);
    await guest.isAt(room);
    await guest.page.locator('.waiting').waitFor({ state: 'detached' });
    await guest.checkView();
  });
});

it('says so where there is no such view, and where nobody answers', async () => {
  await visit(async (guest) => {
    await guest.isAt('Sign in');
    await guest.checkView();
    await guest.page.route(`${site.gateway.url.replace('127.0.0.1', 'localhost')}/**`, (route) =>
      route.abort(),
    );
    await guest.page.reload();
    await guest.isAt('Nobody answers');
    await guest.checkView();
  });
  const { email, password } = await signUp(site.gateway);
  await visit(async (guest) => {
    await guest.signIn(email, password);
    await guest.isAt('No such room');
    await guest.checkView();
  }, '/cellar');
});
