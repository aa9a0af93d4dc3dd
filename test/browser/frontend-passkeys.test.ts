/** Passkeys in the example frontend, by a virtual authenticator of Chromium. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { newPerson, signUp } from '../harness/people.js';
import { type Guest, withGuest } from './frontend-guest.js';
import { type FrontendSite, startFrontendSite } from './frontend-site.js';

let browser: Browser;
let site: FrontendSite;

beforeAll(async () => {
  [site, browser] = await Promise.all([startFrontendSite({}), launchBrowser()]);
});
afterAll(() => Promise.all([browser.close(), site.stop()]));

/** An authenticator that keeps passkeys and verifies its user, and is touched at once. */
async function givePhone({ page, context }: Guest) {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return { cdp, authenticatorId };
}

it('signs up with a passkey alone, told at its field of what is wrong, and signs in by it', async () => {
  const { email, firstName, lastName } = newPerson();
  await withGuest(browser, site.url, async (guest) => {
    const { cdp, authenticatorId } = await givePhone(guest);
    // The form of the sign-in would ask it at once.
    await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: false });
    await guest.follow('Create an account');
    await guest.press('Use a passkey instead');
    await guest.page.getByLabel('Password', { exact: true }).waitFor({ state: 'detached' });
    await guest.checkView();
    await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: true });
    await guest.press('Create account with a passkey');
    await guest.page.locator('[name=email][aria-invalid=true]').waitFor();
    await guest.fill('E-mail address', email);
    await guest.fill('First name', firstName);
    await guest.fill('Last name', lastName);
    await guest.press('Create account with a passkey');
    await guest.isAt('Notes');
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toHaveLength(1);
    await guest.follow('Security');
    await guest.page.getByText('on one device').waitFor();
  });
});

it('adds a passkey and names it, signs in by the button and by the list, proves anew by it, and takes it away', async () => {
  const { email, password } = await signUp(site.gateway);
  await withGuest(browser, site.url, async (guest) => {
    const { page } = guest;
    const { cdp, authenticatorId } = await givePhone(guest);
    const touchItself = (enabled: boolean) =>
      cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    await guest.signIn(email, password);
    await guest.follow('Security');
    await guest.press('Add a passkey');
    await page.getByText('on one device').waitFor();
    await guest.press('Rename');
    await guest.checkView();
    await guest.fill('Name of the passkey', 'Phone of the porter');
    await guest.press('Save');
    await page.getByText('Phone of the porter').waitFor();
    await guest.checkView();
    await touchItself(false);
    await guest.press('Sign out');
    await guest.isAt('Sign in');
    await guest.checkView();
    await touchItself(true);
    await guest.press('Sign in with a passkey');
    await guest.isAt('Security');
    // The list of the form, which somebody picks from at once. The view left has the heading of the one that
    // comes, so the answer is waited for: who proved it only after the clock moved is asked for no proof.
    const signedIn = page.waitForResponse((answer) =>
      Boolean(answer.request().postData()?.includes('finishPasskeySignIn')),
    );
    await guest.press('Sign out');
    await signedIn;
    await guest.isAt('Security');
    site.gateway.clock.advance(6 * 60_000);
    await guest.press('Remove');
    await guest.press('Use a passkey');
    await page.getByText('on one device').waitFor({ state: 'detached' });
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toEqual([]);
  });
});
