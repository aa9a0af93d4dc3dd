import { describe, expect, it } from '@jest/globals';

import { emailVerifiedPage } from '../../../src/link-pages/email-verified.page.js';
import { linkSentPage } from '../../../src/link-pages/link-sent.page.js';
import { passwordResetPage } from '../../../src/link-pages/password-reset.page.js';
import { undoChangePage } from '../../../src/link-pages/undo-change.page.js';
import { verifyEmailPage } from '../../../src/link-pages/verify-email.page.js';
import { failurePage } from '../../../src/pages/failure.page.js';
import { directive, expectSoundPage, frameIn, languages } from './page-checks.js';

const hostile = '"><script>alert(1)</script>';

describe('the page that confirms an address', () => {
  it.each(languages)('is one button that posts the token (%s)', (language) => {
    const page = verifyEmailPage(frameIn(language), { token: 'tok.en' });
    expectSoundPage(page, language);
    expect(page.body.match(/<form\b/g)).toHaveLength(1);
    expect(page.body.match(/<button\b/g)).toHaveLength(1);
    expect(page.body).toContain('<form method="post" action="/verify-email">');
    expect(page.body).toContain('<input type="hidden" name="token" value="tok.en" />');
  });

  it('keeps a token that is markup in its attribute', () => {
    const { body } = verifyEmailPage(frameIn('en'), { token: hostile });
    expect(body).not.toContain('<script');
    expect(body).toContain('value="&quot;&gt;&lt;script&gt;');
  });

  it('is the same bytes each time', () => {
    expect(verifyEmailPage(frameIn('en'), { token: 'a' })).toEqual(
      verifyEmailPage(frameIn('en'), { token: 'a' }),
    );
  });
});

describe('the page that takes a change back', () => {
  it.each(languages)('speaks of a password only where anybody has one (%s)', (language) => {
    for (const hasPasswords of [true, false]) {
      const page = undoChangePage(frameIn(language), { token: 'tok.en', hasPasswords });
      expectSoundPage(page, language);
      const [content = ''] = /<main[^]*<\/main>/.exec(page.body) ?? [];
      expect(/password|passwort|mot de passe|contraseña|密码/i.test(content)).toBe(hasPasswords);
    }
  });
});

describe('the brand', () => {
  const brand = { name: 'A & B', logoUrl: undefined, color: '#ffee00', supportEmail: 'help@b.example' };

  it('shows mark and name, and whom to ask', () => {
    const { body } = verifyEmailPage(frameIn('en', { brand }), { token: 'a' });
    expect(body).toContain('class="mark"');
    expect(body).toContain('<strong>A &amp; B</strong>');
    expect(body).toContain('<a href="mailto:help@b.example">help@b.example</a>.');
  });

  it('shows the logo in place of the mark, and opens the policy for its origin alone', () => {
    const logoUrl = 'https://cdn.example/deep/logo.svg';
    const page = verifyEmailPage(frameIn('en', { brand: { ...brand, logoUrl } }), { token: 'a' });
    expectSoundPage(page, 'en');
    expect(page.body).not.toContain('class="mark"');
    expect(page.body).toMatch(
      /<img class="logo" src="https:\/\/cdn\.example\/deep\/logo\.svg" alt="A &amp; B"/,
    );
    expect(directive(page, 'img-src')).toBe('data: https://cdn.example');
    expect(directive(verifyEmailPage(frameIn('en'), { token: 'a' }), 'img-src')).toBe('data:');
  });
});

describe('the pages that say what happened', () => {
  it.each(languages)('are sound, and have no form (%s)', (language) => {
    const frame = frameIn(language);
    for (const page of [
      emailVerifiedPage(frame, { email: hostile }),
      passwordResetPage(frame),
      linkSentPage(frame, { purpose: 'verify-email' }),
      linkSentPage(frame, { purpose: 'reset-password' }),
      failurePage(frame, { message: hostile }),
    ]) {
      expectSoundPage(page, language);
      expect(page.body).not.toMatch(/<form|<script/);
    }
  });

  it.each([
    [437, '8 minutes'],
    [60, '1 minute'],
    [3600, '1 hour'],
    [12, '12 seconds'],
    [0, '1 second'],
  ])('say when to try again: %i seconds are %s', (retryAfterSeconds, words) => {
    const { body } = failurePage(frameIn('en'), { message: 'Too much.', retryAfterSeconds });
    expect(body).toContain(`Too much. Please try again in ${words}.`);
  });
});
