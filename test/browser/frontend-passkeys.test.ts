/** Passkeys in the example frontend, by a virtual authenticator of Chromium. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { signUp } from '../harness/people.js';
import { withGuest } from './frontend-guest.js';
import { type FrontendSite, startFrontendSite } from './frontend-site.js';

let browser: Browser;
let site: FrontendSite;

beforeAll(async () => {
  [site, browser] = await Promise.all([startFrontendSite({}), launchBrowser()]);
});
afterAll(() => Promise.all([browser.close(), site.stop()]));

it('adds a passkey, signs in by the button and by the list, proves anew by it, and takes it away', async () => {
  const { email, password } = await signUp(site.gateway);
  await withGuest(browser, site.url, async (guest) => {
    const { page, context } = guest;
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    const touchItself = (enabled: boolean) =>
      cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    await guest.signIn(email, password);
    await guest.follow('Security');
    await guest.press('Add a passkey');
    await page.getByText('on one device').waitFor();
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
