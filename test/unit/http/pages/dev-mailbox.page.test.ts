import { describe, expect, it } from '@jest/globals';

import { devMailboxPage, devMailHtml } from '../../../../src/http/pages/dev-mailbox.page.js';

const link = 'http://localhost:4000/verify-email?token=a.b&x=1';
const mail = {
  id: '665f00000000000000000001',
  at: new Date('2026-11-24T10:15:00Z'),
  to: '"><b>@example.com',
  subject: 'Confirm <it>',
  text: `Hello,\n\nConfirm:\n${link}\n\nBye ${link}\n`,
  html: '<!doctype html><html><head lang="en"><title>x</title></head><body>Hi</body></html>',
};

describe('the mailbox of development', () => {
  it('shows each mail in a frame without scripts, and its links as anchors', () => {
    const { body, contentSecurityPolicy } = devMailboxPage({ brandName: 'Northwind', mails: [mail] });
    expect(body).toContain('src="/dev/mailbox/665f00000000000000000001/html"');
    expect(body).toContain('sandbox="allow-top-navigation-by-user-activation allow-popups"');
    expect(body).toContain('loading="lazy"');
    expect(body).toContain('<dt>Links</dt>');
    expect(body).toContain(`<li><a href="${link.replace('&', '&amp;')}">`);
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).toContain("frame-src 'self'");
    expect(contentSecurityPolicy).not.toContain('unsafe');
  });

  it('tells each link once, and escapes what mails hold', () => {
    const { body } = devMailboxPage({ brandName: 'Northwind', mails: [mail] });
    expect(body.match(/<li><a /g)).toHaveLength(1);
    expect(body).not.toMatch(/<b>@|<it>/);
    expect(body).not.toContain('<script');
  });

  it('says how to get a mail where there is none', () => {
    const { body } = devMailboxPage({ brandName: 'Northwind', mails: [] });
    expect(body).toContain('Nothing has been sent yet');
    expect(body).toContain('<code>signUp</code>');
    expect(body).not.toContain('<iframe');
  });
});

describe('the HTML part in its frame', () => {
  it('leads the whole window to a link, and runs nothing', () => {
    const { body, contentSecurityPolicy } = devMailHtml(mail.html);
    expect(body).toContain('<head lang="en"><base target="_top"><title>');
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'self'; " +
        'sandbox allow-top-navigation-by-user-activation allow-popups',
    );
  });

  it('takes a mail without a head', () => {
    expect(devMailHtml('<p>Hi</p>').body).toBe('<base target="_top"><p>Hi</p>');
  });
});
