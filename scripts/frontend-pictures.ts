/** The example frontend as the README shows it, by the demo: its people, its services, and a few things done with them. */
import { mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

import type { Browser, Page } from 'playwright-core';

import { findFreePort } from './demo/demo-ports.js';
import { startDemo } from './demo/start-demo.js';

interface FrontendPicture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  /** What has been done when it is taken. */
  readonly after: (page: Page) => Promise<unknown>;
}

/** How long the pictures with passkeys may take after their sign-in, and that of the step-up waits. */
const FRESH_SECONDS = 30;

const desk = { width: 1100, height: 720 };
const phone = { width: 390, height: 720 };
const agents = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
];

const pictures: readonly FrontendPicture[] = [
  {
    ...{ name: 'frontend-sign-in-light', ...desk, colorScheme: 'light' },
    ...{ height: 760, after: (page) => isAt(page, 'Sign in') },
  },
  {
    ...{ name: 'frontend-devices-light', ...desk, colorScheme: 'light' },
    async after(page) {
      await signIn(page);
      await page.getByRole('link', { name: 'Devices' }).click();
      await page.getByText('this one', { exact: true }).waitFor();
    },
  },
  { name: 'frontend-phone-dark', ...phone, colorScheme: 'dark', after: (page) => isAt(page, 'Sign in') },
  {
    ...{ name: 'frontend-passkey-sign-up-light', ...desk, colorScheme: 'light' },
    ...{ height: 820, after: signUpByPasskey },
  },
  { name: 'frontend-passkeys-light', ...desk, colorScheme: 'light', after: namePasskeys },
  { name: 'frontend-mail-phone-dark', ...phone, colorScheme: 'dark', after: askForMail },
  { name: 'frontend-step-up-light', ...desk, colorScheme: 'light', after: proveByMail },
];

/** @returns the files, each in `folder`. */
export async function takeFrontendPictures(browser: Browser, folder: string): Promise<string[]> {
  const [gateway, provider, notes, frontend] = [
    ...[await findFreePort(), await findFreePort()],
    ...[await findFreePort(), await findFreePort()],
  ] as [number, number, number, number];
  const demo = await startDemo({ gateway, provider, notes, frontend }, () => undefined, {
    REAUTHENTICATION_MAX_AGE: `${FRESH_SECONDS}s`,
  });
  try {
    const { places } = await demo.ready;
    await mkdir(folder, { recursive: true });
    for (const agent of agents) await openPage(browser, places.frontend, { userAgent: agent }, signIn);
    const files: string[] = [];
    for (const { name, width, height, colorScheme, after } of pictures) {
      const path = `${folder}/${name}.png`;
      const screen = { viewport: { width, height }, colorScheme, deviceScaleFactor: 1.5 };
      await openPage(browser, places.frontend, screen, async (page) => {
        await after(page);
        await page.screenshot({ path });
      });
      files.push(path);
    }
    return files;
  } finally {
    await demo.stop();
  }
}

type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

async function openPage(
  browser: Browser,
  url: string,
  options: ContextOptions,
  work: (page: Page) => Promise<unknown>,
): Promise<void> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce', locale: 'en-GB' });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await work(page);
  } finally {
    await context.close();
  }
}

async function isAt(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  if (heading === 'Sign in') await page.getByRole('button', { name: 'Sign in with Harbour ID' }).waitFor();
}

/** As one of the demo's people (src/demo). */
async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail address or username').fill('user@example.com');
  await page.getByLabel('Password').fill('bell-beside-the-harbour');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await isAt(page, 'Notes');
}

async function signUpByPasskey(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('E-mail address').fill('ada@example.com');
  await page.getByLabel('First name').fill('Ada');
  await page.getByLabel('Last name').fill('Lovelace');
  await page.getByRole('button', { name: 'Use a passkey instead' }).click();
  await page.getByText('This one is free.').waitFor();
}

/** A passkey of a phone, which it syncs, and one of a security key. */
async function namePasskeys(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  await signIn(page);
  await page.getByRole('link', { name: 'Security' }).click();
  for (const [name, transport] of [
    ['Phone of the harbour', 'internal'],
    ['Key on my desk', 'usb'],
  ] as const) {
    const isSynced = transport === 'internal';
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport, hasResidentKey: true, hasUserVerification: true },
        ...{ isUserVerified: true, automaticPresenceSimulation: true },
        ...{ defaultBackupEligibility: isSynced, defaultBackupState: isSynced },
      },
    });
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText(isSynced ? 'synced' : 'on one device').waitFor();
    await page.getByRole('button', { name: 'Rename' }).last().click();
    await page.getByLabel('Name of the passkey').fill(name);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(name).waitFor();
    await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  }
  await page.getByRole('heading', { name: 'Passkeys' }).scrollIntoViewIfNeeded();
}

async function askForMail(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Sign in by mail' }).click();
  await page.getByLabel('E-mail address').fill('user@example.com');
  await page.getByRole('button', { name: 'Send the mail' }).click();
  await page.getByRole('button', { name: 'I opened it elsewhere' }).click();
  await page.getByLabel('Code').fill('4071 3862');
}

async function proveByMail(page: Page): Promise<void> {
  await signIn(page);
  await setTimeout(FRESH_SECONDS * 1_000);
  await page.getByRole('link', { name: 'Profile' }).click();
  await page.getByLabel('New address').fill('ada@example.org');
  await page.getByRole('button', { name: 'Change address' }).click();
  await page.getByRole('button', { name: 'Mail me a code' }).click();
  await page.getByLabel('Code of the mail').fill('4071 3862');
}
