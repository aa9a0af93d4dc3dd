/** The pages of development as somebody meets them who has no internet. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';

import { personWith2fa, freshCode } from '../harness/authenticator.js';
import { launchBrowser } from '../harness/browser.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail, subjects } from '../harness/mailbox.js';
import { signUp } from '../harness/people.js';
import { sendVisitor, type Visitor } from './visitor.js';

let gateway: TestGateway;
let browser: Browser;
/** As in the mails: PUBLIC_URL. */
let origin: string;

beforeAll(async () => {
  const built = promisify(execFile)(process.execPath, ['scripts/build-graphiql.js']);
  [gateway, browser] = await Promise.all([startTestGateway(), launchBrowser(), built]);
  origin = gateway.url.replace('127.0.0.1', 'localhost');
}, 120_000);
afterAll(async () => {
  await Promise.all([browser.close(), gateway.stop()]);
});

const screen = { width: 1280, javaScript: true } as const;

/** What the operation in the editor answers. */
async function run({ page }: Visitor): Promise<string> {
  await page.getByRole('button', { name: /Execute query/ }).click();
  const result = page.locator('.result-window');
  await result.getByText('"data"').waitFor();
  return (await result.innerText()).replaceAll(/\s+/g, '');
}

async function signIn({ page }: Visitor, name: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address or username').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

describe('GET /graphql where Apollo’s CDN is out of reach', () => {
  it('says so and leads to GraphiQL', async () => {
    const context = await browser.newContext();
    await context.route(/apollographql\.com/, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`${origin}/graphql`);
    await page.getByRole('heading', { name: /Apollo Sandbox is out of reach/ }).waitFor();
    await page.getByRole('link', { name: 'Open GraphiQL' }).click();
    await page.locator('.graphiql-container').waitFor();
    expect(page.url()).toBe(`${origin}/graphiql`);
    await context.close();
  });
});

describe('GraphiQL', () => {
  it('signs a person in, and sends their token with what they ask; nothing comes from another host', async () => {
    const person = await signUp(gateway);
    const visitor = await sendVisitor(browser, screen, origin);
    await visitor.page.goto(`${origin}/graphiql`);
    expect(await run(visitor)).toBe('{"data":{"me":null}}');
    await signIn(visitor, person.email, 'not the password');
    await visitor.page.getByRole('alert').getByText('do not match').waitFor();
    await signIn(visitor, person.email, person.password);
    await visitor.page.getByText(person.email).waitFor();
    expect(await run(visitor)).toBe(`{"data":{"me":{"email":"${person.email}"}}}`);
    // A token that is kept would outlive the page.
    expect(
      await visitor.page.evaluate<string>('JSON.stringify([localStorage, sessionStorage])'),
    ).not.toContain('eyJ');
    await visitor.page.getByRole('button', { name: 'Sign out' }).click();
    await visitor.page.getByLabel('Password').waitFor();
    expect(await run(visitor)).toBe('{"data":{"me":null}}');
    await visitor.leave();
  });

  it('asks for the second factor of who has one', async () => {
    const person = await personWith2fa(gateway);
    const visitor = await sendVisitor(browser, screen, origin);
    await visitor.page.goto(`${origin}/graphiql`);
    await signIn(visitor, person.email, person.password);
    await visitor.page.getByLabel('Code of the authenticator app').fill(freshCode(gateway, person));
    await visitor.page.getByRole('button', { name: 'Go on' }).click();
    await visitor.page.getByText(person.email).waitFor();
    expect(await run(visitor)).toBe(`{"data":{"me":{"email":"${person.email}"}}}`);
    await visitor.leave();
  });

  it.each([
    ['Open settings dialog', 1280],
    ['Open settings dialog', 360],
    ['Open short keys dialog', 360],
  ])('has in “%s”, %i wide, nothing cut off and a button that closes it', async (opener, width) => {
    const visitor = await sendVisitor(browser, { ...screen, width }, origin);
    await visitor.page.goto(`${origin}/graphiql`);
    await visitor.page.getByRole('button', { name: opener }).click();
    const dialog = visitor.page.getByRole('dialog');
    await dialog.waitFor();
    const hidden =
      '(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector("[role=dialog]"))';
    expect(await visitor.page.evaluate<number>(hidden)).toBe(0);
    const close = dialog.getByRole('button', { name: 'Close dialog' });
    const cross = await close.locator('svg').boundingBox();
    // Its padding alone takes 24.
    expect(cross?.width).toBeGreaterThan(24 + 8);
    await close.click();
    await dialog.waitFor({ state: 'hidden' });
    await visitor.leave();
  });

  it('says in words that it needs scripts', async () => {
    const visitor = await sendVisitor(browser, { width: 375, javaScript: false }, origin);
    await visitor.page.goto(`${origin}/graphiql`);
    await visitor.isAt('GraphiQL needs scripts');
    expect(await visitor.page.getByRole('textbox').count()).toBe(0);
    await visitor.leave();
  });
});

describe('/dev/mailbox', () => {
  it('shows a new mail by itself, opened where nobody reads another', async () => {
    const [first, second] = [await signUp(gateway), { email: '' }];
    await newestMail(gateway, first.email, subjects.verify);
    const following = await sendVisitor(browser, screen, origin);
    await following.page.goto(`${origin}/dev/mailbox`);
    const reading = await sendVisitor(browser, screen, origin);
    await reading.page.goto(`${origin}/dev/mailbox`);
    await reading.page.getByRole('link', { name: first.email }).first().click();
    Object.assign(second, await signUp(gateway));
    const opened = following.page.getByRole('article').filter({ hasText: second.email });
    await opened.locator('iframe').contentFrame().getByRole('link', { name: 'Confirm address' }).waitFor();
    await reading.page.getByRole('link', { name: second.email }).waitFor();
    await reading.page.getByRole('article').filter({ hasText: first.email }).waitFor();
    for (const visitor of [following, reading]) {
      await visitor.isAt('Mailbox');
      await visitor.leave();
    }
  });

  it('works by a link where scripts are off', async () => {
    const person = await signUp(gateway);
    await newestMail(gateway, person.email, subjects.verify);
    const visitor = await sendVisitor(
      browser,
      { width: 375, javaScript: false, accessibility: false },
      origin,
    );
    await visitor.page.goto(`${origin}/dev/mailbox`);
    const later = await signUp(gateway);
    await newestMail(gateway, later.email, subjects.verify);
    await visitor.page.getByRole('link', { name: 'Refresh' }).click();
    await visitor.page.getByRole('article').filter({ hasText: later.email }).waitFor();
    await visitor.page.getByRole('link', { name: person.email }).first().click();
    await visitor.page.getByRole('article').filter({ hasText: person.email }).waitFor();
    await visitor.leave();
  });
});
