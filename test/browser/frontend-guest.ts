/** Somebody at the example frontend: does by its labels what people do, and gathers what no page may have. */
import { expect } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { checkAccessibility } from '../harness/browser.js';
import { newPerson } from '../harness/people.js';

export interface Guest {
  readonly page: Page;
  readonly context: BrowserContext;
  fill(label: string, text: string): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  /** Follows a link of the page, or of the way through its rooms. */
  follow(name: string): Promise<void>;
  /** Waits for the view of that heading. */
  isAt(heading: string): Promise<void>;
  signUp(): Promise<ReturnType<typeof newPerson>>;
  signIn(name: string, password: string): Promise<void>;
  /** The view that is open, by day and by night, and on the narrowest phone. */
  checkView(): Promise<void>;
}

/** Checks at the end that nothing was told to the console. */
export async function withGuest(
  browser: Browser,
  url: string,
  work: (guest: Guest) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB' });
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    // Chromium logs by itself that an answer was no 200, which refusals are not, nor a network that is away.
    const isOfNetwork = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isOfNetwork) complaints.push(message.text());
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await work(createGuest(context, page));
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

function createGuest(context: BrowserContext, page: Page): Guest {
  const guest: Guest = {
    ...{ context, page },
    fill: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    follow: (name) => page.getByRole('link', { name, exact: true }).click(),
    isAt: (name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor(),
    async signUp() {
      const person = newPerson();
      await guest.follow('Create an account');
      await guest.isAt('Create an account');
      await guest.fill('E-mail address', person.email);
      await guest.fill('First name', person.firstName);
      await guest.fill('Last name', person.lastName);
      await guest.fill('Password', person.password);
      await guest.press('Create account');
      await guest.isAt('Notes');
      return person;
    },
    async signIn(name, password) {
      await guest.isAt('Sign in');
      await guest.fill('E-mail address or username', name);
      await guest.fill('Password', password);
      await guest.press('Sign in');
    },
    checkView: () => checkView(page),
  };
  return guest;
}

const NARROW = 360;

async function checkView(page: Page): Promise<void> {
  const at = await page.title();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect({ at, colorScheme, found: await checkAccessibility(page) }).toEqual({
      at,
      colorScheme,
      found: [],
    });
  }
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROW, height: 740 });
  await page.waitForFunction(`innerWidth === ${NARROW}`);
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect({ at, wide }).toEqual({ at, wide: NARROW });
  if (before) await page.setViewportSize(before);
}
