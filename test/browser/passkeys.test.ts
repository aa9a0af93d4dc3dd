/** Passkeys in a real Chromium, by its virtual authenticators: the client, the browser and the gateway together. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';

import { signUp as signUpAt } from '../harness/people.js';
import { becomes, type ClientPages, me, openClientPages, signUp } from './client-pages.js';

let pages: ClientPages;
beforeAll(async () => {
  pages = await openClientPages();
});
afterAll(() => pages.stop());

interface Kind {
  readonly transport?: 'internal' | 'usb' | 'hybrid';
  readonly protocol?: 'ctap2' | 'u2f';
  readonly hasResidentKey?: boolean;
  readonly hasUserVerification?: boolean;
  readonly defaultBackupEligibility?: boolean;
  readonly defaultBackupState?: boolean;
}

/** A virtual authenticator of the tab, and what it keeps. */
async function addAuthenticator(cdp: CDPSession, kind: Kind = {}) {
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: kind.hasUserVerification ?? true,
      automaticPresenceSimulation: true,
      ...kind,
    } as never,
  });
  return {
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    /** Whether somebody is there whenever it asks. */
    touchItself: (enabled: boolean) =>
      cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
  };
}

async function withTab(work: (tab: Page, cdp: CDPSession) => Promise<void>): Promise<void> {
  await pages.withProfile(async ({ open, context }) => {
    const tab = await open();
    const cdp = await context.newCDPSession(tab);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    await work(tab, cdp);
  });
}

const amrOf = async (tab: Page) =>
  tab.evaluate<string[]>(
    `client.accessToken().then((token) => JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))).amr)`,
  );
/** Runs it, and tells what it ended in. */
const nameOf = (tab: Page, call: string) =>
  tab.evaluate<string>(
    `${call}.then(() => 'done', (error) => error.code && typeof error.code === 'string' ? error.code : error.name)`,
  );
const list = (tab: Page) => tab.evaluate<Record<string, unknown>[]>('client.passkeys()');

it('a person signs up, out and in with a passkey, and never has a password', async () => {
  await withTab(async (tab, cdp) => {
    const phone = await addAuthenticator(cdp, { defaultBackupEligibility: true, defaultBackupState: true });
    const email = `p${String(Date.now())}@example.com`;
    await tab.evaluate(
      `passkeys.signUp(${JSON.stringify({ email, firstName: 'Ada', lastName: 'Lovelace' })})`,
    );
    await becomes(tab, 'signedIn');
    expect(await me(tab)).toBe(email);
    expect(await list(tab)).toMatchObject([
      { backupEligible: true, backedUp: true, transports: ['internal'] },
    ]);
    await tab.evaluate('client.signOut()');
    await tab.evaluate('passkeys.signIn()');
    expect(await me(tab)).toBe(email);
    expect(await amrOf(tab)).toEqual(['hwk', 'user', 'mfa']);
    expect(await phone.credentials()).toHaveLength(1);
  });
});

/** What is asked for by a button waits for `letGo`; `listOpens` tells that the list under the field has been asked for. */
const holdButtons = `(() => {
  const { credentials } = navigator;
  const get = credentials.get.bind(credentials);
  const held = new Promise((resolve) => { window.letGo = resolve; });
  window.listOpens = new Promise((opens) => {
    credentials.get = async (options) => {
      if (options.mediation !== 'conditional') await held;
      const answer = get(options);
      opens();
      return answer;
    };
  });
})()`;

it('the list under the field signs in, and gives way to a button', async () => {
  await withTab(async (tab, cdp) => {
    const phone = await addAuthenticator(cdp);
    const email = await signUp(tab);
    await tab.evaluate('passkeys.register({ name: "Here" })');
    await tab.evaluate('client.signOut()');
    expect(await tab.evaluate('passkeys.canAutofill()')).toBe(true);
    // Nobody is there for the list, and somebody is for the button, which asks its authenticator once the list is gone.
    await phone.touchItself(false);
    await tab.evaluate(holdButtons);
    await tab.evaluate(`void (window.list = passkeys.autofill().catch(({ name }) => name))`);
    await tab.evaluate('listOpens');
    await tab.evaluate('void (window.button = passkeys.signIn())');
    expect(await tab.evaluate('list')).toBe('Error');
    await phone.touchItself(true);
    await tab.evaluate('letGo()');
    await tab.evaluate('button');
    await tab.evaluate('client.signOut()');
    await tab.evaluate('passkeys.autofill()');
    expect(await me(tab)).toBe(email);
    const stopped = `(() => { const stop = new AbortController(); const list = passkeys.autofill(stop.signal); stop.abort(new RangeError('gone')); return list; })()`;
    expect(await nameOf(tab, stopped)).toBe('RangeError');
  });
});

describe('authenticators', () => {
  it.each<[string, Kind, string[]]>([
    ['a phone with user verification', {}, ['hwk', 'user', 'mfa']],
    ['a security key without a PIN', { transport: 'usb', hasUserVerification: false }, ['hwk', 'user']],
    [
      'a key that keeps nothing',
      { transport: 'usb', hasResidentKey: false, hasUserVerification: false },
      ['hwk', 'user'],
    ],
    [
      'U2F, whose counter begins at 0',
      { transport: 'usb', protocol: 'u2f', hasResidentKey: false, hasUserVerification: false },
      ['hwk', 'user'],
    ],
  ])('%s', async (_, kind, amr) => {
    await withTab(async (tab, cdp) => {
      await addAuthenticator(cdp, kind);
      const email = await signUp(tab);
      await tab.evaluate('passkeys.register()');
      await tab.evaluate('client.signOut()');
      // To the name, since not all of them are found without; and twice, so that the counter has to go forward.
      for (const turn of [1, 2]) {
        await tab.evaluate(`passkeys.signIn(${JSON.stringify(email)})`);
        expect([turn, await me(tab)]).toEqual([turn, email]);
        expect(await amrOf(tab)).toEqual(amr);
        await tab.evaluate('client.signOut()');
      }
    });
  });

  it('a second passkey on the same one is refused by the browser, and the first stays; another one takes it', async () => {
    await withTab(async (tab, cdp) => {
      const phone = await addAuthenticator(cdp);
      await signUp(tab);
      await tab.evaluate('passkeys.register()');
      expect(await nameOf(tab, 'passkeys.register()')).toBe('InvalidStateError');
      expect(await phone.credentials()).toHaveLength(1);
      const key = await addAuthenticator(cdp, { transport: 'usb' });
      await tab.evaluate('passkeys.register()');
      expect([(await phone.credentials()).length, (await key.credentials()).length]).toEqual([1, 1]);
      expect(await list(tab)).toHaveLength(2);
    });
  });
});

it('a passkey that is removed is forgotten by the authenticator, and one that nobody has as well', async () => {
  await withTab(async (tab, cdp) => {
    const phone = await addAuthenticator(cdp);
    await signUp(tab);
    await tab.evaluate('passkeys.register()');
    const [passkey] = await list(tab);
    await tab.evaluate(`passkeys.remove(${JSON.stringify(passkey?.['id'])})`);
    expect(await phone.credentials()).toEqual([]);
    await tab.evaluate('passkeys.register()');
    // Removed elsewhere, and not told here.
    const [again] = await list(tab);
    await tab.evaluate(`client.removePasskey({ id: ${JSON.stringify(again?.['id'])} })`);
    expect(await phone.credentials()).toHaveLength(1);
    await tab.evaluate('client.signOut()');
    expect(await nameOf(tab, 'passkeys.signIn()')).toBe('INVALID_CREDENTIALS');
    expect(await phone.credentials()).toEqual([]);
  });
});

it('a passkey of a sign-up to an address that is taken is forgotten by the authenticator', async () => {
  await withTab(async (tab, cdp) => {
    const phone = await addAuthenticator(cdp);
    const { email } = await signUpAt(pages.gateway);
    const input = JSON.stringify({ email, firstName: 'Ada', lastName: 'Lovelace' });
    expect(await nameOf(tab, `passkeys.signUp(${input})`)).toBe('EMAIL_TAKEN');
    expect(await phone.credentials()).toEqual([]);
  });
});

it('a passkey freshens a sign-in that has grown stale', async () => {
  await withTab(async (tab, cdp) => {
    await addAuthenticator(cdp);
    await signUp(tab);
    await tab.evaluate('passkeys.register()');
    pages.gateway.clock.advance(6 * 60_000);
    expect(await nameOf(tab, 'client.beginPasskeyRegistration({})')).toBe('FORBIDDEN');
    await tab.evaluate('passkeys.reauthenticate()');
    expect(await nameOf(tab, 'client.beginPasskeyRegistration({})')).toBe('done');
  });
});
