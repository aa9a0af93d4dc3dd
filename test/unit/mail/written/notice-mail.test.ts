import { describe, expect, it } from '@jest/globals';

import { noticeKinds, writeNoticeMail } from '../../../../src/mail/written/notice-mail.js';
import { loadMessages } from '../../../../src/messages/load-messages.js';
import { brand, noticeFacts, squeezed } from './mail-facts.js';

const catalogue = await loadMessages();
const english = catalogue.in('en');
const cases = catalogue.languages.flatMap((language) => noticeKinds.map((notice) => ({ language, notice })));
const withoutReset: readonly string[] = [
  'email-changed',
  'roles-changed',
  'account-suspended',
  'account-restored',
  'account-deleted',
];

describe('a notice', () => {
  it.each(cases)('tells what happened, when and from where ($language, $notice)', ({ language, notice }) => {
    const messages = catalogue.in(language);
    const { html, text, subject } = writeNoticeMail({ ...noticeFacts, notice }, brand, messages);
    expect(subject).toBe(`${messages.text(`notice.${notice}.title`)} · Northwind`);
    for (const part of [html, text]) {
      const facts = [messages.moment(noticeFacts.at), '203.0.113.7', 'Firefox on Linux', 'new@example.org'];
      for (const fact of facts) expect(squeezed(part)).toContain(squeezed(fact));
      expect(part).toContain('help@northwind.example');
      expect(part.includes(noticeFacts.resetUrl)).toBe(!withoutReset.includes(notice));
    }
  });

  it.each(catalogue.languages)(
    'of a new way in leads to where it is taken back, and no further (%s)',
    (language) => {
      const messages = catalogue.in(language);
      const undo = { url: 'https://auth.example/not-me?token=x', ttlMs: 72 * 3_600_000 };
      const facts = { ...noticeFacts, notice: 'totp-enabled', undo } as const;
      const { html, text } = writeNoticeMail(facts, brand, messages);
      const until = messages.moment(new Date(noticeFacts.at.getTime() + undo.ttlMs));
      for (const part of [html, text]) {
        expect(part).toContain(undo.url);
        expect(part).not.toContain(noticeFacts.resetUrl);
        expect(squeezed(part)).toContain(squeezed(until));
      }
    },
  );

  it.each(catalogue.languages)('where nobody has a password, sends nobody to choose one (%s)', (language) => {
    for (const notice of noticeKinds) {
      const facts = { ...noticeFacts, notice, resetUrl: undefined };
      const { html, text } = writeNoticeMail(facts, brand, catalogue.in(language));
      expect(html).not.toContain('<a class="button"');
      expect(text).not.toContain('https://');
      expect(text).toContain('help@northwind.example');
    }
  });

  it.each(catalogue.languages)('nor speaks of one, but where it was one that changed (%s)', (language) => {
    const undo = { url: 'https://auth.example/not-me?token=x', ttlMs: 72 * 3_600_000 };
    const others = noticeKinds.filter((notice) => !notice.startsWith('password-'));
    for (const facts of others.flatMap((notice) => [{ notice }, { notice, undo }])) {
      const mail = writeNoticeMail(
        { ...noticeFacts, ...facts, resetUrl: undefined },
        brand,
        catalogue.in(language),
      );
      expect(squeezed(mail.text)).not.toMatch(/password|passwort|mot de passe|contraseña|密码/i);
    }
  });

  it('leaves out what is not known', () => {
    const { text } = writeNoticeMail(
      { ...noticeFacts, ip: undefined, device: undefined, newEmail: undefined },
      brand,
      english,
    );
    expect(text).not.toMatch(/IP address|Device|New address/);
  });

  it('of a change of address names both to the old one, and sends to the operator where no support is named', () => {
    const facts = { ...noticeFacts, notice: 'email-changed' } as const;
    const { text } = writeNoticeMail(facts, { ...brand, supportEmail: undefined }, english);
    expect(squeezed(text)).toContain('now uses new@example.org in place of ada@example.com');
    expect(squeezed(text)).toContain('the people who run Northwind');
  });

  it('keeps a device name from becoming markup or lines of its own', () => {
    const device = '<img src=x>\n\nClick https://evil.example';
    const { html, text } = writeNoticeMail({ ...noticeFacts, device }, brand, english);
    expect(html).not.toContain('<img');
    expect(text).toMatch(/^Device: <img src=x> Click/m);
  });
});
