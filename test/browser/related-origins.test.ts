/** A page of another domain that uses the gateway's passkeys, because the gateway says that it may: in a real Chromium. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import {
  BeginPasskeySignUpDocument,
  FinishPasskeySignInDocument,
  FinishPasskeySignUpDocument,
} from '../generated/operations.js';
import { launchBrowser } from '../harness/browser.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { beginSignIn } from '../harness/passkeys.js';
import { newPerson } from '../harness/people.js';
import { startTlsFront, type TlsFront } from '../harness/tls-front.js';

const [rpId, otherDomain, stranger] = ['auth.test', 'shop.test', 'evil.test'] as const;

let browser: Browser;
let front: TlsFront;
let gateway: TestGateway;
beforeAll(async () => {
  front = await startTlsFront(rpId, [otherDomain, stranger]);
  [browser, gateway] = await Promise.all([
    // A RP ID has no port: the browser asks its port 443.
    launchBrowser({
      hostResolverRules: `MAP *.test:443 127.0.0.1:${front.port}`,
      ignoreCertificateErrors: true,
    }),
    startTestGateway({ PUBLIC_URL: `https://${rpId}`, WEBAUTHN_ORIGINS: `https://${otherDomain}` }),
  ]);
  front.pointAt(gateway.url);
});
afterAll(() => Promise.all([browser.close(), front.stop(), gateway.stop()]));

/** What the browser answers, or the name of its refusal. */
const ask = (page: Page, call: 'create' | 'get', options: object) =>
  page.evaluate<never>(
    `navigator.credentials.${call}({ publicKey: PublicKeyCredential.parse${call === 'create' ? 'Creation' : 'Request'}OptionsFromJSON(${JSON.stringify(options)}) })
      .then((credential) => credential.toJSON(), ({ name }) => name)`,
  );

async function beginSignUp() {
  const { email, firstName, lastName } = newPerson();
  const input = { email, firstName, lastName };
  return (await gateway.api.call(BeginPasskeySignUpDocument, { input })).beginPasskeySignUp.options;
}

it('signs up and in at the domain that is named, and no stranger can ask', async () => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    await page.goto(`https://${otherDomain}`);
    const made = { credential: await ask(page, 'create', await beginSignUp()) };
    const { finishPasskeySignUp } = await gateway.api.call(FinishPasskeySignUpDocument, made);
    expect(finishPasskeySignUp.auth?.accessToken).toBeTruthy();
    const used = { credential: await ask(page, 'get', await beginSignIn(gateway)) };
    const { errors } = await gateway.api.send(FinishPasskeySignInDocument, used);
    expect(errors).toEqual([]);
    await page.goto(`https://${stranger}`);
    expect(await ask(page, 'create', await beginSignUp())).toBe('SecurityError');
    expect(await ask(page, 'get', await beginSignIn(gateway))).toBe('SecurityError');
  } finally {
    await context.close();
  }
});
