import { describe, expect, it } from '@jest/globals';

import { type SignInMailFacts, writeSignInMail } from '../../../../src/mail/written/sign-in-mail.js';
import { loadMessages } from '../../../../src/messages/load-messages.js';
import { brand, squeezed } from './mail-facts.js';

const catalogue = await loadMessages();
const english = catalogue.in('en');
const facts: SignInMailFacts = {
  firstName: 'Ada',
  email: 'ada@example.com',
  signsUp: false,
  code: '1234 5678',
  expiresAt: new Date('2026-11-24T10:25:00Z'),
  ttlMs: 600_000,
  at: new Date('2026-11-24T10:15:00Z'),
  ip: '203.0.113.7',
  device: 'Firefox on Linux',
};
const url = `https://auth.example.com/sign-in-link?token=${'t'.repeat(44)}`;
const cases = catalogue.languages.flatMap((language) =>
  (['code', 'link'] as const).flatMap((kind) =>
    [false, true].map((signsUp) => ({ language, kind, signsUp })),
  ),
);

describe('a mail to sign in with', () => {
  it.each(cases)(
    'says all it must in both parts ($language, $kind, new: $signsUp)',
    ({ language, kind, signsUp }) => {
      const messages = catalogue.in(language);
      const given = { ...facts, signsUp, ...(kind === 'link' && { url }) };
      const mail = writeSignInMail(given, brand, messages);
      const values = {
        ...{ email: facts.email, brand: brand.name },
        duration: messages.duration(facts.ttlMs),
        moment: messages.moment(facts.expiresAt),
      };
      expect(mail.subject).toBe(`${messages.text(`sign-in.${kind}.title`)} · Northwind`);
      expect(mail.html).toContain(`<html lang="${language}"`);
      for (const part of [mail.html.replaceAll('&#39;', "'"), mail.text]) {
        const words = squeezed(part).replace(
          /(?<=\p{Script=Han}|[，。；：、]) (?=[\p{Script=Han}\p{L}\d])|(?<=[\p{L}\d]) (?=\p{Script=Han})/gu,
          '',
        );
        const said = [
          `sign-in.${kind}.${signsUp ? 'new' : 'text'}`,
          `sign-in.${kind}.expiry`,
          `sign-in.${kind}.do-not-share`,
          `sign-in.not-you.${signsUp ? 'new' : 'known'}`,
          'sign-in.why',
        ] as const;
        const expected = said.map((key) =>
          squeezed(messages.text(key, values)).replace(
            /(?<=\p{Script=Han}|[，。；：、]) (?=[\p{Script=Han}\p{L}\d])|(?<=[\p{L}\d]) (?=\p{Script=Han})/gu,
            '',
          ),
        );
        for (const sentence of expected) expect(words).toContain(sentence);
        for (const fact of ['203.0.113.7', 'Firefox on Linux', messages.moment(facts.at)])
          expect(squeezed(part)).toContain(squeezed(fact));
        // One or the other: a link is opened, a code is typed.
        expect(part.includes(facts.code)).toBe(kind === 'code');
        expect(part.includes(url)).toBe(kind === 'link');
      }
    },
  );

  it('has code and link on lines of their own, and no other line is long', () => {
    expect(writeSignInMail(facts, brand, english).text.split('\n')).toContain('1234 5678');
    const { text, html } = writeSignInMail({ ...facts, url }, brand, english);
    expect(text.split('\n').filter((line) => line.length > 76)).toEqual([url]);
    expect(html).not.toMatch(/<(?:img|link|script|iframe)\b|url\(|@import/);
  });

  it('leaves out what is not known of who asked', () => {
    const unknown = { ...facts, ip: undefined, device: undefined };
    expect(writeSignInMail(unknown, brand, english).text).not.toMatch(/IP address|Device/);
  });
});
