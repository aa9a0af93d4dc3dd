/**
 * GET /dev/mailbox: the mails that would have been sent, for development without a mail server. It must not be
 * served in production: each mail holds a link that opens an account.
 */
import { brandMark, faviconLink } from '../../markup/brand.js';
import { html, type Html } from '../../markup/html.js';
import { contentSecurityPolicy, inlineStyle } from '../../markup/inline-asset.js';
import type { Page } from '../../markup/page.js';
import { themeCss } from '../../markup/theme.css.js';
import { devMailboxCss } from './dev-mailbox.css.js';

export interface DevMail {
  readonly id: string;
  readonly at: Date;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface DevMailboxOptions {
  readonly brandName: string;
  /** The newest first. */
  readonly mails: readonly DevMail[];
}

const PATH = '/dev/mailbox';

export function devMailboxPage({ brandName, mails }: DevMailboxOptions): Page {
  const style = inlineStyle(themeCss + devMailboxCss);
  const title = mails.length === 0 ? 'Mailbox' : `Mailbox (${String(mails.length)})`;
  const body = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${brandName}</title>
        ${faviconLink()} ${style.element}
      </head>
      <body>
        <header class="bar">${brandMark()}<strong>${brandName}</strong> <a href="${PATH}">Refresh</a></header>
        <main>
          <h1>Mailbox</h1>
          <p class="lead">
            Development only: without <code>SMTP_URL</code>, mails are kept here in place of being sent. Their
            links work.
          </p>
          ${mails.length === 0 ? emptyWords() : mails.map(renderMail)}
        </main>
      </body>
    </html> `;
  return { body: body.toString(), contentSecurityPolicy: mailboxPolicy(style.cspSource) };
}

function mailboxPolicy(styleSource: string): string {
  return contentSecurityPolicy({
    'default-src': [],
    'style-src': [styleSource],
    'img-src': ['data:'],
    'frame-src': ["'self'"],
    'base-uri': [],
    'form-action': [],
    'frame-ancestors': [],
  });
}

function emptyWords(): Html {
  return html`<article>
    <h2>Nothing has been sent yet</h2>
    <p>
      Sign somebody up with the <code>signUp</code> mutation (<a href="/graphql">open the Sandbox</a>), then
      refresh this page: the mail that confirms the address will be here.
    </p>
  </article>`;
}

function renderMail({ id, at, to, subject, text }: DevMail): Html {
  const heading = `mail-${id}`;
  const moment = at.toISOString();
  return html`<article aria-labelledby="${heading}">
    <h2 id="${heading}">${subject}</h2>
    <dl>
      <dt>To</dt>
      <dd>${to}</dd>
      <dt>Time</dt>
      <dd><time datetime="${moment}">${moment.slice(0, 19).replace('T', ' ')} UTC</time></dd>
      ${linkRow(linksOf(text))}
    </dl>
    <iframe
      src="${PATH}/${encodeURIComponent(id)}/html"
      title="${subject}, to ${to}"
      sandbox="allow-top-navigation-by-user-activation allow-popups"
      loading="lazy"
    ></iframe>
    <details>
      <summary>Plain text part</summary>
      <pre tabindex="0" aria-label="Plain text part">${withAnchors(text)}</pre>
    </details>
  </article>`;
}

function linkRow(links: readonly string[]): Html | false {
  if (links.length === 0) return false;
  return html`<dt>Links</dt>
    <dd>
      <ul>
        ${links.map((link) => html`<li>${anchor(link)}</li>`)}
      </ul>
    </dd>`;
}

function anchor(url: string): Html {
  return html`<a href="${url}">${url}</a>`;
}

/** Mails write each address up to the next blank (mail-text.ts), so a blank ends it here too. */
const webUrl = /(https?:\/\/\S+)/;

function linksOf(text: string): readonly string[] {
  return [...new Set(text.split(webUrl).filter((_, index) => index % 2 === 1))];
}

function withAnchors(text: string): readonly (Html | string)[] {
  return text.split(webUrl).map((part, index) => (index % 2 === 1 ? anchor(part) : part));
}

/**
 * The HTML part for the frame. A click leads the whole window to the link, and nothing runs. Mails have inline
 * styles, which is why this answer alone admits them: it is sandboxed, and only for development.
 */
export function devMailHtml(mailHtml: string): Page {
  const base = '<base target="_top">';
  const head = /<head[^>]*>/i.exec(mailHtml);
  const end = head ? head.index + head[0].length : 0;
  return {
    body: mailHtml.slice(0, end) + base + mailHtml.slice(end),
    contentSecurityPolicy: contentSecurityPolicy({
      'default-src': [],
      'style-src': ["'unsafe-inline'"],
      'img-src': ['https:', 'data:'],
      'frame-ancestors': ["'self'"],
      sandbox: ['allow-top-navigation-by-user-activation', 'allow-popups'],
    }),
  };
}
