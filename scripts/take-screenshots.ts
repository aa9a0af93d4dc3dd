/**
 * `npm run screenshots`: the pictures of docs/images, by the Chromium of the tests (or CHROMIUM_PATH): pages and mails from
 * the very functions that write them, and the example frontend from the demo. `-- frontend` or `-- pages` takes these alone.
 * Run it where a sans-serif and a serif font are installed, look at them, and commit them.
 */
import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

import { signInCodePage } from '../src/email-sign-in/sign-in-code.page.js';
import { emailVerifiedPage } from '../src/link-pages/email-verified.page.js';
import { resetPasswordPage } from '../src/link-pages/reset-password.page.js';
import { verifyEmailPage } from '../src/link-pages/verify-email.page.js';
import { writeLinkMail } from '../src/mail/written/link-mail.js';
import { writeSignInMail } from '../src/mail/written/sign-in-mail.js';
import { writeStepUpMail } from '../src/mail/written/step-up-mail.js';
import { loadMessages } from '../src/messages/load-messages.js';
import { launchBrowser } from '../test/harness/browser.js';
import { takeFrontendPictures } from './frontend-pictures.js';

interface Picture {
  readonly name: string;
  readonly body: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

const folder = 'docs/images';
const token = 'AUmR0bGV0IHRoZSBnYXRlIHN0YXkgZG93biB0b25pZ2h0';

async function pictures(): Promise<Picture[]> {
  const messages = (await loadMessages()).in('en');
  const brand = {
    name: 'Portcullis',
    logoUrl: undefined,
    color: '#9c3f1c',
    supportEmail: 'help@example.com',
  };
  const app = { url: 'https://app.example.com', query: '' };
  const frame = { basePath: '', brand, messages, captcha: undefined, app };
  const mismatch = [{ path: 'passwordConfirm', message: messages.text('problem.mismatch') }];
  const mail = writeLinkMail(
    {
      kind: 'verify-email',
      firstName: 'Ada',
      email: 'ada@example.com',
      url: `https://auth.example.com/verify-email?token=${token}`,
      expiresAt: new Date('2027-01-02T10:15:00Z'),
      ttlMs: 86_400_000,
    },
    brand,
    messages,
  );
  const signIn = { code: '4071 3862', expiresAt: new Date('2027-01-01T10:25:00Z') };
  const coded = {
    ...{ firstName: 'Ada', email: 'ada@example.com', ttlMs: 600_000, ...signIn },
    ...{ at: new Date('2027-01-01T10:15:00Z'), ip: '203.0.113.7', device: 'Firefox on Linux' },
  };
  const code = writeSignInMail({ ...coded, signsUp: false }, brand, messages);
  const stepUp = writeStepUpMail(coded, brand, messages);
  const reset = { token, isDead: false, minLength: 8 };
  const desk = { width: 1200, height: 800, colorScheme: 'light' } as const;
  const phone = { width: 390, height: 720, colorScheme: 'dark' } as const;
  return [
    { name: 'reset-password', body: resetPasswordPage(frame, { ...reset, problems: [] }).body, ...desk },
    {
      name: 'reset-password-problem',
      body: resetPasswordPage(frame, { ...reset, problems: mismatch }).body,
      ...desk,
    },
    { name: 'verify-email-phone-dark', body: verifyEmailPage(frame, { token }).body, ...phone },
    { name: 'email-verified', body: emailVerifiedPage(frame, { email: 'ada@example.com' }).body, ...desk },
    { name: 'sign-in-code', body: signInCodePage(frame, signIn).body, ...desk },
    { name: 'sign-in-mail', body: code.html, ...desk, width: 760, height: 860 },
    { name: 'step-up-mail', body: stepUp.html, ...desk, width: 760, height: 840 },
    { name: 'verify-email-mail', body: mail.html, ...desk, width: 760, height: 720 },
  ];
}

/** Of a page that has never been painted, Chromium says that it is "unable to capture"; the second frame is begun once the first is shown. */
const painted = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';

async function takePagePictures(browser: Browser): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, body, width, height, colorScheme } of await pictures()) {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      deviceScaleFactor: 2,
    });
    const page = await context.newPage();
    await page.setContent(body);
    await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))');
    await page.evaluate(painted);
    await page.screenshot({ path: `${folder}/${name}.png` });
    await context.close();
    console.log(`${folder}/${name}.png`);
  }
}

const [only] = process.argv.slice(2);
const browser = await launchBrowser();
try {
  if (only !== 'frontend') await takePagePictures(browser);
  if (only !== 'pages') console.log((await takeFrontendPictures(browser, folder)).join('\n'));
} finally {
  await browser.close();
}
