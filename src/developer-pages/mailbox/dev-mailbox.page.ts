/**
 * GET /dev/mailbox: the mails that would have been sent, for development without a mail server. It must not be
 * served in production: each mail holds a link that opens an account.
 */
import { brandMark, faviconLink } from '../../markup/brand.js';
import { html, type Html } from '../../markup/html.js';
import { contentSecurityPolicy, inlineScript, inlineStyle } from '../../markup/inline-asset.js';
import type { Page } from '../../markup/page.js';
import { themeCss } from '../../markup/theme.css.js';
import { devMailboxCss } from './dev-mailbox.css.js';
import { devMailboxScript } from './dev-mailbox.script.js';

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
  /** Of the mail that was asked for; absent: the newest. */
  readonly openId?: string | undefined;
}

const PATH = '/dev/mailbox';

/** @returns undefined where there is no such mail. */
export function devMailboxPage({ brandName, mails, openId }: DevMailboxOptions): Page | undefined {
  const open = openId === undefined ? mails[0] : mails.find(({ id }) => id === openId);
  if (openId !== undefined && open === undefined) return undefined;
  const style = inlineStyle(themeCss + devMailboxCss);
  const script = inlineScript(devMailboxScript);
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
        <header class="bar">
          ${brandMark()}<strong>${brandName}</strong> <span class="live" role="status"></span
          ><a class="refresh" href="${PATH}">Refresh</a>
        </header>
        <main ${openId === undefined && html`data-follows`}>
          <div class="head">
            <h1>Mailbox</h1>
            <p class="lead">
              Development only: without <code>SMTP_URL</code>, mails are kept here in place of being sent.
              Their links work.
            </p>
          </div>
          ${open === undefined ? emptyWords() : html`${renderList(mails, open)} ${renderMail(open)}`}
        </main>
        ${script.element}
      </body>
    </html> `;
  return {
    body: body.toString(),
    contentSecurityPolicy: mailboxPolicy(style.cspSource, script.cspSource),
  };
}

function mailboxPolicy(styleSource: string, scriptSource: string): string {
  return contentSecurityPolicy({
    'default-src': [],
    'style-src': [styleSource],
    'script-src': [scriptSource],
    'connect-src': ["'self'"],
    'img-src': ['data:'],
    'frame-src': ["'self'"],
    'base-uri': [],
    'form-action': [],
    'frame-ancestors': [],
  });
}

function emptyWords(): Html {
  return html`<article class="empty">
    <h2>Nothing has been sent yet</h2>
    <p>
      Sign somebody up with the <code>signUp</code> mutation (<a href="/graphql">open the Sandbox</a>): the
      mail that confirms the address will be here.
    </p>
  </article>`;
}

function renderList(mails: readonly DevMail[], open: DevMail): Html {
  const entry = ({ id, at, to, subject }: DevMail): Html => {
    const isOpen = id === open.id;
    return html`<li>
      <a href="${PATH}/${encodeURIComponent(id)}" ${isOpen && html`aria-current="true"`}>
        <b>${subject}</b> <span>${to}</span> ${time(at)}
      </a>
    </li>`;
  };
  return html`<nav aria-label="Mails, the newest first">
    <ol>
      ${mails.map(entry)}
    </ol>
  </nav>`;
}

function time(at: Date): Html {
  const moment = at.toISOString();
  return html`<time datetime="${moment}">${moment.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

function renderMail({ id, at, to, subject, text }: DevMail): Html {
  const heading = `mail-${id}`;
  return html`<article aria-labelledby="${heading}">
    <h2 id="${heading}">${subject}</h2>
    <dl>
      <dt>To</dt>
      <dd>${to}</dd>
      <dt>Time</dt>
      <dd>${time(at)}</dd>
      ${linkRow(linksOf(text))}
    </dl>
    <iframe
      src="${PATH}/${encodeURIComponent(id)}/html"
      title="${subject}, to ${to}"
      sandbox="allow-top-navigation-by-user-activation allow-popups"
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
