import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import {
  MeDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
} from '../generated/operations.js';
import { launchBrowser } from '../harness/browser.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { linkIn, mailedToken, mailsTo, newestMail, subjects } from '../harness/mailbox.js';
import { signUp, type SignedUp } from '../harness/people.js';
import { type Screen, sendVisitor, type Visitor } from './visitor.js';

let gateway: TestGateway;
let browser: Browser;
/** As in the mails: PUBLIC_URL. */
let origin: string;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([startTestGateway(), launchBrowser()]);
  origin = gateway.url.replace('127.0.0.1', 'localhost');
});
afterAll(async () => {
  await Promise.all([browser.close(), gateway.stop()]);
});

/** A mail stands within the page of a mail program, which has the landmarks. */
const landmarkRules = ['landmark-one-main', 'region'];
const next = 'another good passphrase';

/** Opens the mailbox, and presses the button of the newest mail to somebody as it is shown there. */
async function followMail(visitor: Visitor, { email }: SignedUp, subject: RegExp, button: string) {
  await newestMail(gateway, email, subject);
  const { page } = visitor;
  await page.goto(`${origin}/dev/mailbox`);
  await visitor.isAt('Mailbox');
  const mails = page.getByRole('navigation').getByRole('link').filter({ hasText: email });
  await mails
    .filter({ hasText: subjectText(subject) })
    .first()
    .click();
  // The page before shows the newest mail, which may be this one, and is about to go.
  await page.waitForURL(/\/dev\/mailbox\/./);
  const mail = page.getByRole('article').filter({ hasText: email });
  const link = mail.locator('iframe').contentFrame().getByRole('link', { name: button });
  await until('the link is followed', async () => {
    // A browser that is busy takes a click into a frame that it has not painted yet for one beside it.
    await link.click();
    return page
      .waitForURL(({ pathname }) => !pathname.startsWith('/dev/'), { timeout: 5_000 })
      .then(
        () => true,
        () => false,
      );
  });
}

const subjectText = (subject: RegExp) => new RegExp(subject.source.replace('^', ''));

async function verify(visitor: Visitor, person: SignedUp): Promise<void> {
  await followMail(visitor, person, subjects.verify, 'Confirm address');
  await visitor.isAt('Confirm your e-mail address');
  expect(await verifiedAt(person)).toBeNull();
  await press(visitor.page, 'Confirm address');
  await visitor.isAt('Your address is confirmed');
  expect(await verifiedAt(person)).not.toBeNull();
  // Back: the link was used, and no button stands there that could not work.
  await visitor.page.goBack();
  await visitor.page.getByText('There is nothing left to do.').waitFor();
  expect(await visitor.page.getByRole('button').count()).toBe(0);
}

async function verifiedAt({ accessToken }: SignedUp): Promise<unknown> {
  const { me } = await gateway.api.call(MeDocument, {}, { accessToken });
  return me?.emailVerifiedAt;
}

async function askForReset(visitor: Visitor, { email }: SignedUp): Promise<void> {
  await visitor.page.goto(`${origin}/reset-password`);
  await visitor.isAt('Forgotten your password?');
  await visitor.page.getByLabel('E-mail address').fill(email);
  await press(visitor.page, 'Send link');
  await visitor.isAt('Look in your mailbox');
}

async function fillPasswords(page: Page, password: string, again: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password, once more').fill(again);
  await press(page, 'Save password');
}

async function mistype(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await fillPasswords(page, next, `${next}x`);
  await page.getByRole('alert').waitFor();
  await visitor.isAt('Choose a new password');
  expect(await page.title()).toMatch(/^Please check: /);
  const again = page.getByLabel('New password, once more');
  expect(await again.getAttribute('aria-invalid')).toBe('true');
  expect(await problemBeside(page, 'New password, once more')).toBe('The two passwords differ.');
  expect(await page.getByLabel('New password', { exact: true }).getAttribute('aria-invalid')).toBeNull();
  expect(await again.inputValue()).toBe('');
}

/** What a screen reader says after the name of a field. */
async function problemBeside(page: Page, label: string): Promise<string | null> {
  const described = (await page.getByLabel(label).getAttribute('aria-describedby')) ?? '';
  return page.locator(`#${described.split(' ').at(-1) ?? ''}`).textContent();
}

async function renewLink(visitor: Visitor, person: SignedUp, used: URL): Promise<void> {
  const { page } = visitor;
  await page.goto(used.href);
  await visitor.isAt('Your password is set already');
  await page.getByRole('link', { name: 'Ask for a new link' }).click();
  await visitor.isAt('Forgotten your password?');
  await page.getByLabel('E-mail address').fill(person.email);
  await press(page, 'Send link');
  await visitor.isAt('Look in your mailbox');
  await followMail(visitor, person, subjects.reset, 'Choose password');
  await visitor.isAt('Choose a new password');
  expect(page.url()).not.toBe(used.href);
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

async function expectPassword({ email, password }: SignedUp): Promise<void> {
  const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password: next } });
  expect(signIn).toBeTruthy();
  const refusal = await gateway.api.refusal(SignInDocument, { input: { email, password } });
  expect(refusal.code).toBe('INVALID_CREDENTIALS');
}

const screens: [string, Screen][] = [
  ['on a desk', { width: 1280, javaScript: true }],
  ['on a desk without JavaScript', { width: 1280, javaScript: false }],
  ['on a phone', { width: 375, javaScript: true }],
  ['on a phone without JavaScript', { width: 375, javaScript: false }],
  ['judged by axe-core', { width: 1280, javaScript: true, accessibility: true }],
  [
    'judged by axe-core, on a phone in the dark',
    { width: 375, javaScript: true, accessibility: true, colorScheme: 'dark' },
  ],
];

describe.each(screens)('%s', (_, screen) => {
  it('an address is confirmed, a password is reset, and a used link renewed', async () => {
    const person = await signUp(gateway);
    const visitor = await sendVisitor(browser, screen, origin);
    await verify(visitor, person);
    await askForReset(visitor, person);
    const link = linkIn(await newestMail(gateway, person.email, subjects.reset));
    await followMail(visitor, person, subjects.reset, 'Choose password');
    await visitor.isAt('Choose a new password');
    expect(visitor.page.url()).toBe(link.href);
    await mistype(visitor);
    await fillPasswords(visitor.page, next, next);
    await visitor.isAt('Your password is changed');
    await expectPassword(person);
    await renewLink(visitor, person, link);
    await visitor.leave();
  });

  it('each mail can be read as it stands', async () => {
    const person = await signUp(gateway);
    const input = { token: await resetToken(person), password: next, passwordConfirm: next };
    await gateway.api.call(ResetPasswordDocument, { input });
    const visitor = await sendVisitor(browser, screen, origin);
    const mails = await mailsTo(gateway, person.email);
    expect(mails).toHaveLength(3);
    for (const { id } of mails) {
      await visitor.page.goto(`${origin}/dev/mailbox/${id}/html`);
      await visitor.checkPage(landmarkRules);
    }
    await visitor.leave();
  });
});

async function resetToken({ email }: SignedUp): Promise<string> {
  await gateway.api.call(SendPasswordResetEmailDocument, { email });
  return mailedToken(gateway, email, subjects.reset);
}

it('the keyboard alone is enough', async () => {
  const person = await signUp(gateway);
  const visitor = await sendVisitor(browser, { width: 1280, javaScript: false }, origin);
  const { page } = visitor;
  await page.goto(`${origin}/reset-password?token=${await resetToken(person)}`);
  await type(page, 'short', 'long');
  // The summary has the focus, and its first link leads to the field.
  for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);
  await visitor.isAt('Choose a new password');
  await page.keyboard.type(next);
  await page.keyboard.press('Tab');
  await page.keyboard.type(next);
  await page.keyboard.press('Enter');
  await visitor.isAt('Your password is changed');
  await expectPassword(person);
  await visitor.leave();
});

async function type(page: Page, password: string, again: string): Promise<void> {
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Tab');
  await page.keyboard.type(again);
  for (const key of ['Tab', 'Space']) await page.keyboard.press(key);
  await page.getByRole('alert').waitFor();
}

describe('a password that is typed', () => {
  it.each([true, false])(
    'can be shown where scripts run, and nowhere else is a button for it (scripts: %s)',
    async (javaScript) => {
      const person = await signUp(gateway);
      const visitor = await sendVisitor(browser, { width: 375, javaScript }, origin);
      const { page } = visitor;
      await page.goto(`${origin}/reset-password?token=${await resetToken(person)}`);
      const fields = [
        page.getByLabel('New password', { exact: true }),
        page.getByLabel('New password, once more'),
      ];
      const types = () => Promise.all(fields.map((field) => field.getAttribute('type')));
      for (const field of fields) await field.fill(next);
      const show = page.getByRole('button', { name: 'Show password' });
      expect(await show.count()).toBe(javaScript ? 1 : 0);
      if (javaScript) {
        await show.click();
        expect(await types()).toEqual(['text', 'text']);
        await page.getByRole('button', { name: 'Hide password' }).click();
        expect(await types()).toEqual(['password', 'password']);
        await show.click();
      }
      await press(page, 'Save password');
      await visitor.isAt('Your password is changed');
      await expectPassword(person);
      await visitor.leave();
    },
  );
});
