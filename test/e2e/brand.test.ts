import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { linkIn, newestMail, subjects } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    BRAND_NAME: 'Brød & Bager',
    BRAND_LOGO_URL: 'https://cdn.example/logo.svg',
    BRAND_COLOR: '#1f4fd8',
    SUPPORT_EMAIL: 'help@shop.example',
    APP_URL: 'https://shop.example/start, https://bakers.example',
    CORS_ORIGINS: 'https://shop.example, https://bakers.example',
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

  describe('APP_URL', () => {
    const button = (page: string) => /<a class="button" href="([^"]*)"/.exec(page)?.[1];
    /** Signs up as the page of a frontend, and confirms the address by the link that is mailed. */
    async function confirmFrom(origin: string | undefined, change = (link: URL) => link): Promise<string> {
      const person = newPerson();
      const headers = { 'content-type': 'application/json', ...(origin !== undefined && { origin }) };
      const query = 'mutation ($input: SignUpInput!) { signUp(input: $input) { userId } }';
      const body = JSON.stringify({ query, variables: { input: person } });
      await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
      const link = change(linkIn(await newestMail(gateway, person.email, subjects.verify)));
      const page = await (await fetch(`${gateway.url}${link.pathname}${link.search}`)).text();
      const action = /action="([^"]*)"/.exec(page)?.[1] ?? '';
      const fields = new URLSearchParams({ token: link.searchParams.get('token') ?? '' });
      return (await fetch(`${gateway.url}${action}`, { method: 'POST', body: fields })).text();
    }
    const asked = (app: string) => (link: URL) => {
      link.searchParams.set('app', app);
      return link;
    };

    it.each([
      ['the first', undefined, 'https://shop.example/start'],
      ['the first', 'https://stranger.example', 'https://shop.example/start'],
      ['the one that it was signed up at', 'https://shop.example', 'https://shop.example/start'],
      ['the one that it was signed up at', 'https://bakers.example', 'https://bakers.example'],
    ])('ends with a button to %s (Origin %s)', async (_, origin, expected) => {
      expect(button(await confirmFrom(origin))).toBe(expected);
    });

    it.each(['evil.example', 'https://evil.example', '//evil.example', 'bakers.example@evil.example'])(
      'leads to no page that is not listed, whatever the link says (%s)',
      async (app) => {
        const page = await confirmFrom(undefined, asked(app));
        expect(button(page)).toBe('https://shop.example/start');
        expect(page).not.toContain('evil.example');
      },
    );

    it('is the way on from an address that leads nowhere too', async () => {
      const missing = await fetch(`${gateway.url}/nothing`, { headers: { accept: 'text/html' } });
      expect(button(await missing.text())).toBe('https://shop.example/start');
    });
  });

  it.each([
    ['APP_URL', 'javascript:alert(1)'],
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
