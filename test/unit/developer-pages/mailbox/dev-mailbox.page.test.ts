import { describe, expect, it } from '@jest/globals';

import {
  type DevMail,
  devMailboxPage,
  devMailHtml,
} from '../../../../src/developer-pages/mailbox/dev-mailbox.page.js';
import type { Page } from '../../../../src/markup/page.js';
import { expectHashedPolicy } from '../csp.js';

const link = 'http://localhost:4000/verify-email?token=a.b&x=1';
const mail = {
  id: '665f00000000000000000001',
  at: new Date('2026-11-24T10:15:00Z'),
  to: '"><b>@example.com',
  subject: 'Confirm <it>',
  text: `Hello,\n\nConfirm:\n${link}\n\nBye ${link}\n`,
  html: '<!doctype html><html><head lang="en"><title>x</title></head><body>Hi</body></html>',
};

const other = { ...mail, id: '665f00000000000000000002', subject: 'An older one', to: 'bob@example.com' };

function show(mails: readonly DevMail[], openId?: string): Page {
  const page = devMailboxPage({ brandName: 'Northwind', mails, openId });
  if (page === undefined) throw new Error('There is no page.');
  return page;
}

describe('the mailbox of development', () => {
  it('lists every mail and opens one: the newest, or the one that is asked for', () => {
    const newest = show([mail, other]).body;
    const asked = show([mail, other], other.id).body;
    for (const body of [newest, asked]) {
      expect(body.match(/<iframe/g)).toHaveLength(1);
      for (const { id } of [mail, other]) expect(body).toContain(`<a href="/dev/mailbox/${id}"`);
    }
    expect(newest).toContain(`src="/dev/mailbox/${mail.id}/html"`);
    expect(asked).toContain(`src="/dev/mailbox/${other.id}/html"`);
    expect(devMailboxPage({ brandName: 'Northwind', mails: [mail], openId: 'another' })).toBeUndefined();
  });

  it('shows each mail in a frame without scripts, and its links as anchors', () => {
    const { body, contentSecurityPolicy } = show([mail]);
    expect(body).toContain('src="/dev/mailbox/665f00000000000000000001/html"');
    expect(body).toContain('sandbox="allow-top-navigation-by-user-activation allow-popups"');
    expect(body).toContain('<dt>Links</dt>');
    expect(body).toContain(`<li><a href="${link.replace('&', '&amp;')}">`);
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).toContain("frame-src 'self'");
    expect(contentSecurityPolicy).not.toContain('unsafe');
  });

  it('tells each link once, and escapes what mails hold', () => {
    const { body } = show([mail]);
    expect(body.split('<dt>Links</dt>')[1]?.match(/<li><a /g)).toHaveLength(1);
    expect(body).not.toMatch(/<b>@|<it>/);
    expectHashedPolicy(show([mail]));
  });

  it('says how to get a mail where there is none', () => {
    const { body } = show([]);
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
