/** Which pages a real browser lets use a session's cookie: those of the same site, and others by COOKIE_SAME_SITE. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import { launchBrowser } from '../harness/browser.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { password, signUp } from '../harness/people.js';
import { startTlsFront, type TlsFront } from '../harness/tls-front.js';

const gatewayName = 'a.test';
const sameSite = 'app.a.test';
const otherSite = 'b.test';
const stranger = 'evil.test';

let browser: Browser;
let front: TlsFront;
beforeAll(async () => {
  front = await startTlsFront(gatewayName, [sameSite, otherSite, stranger]);
  browser = await launchBrowser({
    hostResolverRules: 'MAP *.test 127.0.0.1',
    ignoreCertificateErrors: true,
  });
});
afterAll(async () => {
  await browser.close();
  await front.stop();
});

/** Runs a GraphQL operation as a script of the page would, with its cookies. */
async function call(page: Page, query: string): Promise<{ body?: string; failure?: string }> {
  return page.evaluate(
    async ([url, text]) => {
      const request = {
        method: 'POST',
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: text }),
      } as const;
      try {
        return { body: await (await fetch(url, request)).text() };
      } catch (error) {
        return { failure: String(error) };
      }
    },
    [`${front.originOf(gatewayName)}/graphql`, query] as const,
  );
}

const signInQuery = (email: string) =>
  `mutation { signIn(input: { email: "${email}", password: "${password}", transport: COOKIE }) { ... on AuthPayload { refreshToken } } }`;
const refreshQuery = 'mutation { refresh { refreshToken accessToken } }';

describe.each(['Lax', 'Strict', 'None'] as const)('COOKIE_SAME_SITE=%s', (setting) => {
  let gateway: TestGateway;
  let email: string;
  beforeAll(async () => {
    gateway = await startTestGateway({
      PUBLIC_URL: front.originOf(gatewayName),
      CORS_ORIGINS: [sameSite, otherSite].map((name) => front.originOf(name)).join(','),
      COOKIE_SAME_SITE: setting,
    });
    front.pointAt(gateway.url);
    ({ email } = await signUp(gateway));
  });
  afterAll(() => gateway.stop());

  /** A page of its own browser profile. */
  async function visit(name: string, work: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    try {
      const page = await context.newPage();
      await page.goto(front.originOf(name));
      await work(page);
    } finally {
      await context.close();
    }
  }

  it('lets a page of the same site sign in and refresh, and read no token that lasts', async () => {
    await visit(sameSite, async (page) => {
      expect((await call(page, signInQuery(email))).body).toContain('"refreshToken":null');
      for (let turn = 0; turn < 2; turn++)
        expect((await call(page, refreshQuery)).body).toContain('"accessToken":"ey');
      expect(await page.evaluate<string>('document.cookie')).toBe('');
      expect((await call(page, 'mutation { signOut { message } }')).body).toContain('signed out');
      expect((await call(page, refreshQuery)).body).toContain('UNAUTHENTICATED');
    });
  });

  it(`${setting === 'None' ? 'lets' : 'lets not'} a page of another site refresh by it`, async () => {
    await visit(otherSite, async (page) => {
      expect((await call(page, signInQuery(email))).body).toContain('"refreshToken":null');
      const expected = setting === 'None' ? '"accessToken":"ey' : 'UNAUTHENTICATED';
      expect((await call(page, refreshQuery)).body).toContain(expected);
    });
  });

  it('is of no use to a stranger’s page, by script or by form', async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    try {
      const own = await context.newPage();
      await own.goto(front.originOf(sameSite));
      await call(own, signInQuery(email));
      const evil = await context.newPage();
      await evil.goto(front.originOf(stranger));
      expect((await call(evil, refreshQuery)).failure).toContain('Failed to fetch');
      const answered = evil.waitForResponse((response) => response.url().endsWith('/graphql'));
      await evil.setContent(
        `<form method="post" enctype="text/plain" action="${front.originOf(gatewayName)}/graphql">
        <input type="hidden" name='{"query":"mutation { signOut { message } }", "x":"' value='"}'><button>Win</button></form>`,
      );
      await evil.getByRole('button').click();
      expect([403, 415]).toContain((await answered).status());
      // The session lives on, with its token unspent.
      expect((await call(own, refreshQuery)).body).toContain('"accessToken":"ey');
    } finally {
      await context.close();
    }
  });
});
