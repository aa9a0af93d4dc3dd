/**
 * The frame of every page that a mail leads to: brand, gate, content, policy. Pure: data in, a page out. It must
 * not know tokens, accounts or requests, and there is no script of ours in it.
 */
import { type Brand, brandMark, faviconLink } from '../../markup/brand.js';
import { html, type Html } from '../../markup/html.js';
import { contentSecurityPolicy, inlineStyle } from '../../markup/inline-asset.js';
import type { Page } from '../../markup/page.js';
import { themeCss } from '../../markup/theme.css.js';
import { requireWebUrl } from '../../markup/web-url.js';
import type { Messages } from '../../messages/messages.js';
import { brandCss } from './brand.css.js';
import { captchaScript, captchaSources, type PageCaptcha } from './captcha-widget.js';
import { gateDrawing } from './gate-drawing.js';
import { headingText } from './heading-text.js';
import { mailLinkCss } from './mail-link.css.js';

export interface PageFrame {
  /** Path of PUBLIC_URL, without a slash at its end: what forms post to stands below it. */
  readonly basePath: string;
  readonly brand: Brand;
  readonly messages: Messages;
  readonly captcha: PageCaptcha | undefined;
}

export interface PageContent {
  readonly title: string;
  /** Of the document, where it differs from the heading. */
  readonly documentTitle?: string | undefined;
  /** `down`: something is to be done; `up`: it is done, and the gate stands open. */
  readonly gate: 'down' | 'half' | 'up';
  /** Above the heading. */
  readonly alert?: Html | undefined;
  readonly content: Html;
  /** Whether the content holds the widget; only then does the policy open for its provider. */
  readonly hasCaptcha?: boolean;
}

export function layOutPage(frame: PageFrame, page: PageContent): Page {
  const { brand, messages } = frame;
  const style = inlineStyle(themeCss + mailLinkCss + brandCss(brand.color));
  const captcha = page.hasCaptcha ? frame.captcha : undefined;
  const body = html`<!doctype html>
    <html lang="${messages.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${page.documentTitle ?? page.title} · ${brand.name}</title>
        ${faviconLink(brand.color)} ${style.element} ${captcha && captchaScript(captcha, messages.language)}
      </head>
      <body class="gate-${page.gate}">
        <div class="doorway">
          <header class="lintel">${brandSign(brand)}</header>
          ${gateDrawing()}
          <main>
            ${page.alert}
            <h1>${headingText(page.title)}</h1>
            ${page.content}
          </main>
          ${supportFooter(frame)}
        </div>
      </body>
    </html> `;
  return {
    body: body.toString(),
    contentSecurityPolicy: pagePolicy(style.cspSource, brand.logoUrl, captcha),
  };
}

function brandSign({ name, logoUrl }: Brand): Html {
  if (logoUrl === undefined) return html`${brandMark()}<strong>${name}</strong>`;
  return html`<img class="logo" src="${requireWebUrl(logoUrl)}" alt="${name}" />`;
}

function supportFooter({ brand: { supportEmail }, messages }: PageFrame): Html | false {
  if (supportEmail === undefined) return false;
  // The address alone is the link, wherever the language puts it.
  const [before = '', after = ''] = messages.text('page.support', { supportEmail: '\n' }).split('\n');
  const link = html`<a href="mailto:${encodeURI(supportEmail)}">${supportEmail}</a>`;
  return html`<footer><p>${before}${link}${after}</p></footer>`;
}

function pagePolicy(
  styleSource: string,
  logoUrl: string | undefined,
  captcha: PageCaptcha | undefined,
): string {
  const { styles = [], ...others } = captcha ? captchaSources(captcha.provider) : {};
  return contentSecurityPolicy({
    'default-src': [],
    'style-src': [styleSource, ...styles],
    'img-src': ['data:', ...(logoUrl === undefined ? [] : [new URL(logoUrl).origin])],
    ...('scripts' in others && { 'script-src': others.scripts }),
    ...('frames' in others && { 'frame-src': others.frames }),
    ...('connections' in others && { 'connect-src': others.connections }),
    'form-action': ["'self'"],
    'base-uri': [],
    'frame-ancestors': [],
  });
}
