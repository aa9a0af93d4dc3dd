import { describe, expect, it } from '@jest/globals';

import { deadLinkPage } from '../../../src/link-pages/dead-link.page.js';
import { requestLinkPage } from '../../../src/link-pages/request-link.page.js';
import { resetPasswordPage } from '../../../src/link-pages/reset-password.page.js';
import type { PageCaptcha } from '../../../src/pages/captcha-widget.js';
import { directive, expectSoundPage, frameIn, languages } from './page-checks.js';

const captcha: PageCaptcha = { provider: 'turnstile', siteKey: 'site-key' };
const problems = [
  { path: 'password', message: 'Too <short>.' },
  { path: 'passwordConfirm', message: 'They differ.' },
];

describe('the form for a new password', () => {
  it.each(languages)('posts token and both passwords, and never shows a captcha (%s)', (language) => {
    const page = resetPasswordPage(frameIn(language, { captcha }), {
      token: 't',
      isDead: false,
      problems: [],
      minLength: 8,
    });
    expectSoundPage(page, language);
    expect(page.body).toMatch(/<form\s+method="post"\s+action="\/reset-password"\s+novalidate/);
    expect(page.body.match(/autocomplete="new-password"/g)).toHaveLength(2);
    expect(page.body.match(/minlength="8"/g)).toHaveLength(2);
    expect(page.body).not.toMatch(/role="alert"|aria-invalid="|<script[^>]/);
    expect(directive(page, 'script-src')).toMatch(/^'sha256-[^' ]+'$/);
  });

  it('tells problems beside their fields and in a summary that takes the focus', () => {
    const page = resetPasswordPage(frameIn('en'), { token: 't', isDead: false, problems });
    expectSoundPage(page, 'en');
    expect(page.body).toMatch(/<div[^>]+role="alert"[^>]+autofocus/s);
    expect(page.body).toContain('<a href="#password">New password: Too &lt;short&gt;.</a>');
    expect(page.body).toContain('<p class="problem" id="passwordConfirm-problem">They differ.</p>');
    expect(page.body.match(/aria-invalid="true"/g)).toHaveLength(2);
    expect(page.body).toContain('<title>Please check: Choose a new password · Northwind</title>');
  });

  it('of a dead link offers a new one first, and stays in reach', () => {
    const page = resetPasswordPage(frameIn('en'), { token: 't', isDead: true, problems: [] });
    expectSoundPage(page, 'en');
    expect(page.body.indexOf('action="/reset-password/request"')).toBeLessThan(page.body.indexOf('<details'));
    expect(page.body).toMatch(/<details\s*>.*action="\/reset-password".*<\/details>/s);
    const failed = resetPasswordPage(frameIn('en'), { token: 't', isDead: true, problems });
    expect(failed.body).toMatch(/<details open>/);
  });
});

describe('the form for an address', () => {
  it.each([
    ['verify-email', '/verify-email/resend'],
    ['reset-password', '/reset-password/request'],
  ] as const)('of %s posts to %s', (purpose, path) => {
    for (const language of languages) {
      for (const write of [deadLinkPage, requestLinkPage]) {
        const page = write(frameIn(language), { purpose, email: '"><b>', problems: [] });
        expectSoundPage(page, language);
        expect(page.body).toContain(`<form method="post" action="${path}" novalidate>`);
        expect(page.body).toContain('value="&quot;&gt;&lt;b&gt;"');
        expect(page.body).not.toContain('<script');
      }
    }
  });

  it('tells a problem that is no field of it in the summary alone', () => {
    const page = deadLinkPage(frameIn('en'), {
      purpose: 'verify-email',
      problems: [{ path: 'constructor', message: 'Odd.' }],
    });
    expect(page.body).toContain('<li>Odd.</li>');
  });
});

describe('the captcha', () => {
  it.each([
    ['hcaptcha', 'h-captcha', 'https://hcaptcha.com https://*.hcaptcha.com'],
    ['turnstile', 'cf-turnstile', 'https://challenges.cloudflare.com'],
    ['recaptcha', 'g-recaptcha', 'https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/'],
  ] as const)(
    'of %s stands in the form, and the policy opens for its hosts alone',
    (provider, className, scripts) => {
      const frame = frameIn('de', { captcha: { provider, siteKey: 'k"1' } });
      const page = deadLinkPage(frame, {
        purpose: 'reset-password',
        problems: [{ path: 'captchaToken', message: 'Bitte zuerst.' }],
      });
      expectSoundPage(page, 'de');
      expect(page.body).toMatch(new RegExp(`class="widget ${className}"\\s+data-sitekey="k&quot;1"`));
      expect(page.body.match(/<script[^>]+src=/g)).toHaveLength(1);
      expect(page.body).toContain('<noscript>');
      expect(page.body).toContain('<p class="problem" id="captcha-problem">Bitte zuerst.</p>');
      expect(page.body).toContain('<a href="#captchaToken">Sicherheitsabfrage: Bitte zuerst.</a>');
      expect(page.body).toContain('id="captchaToken"');
      expect(directive(page, 'script-src')).toBe(scripts);
      const [, scriptUrl = ''] = /<script src="([^"]+)"/.exec(page.body) ?? [];
      const host = new URL(scriptUrl).hostname.split('.').slice(-2).join('.');
      for (const name of ['script-src', 'frame-src', 'connect-src'])
        expect(directive(page, name)).toContain(host);
      expect(directive(page, 'form-action')).toBe("'self'");
    },
  );
});
