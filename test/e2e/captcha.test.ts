import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import {
  AuthConfigDocument,
  SendPasswordResetEmailDocument,
  SendSignInEmailDocument,
  SendVerificationEmailDocument,
  SignInDocument,
  SignUpDocument,
} from '../generated/operations.js';
import { type CaptchaService, startCaptchaService } from '../harness/captcha-service.js';
import { mailedMethods, newDevice } from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';

let service: CaptchaService;
let gateway: TestGateway;
beforeAll(async () => {
  service = await startCaptchaService();
  gateway = await startTestGateway({
    CAPTCHA_PROVIDER: 'turnstile',
    CAPTCHA_SITE_KEY: 'public-site-key',
    CAPTCHA_SECRET: 'captcha-secret',
    CAPTCHA_VERIFY_URL: service.url,
    ...mailedMethods,
  });
});
afterEach(() => service.answerWith({}));
afterAll(async () => {
  await gateway.stop();
  await service.stop();
});

const captchaToken = 'solved';
const codeOf = async (email: string, token?: string) =>
  (await gateway.api.send(SendPasswordResetEmailDocument, { email, captchaToken: token ?? null })).errors[0]
    ?.extensions.code;

describe('with a captcha', () => {
  it('sign-up and requests for a mail link ask for it', async () => {
    const input = newPerson();
    expect((await gateway.api.refusal(SignUpDocument, { input })).code).toBe('CAPTCHA_REQUIRED');
    expect(await codeOf(input.email)).toBe('CAPTCHA_REQUIRED');
    const refusal = await gateway.api.refusal(SendVerificationEmailDocument, { email: input.email });
    expect(refusal.code).toBe('CAPTCHA_REQUIRED');
    const { codeChallenge } = newDevice();
    const asked = { email: input.email, kind: 'LINK' as const, codeChallenge };
    expect((await gateway.api.refusal(SendSignInEmailDocument, asked)).code).toBe('CAPTCHA_REQUIRED');
    expect(service.asked).toEqual([]);
    await gateway.api.call(SendSignInEmailDocument, { ...asked, captchaToken });
    await gateway.api.call(SignUpDocument, { input: { ...input, captchaToken } });
    expect(await codeOf(input.email, captchaToken)).toBeUndefined();
    expect(service.asked.at(-1)).toEqual({
      secret: 'captcha-secret',
      response: captchaToken,
      remoteip: '127.0.0.1',
    });
  });

  it('is not asked of whoever is signed in, and judges the input first', async () => {
    const person = await signUp(gateway, { captchaToken });
    const asked = service.asked.length;
    await gateway.api.call(SendVerificationEmailDocument, {}, person);
    const input = { ...newPerson(), password: 'short' };
    expect((await gateway.api.refusal(SignUpDocument, { input })).code).toBe('BAD_USER_INPUT');
    expect(service.asked).toHaveLength(asked);
  });

  it('sign-in asks for it after three failures from one place, for unknown accounts alike', async () => {
    const person = await signUp(gateway, { captchaToken });
    for (const email of [person.email, `nobody-${person.email}`]) {
      const signIn = async (password: string, token?: string) =>
        (await gateway.api.send(SignInDocument, { input: { email, password, captchaToken: token ?? null } }))
          .errors[0]?.extensions.code;
      for (let turn = 0; turn < 3; turn++) expect(await signIn('wrong')).toBe('INVALID_CREDENTIALS');
      expect(await signIn('wrong')).toBe('CAPTCHA_REQUIRED');
      expect(await signIn('wrong', captchaToken)).toBe('INVALID_CREDENTIALS');
      if (email !== person.email) continue;
      expect(await signIn(person.password)).toBe('CAPTCHA_REQUIRED');
      expect(await signIn(person.password, captchaToken)).toBeUndefined();
      expect(await signIn(person.password)).toBeUndefined();
    }
  });

  it('is told to frontends, without the secret', async () => {
    const { authConfig } = await gateway.api.call(AuthConfigDocument);
    expect(authConfig.captcha).toEqual({
      provider: 'turnstile',
      siteKey: 'public-site-key',
      on: ['signUp', 'signIn', 'reset'],
    });
  });
});

describe('the page of a dead link, with a captcha', () => {
  it('loads the widget, opens its policy for that host alone, and takes its answer', async () => {
    const person = await signUp(gateway, { captchaToken });
    const page = await fetch(`${gateway.url}/reset-password?token=${'A'.repeat(44)}`);
    const policy = page.headers.get('content-security-policy') ?? '';
    // Beside it only the script of the page itself, by its hash.
    expect(policy).toMatch(/script-src 'sha256-[^' ]+' https:\/\/challenges\.cloudflare\.com;/);
    expect(policy).not.toContain('unsafe');
    expect(await page.text()).toContain('data-sitekey="public-site-key"');
    const post = (fields: Record<string, string>) =>
      fetch(`${gateway.url}/reset-password/request`, { method: 'POST', body: new URLSearchParams(fields) });
    const missing = await post({ email: person.email });
    expect(missing.status).toBe(400);
    expect(await missing.text()).toContain(`value="${person.email}"`);
    expect((await post({ email: person.email, 'cf-turnstile-response': captchaToken })).status).toBe(200);
  });

  it('opens for nobody where there is no form for an address', async () => {
    const { email } = await signUp(gateway, { captchaToken });
    const page = await fetch(`${gateway.url}/verify-email?token=${await mailedToken(gateway, email)}`);
    expect(page.headers.get('content-security-policy')).not.toContain('cloudflare');
  });
});

describe('a captcha that is half configured', () => {
  it('stops the start', async () => {
    await expect(startTestGateway({ CAPTCHA_PROVIDER: 'hcaptcha' })).rejects.toThrow(
      /CAPTCHA_SITE_KEY[^]*CAPTCHA_SECRET/,
    );
  });
});
