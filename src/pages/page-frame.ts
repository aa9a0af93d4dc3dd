/**
 * The frame of every page for people: brand, gate, content, policy. Pure: data in, a page out. It must not know
 * which pages there are, nor tokens, accounts or requests; all of it works without a script.
 */
import type { CaptchaSources } from '../foundation/captcha-providers.js';
import { type Brand, brandMark, faviconLink } from '../markup/brand.js';
import { html, type Html } from '../markup/html.js';
import {
  contentSecurityPolicy,
  type InlineAsset,
  inlineScript,
  inlineStyle,
} from '../markup/inline-asset.js';
import type { Page } from '../markup/page.js';
import { themeCss } from '../markup/theme.css.js';
import { requireWebUrl } from '../markup/web-url.js';
import type { Messages } from '../messages/messages.js';
import type { App } from './app.js';
import { brandCss } from './brand.css.js';
import { captchaScript, captchaSources, type PageCaptcha } from './captcha-widget.js';
import { gateDrawing, gatehouseDrawing } from './gate-drawing.js';
import { headingText } from './heading-text.js';
import { pageCss } from './page.css.js';
import { showPasswordScript } from './show-password.script.js';

/** What surrounds the page for this request; `frameOf` makes it. */
export interface PageFrame {
  /** Path of PUBLIC_URL, without a slash at its end: what forms post to stands below it. */
  readonly basePath: string;
  readonly brand: Brand;
  readonly messages: Messages;
  readonly captcha: PageCaptcha | undefined;
  /** Absent: the pages lead nowhere else. */
  readonly app?: App | undefined;
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
  /** Whether it holds fields for a password, which may then be shown. */
  readonly hasPassword?: boolean;
}

/** With its policy, which admits what the frame brings along and nothing that a page would add. */
export function layOutPage(frame: PageFrame, page: PageContent): Page {
  const { brand, messages } = frame;
  const style = inlineStyle(themeCss + pageCss + brandCss(brand.color));
  const script = page.hasPassword ? inlineScript(showPasswordScript) : undefined;
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
        ${gatehouseDrawing()}
        <div class="doorway">
          <header class="lintel">${brandSign(brand)}</header>
          ${gateDrawing()}
          <main>
            ${page.alert}
            <h1>${headingText(page.title)}</h1>
            ${page.content} ${page.gate !== 'down' && wayOn(frame)}
          </main>
          ${supportFooter(frame)}
        </div>
        ${script?.element}
      </body>
    </html> `;
  return {
    body: body.toString(),
    contentSecurityPolicy: pagePolicy({ style, script }, brand.logoUrl, captcha),
  };
}

/** What is done ends with the way back to where it was begun. */
function wayOn({ app, brand, messages }: PageFrame): Html | undefined {
  if (app === undefined) return undefined;
  const label = messages.text('page.way-on', { brand: brand.name });
  return html`<p class="way-on"><a class="button" href="${requireWebUrl(app.url)}">${label}</a></p>`;
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

interface InlineAssets {
  readonly style: InlineAsset;
  readonly script: InlineAsset | undefined;
}

function pagePolicy(
  own: InlineAssets,
  logoUrl: string | undefined,
  captcha: PageCaptcha | undefined,
): string {
  const sources: CaptchaSources | undefined = captcha && captchaSources(captcha.provider);
  const scripts = [...(own.script ? [own.script.cspSource] : []), ...(sources?.scripts ?? [])];
  return contentSecurityPolicy({
    'default-src': [],
    'style-src': [own.style.cspSource, ...(sources?.styles ?? [])],
    'img-src': ['data:', ...(logoUrl === undefined ? [] : [new URL(logoUrl).origin])],
    ...(scripts.length > 0 && { 'script-src': scripts }),
    ...(sources && { 'frame-src': sources.frames, 'connect-src': sources.connections }),
    'form-action': ["'self'"],
    'base-uri': [],
    'frame-ancestors': [],
  });
}
