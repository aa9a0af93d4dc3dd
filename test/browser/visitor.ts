/** Somebody with a browser: looks at every page that they come to for what no page may have. */
import { expect } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { checkAccessibility } from '../harness/browser.js';

export interface Screen {
  readonly width: number;
  readonly javaScript: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** Judges each page by axe-core, which the pages' own policy would not let in; so that is not in force then. */
  readonly accessibility?: boolean;
}

export interface Visitor {
  readonly page: Page;
  /** Checks that the visitor is at the page of that heading, and the page itself. */
  isAt(heading: string): Promise<void>;
  /** Checks the page that is open. @param excused rules of axe-core that do not matter there. */
  checkPage(excused?: readonly string[]): Promise<void>;
  /** Checks what has gathered on the way, and leaves. */
  leave(): Promise<void>;
}

/** The narrowest that WCAG 2.2 asks for (1.4.10). */
const NARROWEST = 320;

export async function sendVisitor(browser: Browser, screen: Screen, origin: string): Promise<Visitor> {
  const context = await browser.newContext(contextFor(screen));
  const page = await context.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) foreign.push(url.href);
  });
  context.on('console', (message) => {
    if (/content.security.policy|refused to/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const checkPage = async (excused: readonly string[] = []) => {
    await expectFit(page, screen);
    if (!screen.accessibility) return;
    const found = await checkAccessibility(page);
    expect(found.filter((line) => !excused.some((rule) => line.startsWith(`${rule} `)))).toEqual([]);
  };
  return {
    page,
    checkPage,
    async isAt(heading) {
      await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
      await checkPage();
    },
    async leave() {
      await context.close();
      expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
    },
  };
}

function contextFor(screen: Screen): BrowserContextOptions {
  return {
    locale: 'en-GB',
    viewport: { width: screen.width, height: 800 },
    isMobile: screen.width < 600,
    hasTouch: screen.width < 600,
    javaScriptEnabled: screen.javaScript,
    colorScheme: screen.colorScheme ?? 'light',
    bypassCSP: screen.accessibility ?? false,
  };
}

/** Nothing to scroll sideways, at this width and at the narrowest. */
async function expectFit(page: Page, { width }: Screen): Promise<void> {
  for (const narrowed of [NARROWEST, width]) {
    await page.setViewportSize({ width: narrowed, height: 800 });
    // A phone's viewport follows a frame later. What never fits is told with its width below.
    const fits = `document.documentElement.scrollWidth === ${narrowed}`;
    await page.waitForFunction(fits, undefined, { timeout: 60_000 }).catch(() => undefined);
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect({ at: page.url(), wide }).toEqual({ at: page.url(), wide: narrowed });
  }
}
