import { describe, expect, it } from '@jest/globals';

import { deadSignInLinkPage, signInCodePage } from '../../../src/email-sign-in/sign-in-code.page.js';
import { expectSoundPage, frameIn, languages } from '../link-pages/page-checks.js';

const shown = { code: '1234 5678', expiresAt: new Date('2026-11-24T10:25:00Z') };

describe('the page behind a sign-in link', () => {
  it.each(languages)('shows the code, and has nothing that could be pressed (%s)', (language) => {
    const page = signInCodePage(frameIn(language), shown);
    expectSoundPage(page, language);
    expect(page.body).toContain('<p class="code">1234 5678</p>');
    expect(page.body).not.toMatch(/<(form|button|input|script)\b/);
  });

  it.each(languages)('of a dead link tells nothing of it (%s)', (language) => {
    const page = deadSignInLinkPage(frameIn(language));
    expectSoundPage(page, language);
    expect(page.body).not.toMatch(/<(form|button|input|script)\b/);
  });
});
