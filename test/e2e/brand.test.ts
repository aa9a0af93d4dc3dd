import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail, subjects } from '../harness/mailbox.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    BRAND_NAME: 'Brød & Bager',
    BRAND_LOGO_URL: 'https://cdn.example/logo.svg',
    BRAND_COLOR: '#1f4fd8',
    SUPPORT_EMAIL: 'help@shop.example',
  });
});
afterAll(() => gateway.stop());

describe('BRAND_NAME, BRAND_LOGO_URL, BRAND_COLOR and SUPPORT_EMAIL', () => {
  it('are the name, picture, colour and help of every page', async () => {
    const response = await fetch(`${gateway.url}/verify-email?token=x`);
    const page = await response.text();
    for (const part of [
      'Brød &amp; Bager',
      'https://cdn.example/logo.svg',
      '#1f4fd8',
      'mailto:help@shop.example',
    ])
      expect(page).toContain(part);
    expect(response.headers.get('content-security-policy')).toContain('img-src data: https://cdn.example;');
  });

  it('and of every mail', async () => {
    const { email } = await signUp(gateway);
    const { subject, html, text } = await newestMail(gateway, email, subjects.verify);
    expect(subject).toBe('Confirm your e-mail address · Brød & Bager');
    for (const part of ['Brød &amp; Bager', 'https://cdn.example/logo.svg', '#1f4fd8', 'help@shop.example'])
      expect(html).toContain(part);
    expect(text).toContain('help@shop.example');
  });

  it.each([
    ['BRAND_NAME', '<b>x</b>'],
    ['BRAND_LOGO_URL', 'javascript:alert(1)'],
    ['BRAND_COLOR', 'red;background:url(x)'],
    ['SUPPORT_EMAIL', 'help@shop.example\r\nBcc: x@y.example'],
    ['MAIL_FROM', 'Shop\r\nBcc: <x@y.example>'],
    ['SMTP_URL', 'http://mail.example'],
    ['VERIFY_EMAIL_URL', 'https://shop.example/verify?x=1'],
  ])('refuse what would not be one (%s=%j), at start', async (env, value) => {
    await expect(startTestGateway({ [env]: value })).rejects.toThrow(env);
  });
});
