import { describe, expect, it } from '@jest/globals';

import { type LinkMailFacts, writeLinkMail } from '../../../../src/mail/written/link-mail.js';
import { loadMessages } from '../../../../src/messages/load-messages.js';
import { brand, linkFacts, squeezed } from './mail-facts.js';

const catalogue = await loadMessages();
const english = catalogue.in('en');
const kinds: readonly LinkMailFacts['kind'][] = ['verify-email', 'reset-password', 'change-email'];
const cases = catalogue.languages.flatMap((language) => kinds.map((kind) => ({ language, kind })));

describe('a mail with a link', () => {
  it.each(cases)('says all it must in both parts ($language, $kind)', ({ language, kind }) => {
    const messages = catalogue.in(language);
    const mail = writeLinkMail({ ...linkFacts, kind }, brand, messages);
    const values = { email: linkFacts.email, brand: brand.name };
    expect(mail.subject).toBe(`${messages.text(`link.${kind}.title`)} · Northwind`);
    expect(mail.html).toContain(`<html lang="${language}"`);
    expect(mail.html).toContain(`href="${linkFacts.url}"`);
    for (const part of [mail.html.replaceAll('&#39;', "'"), mail.text]) {
      const words = squeezed(part).replace(/(?<=\p{Script=Han}|[，。]) (?=\p{Script=Han})/gu, '');
      for (const key of ['text', 'why', 'not-you', 'do-not-share'] as const) {
        expect(words).toContain(squeezed(messages.text(`link.${kind}.${key}`, values)));
      }
      expect(words).toContain(squeezed(messages.moment(linkFacts.expiresAt)));
      expect(words).toContain(squeezed(messages.duration(linkFacts.ttlMs)));
      expect(words).toContain('help@northwind.example');
    }
  });

  it('has the link on a line of its own, and no other line is long', () => {
    const { text } = writeLinkMail(linkFacts, brand, english);
    expect(text.split('\n')).toContain(linkFacts.url);
    expect(text.split('\n').filter((line) => line.length > 76)).toEqual([linkFacts.url]);
  });

  it('fetches nothing', () => {
    const { html } = writeLinkMail(linkFacts, brand, english);
    expect(html).not.toMatch(/<(?:img|link|script|iframe)\b|url\(|@import/);
  });

  it('shows the logo in place of the name, with the name as its text', () => {
    const logo = { ...brand, name: 'A "B"', logoUrl: 'https://cdn.example/logo.png' };
    const { html } = writeLinkMail(linkFacts, logo, english);
    expect(html.match(/<img\b[^>]*>/g)).toHaveLength(1);
    expect(html).toMatch(/<img[^>]+src="https:\/\/cdn\.example\/logo\.png"[^>]+alt="A &quot;B&quot;"/);
  });

  it('without a support address does not ask to write to nobody', () => {
    const { text } = writeLinkMail(linkFacts, { ...brand, supportEmail: undefined }, english);
    expect(text).not.toContain('write to');
  });

  it('refuses a link that leads elsewhere than to the web', () => {
    const facts = { ...linkFacts, url: 'javascript:alert(1)' };
    expect(() => writeLinkMail(facts, brand, english)).toThrow(TypeError);
  });
});

describe('a first name', () => {
  it.each(['Ada', 'Jean-Luc', 'Mary Ann', "O'Brien", 'D’Arcy', 'Zoë', '王小明', 'Nguyễn'])(
    '%s is greeted',
    (name) => {
      expect(writeLinkMail({ ...linkFacts, firstName: name }, brand, english).text).toContain(
        `Hello ${name},`,
      );
    },
  );

  it.each([
    'win money at evil.example',
    'https://evil.example',
    'Call 0900',
    '<b>Ada</b>',
    'Ada\r\nBcc: all@example.com',
    'Ada, you won!',
    'a'.repeat(41),
  ])('%s is not repeated', (firstName) => {
    const { text, html, subject } = writeLinkMail({ ...linkFacts, firstName }, brand, english);
    expect(text).toContain('\nHello,\n');
    expect(text + html + subject).not.toContain(firstName);
  });
});

describe('no first name', () => {
  it.each(['', ' - ', undefined])('is greeted all the same (%s)', (firstName) => {
    const { text } = writeLinkMail({ ...linkFacts, firstName }, brand, english);
    expect(text).toContain('\nHello,\n');
  });
});

describe('what comes from outside', () => {
  it('stays text', () => {
    const facts = { ...linkFacts, kind: 'verify-email', email: '<script>"@x.example' } as const;
    const { html, subject } = writeLinkMail(facts, { ...brand, name: '<i>&' }, english);
    expect(html).not.toMatch(/<script|<i>/);
    expect(html).toContain('&lt;script&gt;&quot;@x.example');
    expect(subject).toContain('<i>&');
  });

  it('cannot begin a header', () => {
    const { subject } = writeLinkMail(linkFacts, { ...brand, name: 'X\r\nBcc: all@example.com' }, english);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('is in no subject', () => {
    const { subject } = writeLinkMail(linkFacts, brand, english);
    expect(subject).not.toMatch(/Ada|ada@/);
  });
});
