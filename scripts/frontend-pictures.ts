/** The example frontend as the README shows it, by the demo: its people, its services, and a few things done with them. */
import { mkdir } from 'node:fs/promises';
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

const desk = { width: 1100, height: 720 };
const phone = { width: 390, height: 720 };
const agents = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
];

const pictures: readonly FrontendPicture[] = [
  { name: 'frontend-sign-in-light', ...desk, colorScheme: 'light', after: (page) => isAt(page, 'Sign in') },
  {
    ...{ name: 'frontend-devices-light', ...desk, colorScheme: 'light' },
    async after(page) {
      await signIn(page);
      await page.getByRole('link', { name: 'Devices' }).click();
      await page.getByText('this one', { exact: true }).waitFor();
    },
  },
  { name: 'frontend-phone-dark', ...phone, colorScheme: 'dark', after: (page) => isAt(page, 'Sign in') },
];

/** @returns the files, each in `folder`. */
export async function takeFrontendPictures(browser: Browser, folder: string): Promise<string[]> {
  const [gateway, provider, notes, frontend] = [
    ...[await findFreePort(), await findFreePort()],
    ...[await findFreePort(), await findFreePort()],
  ] as [number, number, number, number];
  const demo = await startDemo({ gateway, provider, notes, frontend }, () => undefined);
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
