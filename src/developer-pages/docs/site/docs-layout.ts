/**
 * The frame of every documentation page: bar, navigation, article. It knows nothing of GraphQL.
 *
 * On a phone the navigation is a popover that a plain button opens, so it needs no script; a browser that
 * does not know popovers shows it below the bar.
 */
import { brandMark, faviconLink } from '../../../markup/brand.js';
import { html, type Html } from '../../../markup/html.js';
import { contentSecurityPolicy, inlineScript, inlineStyle } from '../../../markup/inline-asset.js';
import type { Page } from '../../../markup/page.js';
import { themeCss } from '../../../markup/theme.css.js';
import { copyButtonScript } from '../../parts/copy-button.js';
import type { Article, ListedArticle } from './article.js';
import { docsCss } from './docs.css.js';

export interface DocsFrame {
  readonly brandName: string;
  readonly basePath: string;
  /** Link to the page that tries operations out. */
  readonly sandboxPath: string;
  readonly sections: readonly NavSection[];
  /** What was looked for. */
  readonly search: string;
}

export interface NavSection {
  readonly title: string;
  readonly articles: readonly ListedArticle[];
}

/**
 * Long sections scroll on their own, and the current entry may lie below their fold. Not by scrollIntoView:
 * that would also move where the Tab key starts, past the skip link.
 */
const showCurrentScript = `
{
  const contents = document.getElementById('contents');
  const current = contents.querySelector('[aria-current]');
  if (current && current.offsetTop > contents.clientHeight - 48) {
    contents.scrollTop = current.offsetTop - contents.clientHeight / 2;
  }
}
`;

export function layOutPage(frame: DocsFrame, article: Article): Page {
  const style = inlineStyle(themeCss + docsCss);
  const script = inlineScript(copyButtonScript + showCurrentScript);
  const body = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${article.title ?? article.name} · ${frame.brandName}</title>
        ${faviconLink()} ${style.element}
      </head>
      <body>
        <a class="skip" href="#article">Skip to content</a>
        ${renderBar(frame)}
        <div class="columns">
          ${renderNavigation(frame, article.path)}
          <main id="article" tabindex="-1">${article.content()}</main>
        </div>
        ${script.element}
      </body>
    </html> `;
  return { body: body.toString(), contentSecurityPolicy: docsPolicy(style.cspSource, script.cspSource) };
}

function docsPolicy(styleSource: string, scriptSource: string): string {
  return contentSecurityPolicy({
    'default-src': [],
    'style-src': [styleSource],
    'script-src': [scriptSource],
    'img-src': ['data:'],
    'base-uri': [],
    'form-action': ["'self'"],
    'frame-ancestors': [],
  });
}

function renderBar({ brandName, basePath, sandboxPath }: DocsFrame): Html {
  return html`<header class="bar">
    <a class="brand" href="${basePath}">
      ${brandMark()} <strong>${brandName}</strong> <span>documentation</span>
    </a>
    <a class="try" href="${sandboxPath}">Sandbox</a>
    <button class="menu-button" type="button" popovertarget="contents">Contents</button>
  </header>`;
}

function renderNavigation({ sections, basePath, search }: DocsFrame, current: string): Html {
  return html`<nav id="contents" class="contents" aria-label="Documentation" popover>
    <form class="search" role="search" action="${basePath}/search">
      <input
        type="search"
        name="q"
        value="${search}"
        aria-label="Search"
        placeholder="Search"
        maxlength="100"
      />
    </form>
    <a class="home" href="${basePath}" ${currentMark(basePath === current)}>Introduction</a>
    ${sections.map((section, index) => renderSection(section, current, basePath === current && index < 4))}
  </nav>`;
}

function renderSection({ title, articles }: NavSection, current: string, opened: boolean): Html {
  const open = opened || articles.some(({ path }) => path === current);
  return html`<details ${open && html`open`}>
    <summary>${title} <span class="count">${articles.length}</span></summary>
    <ul>
      ${articles.map(({ path, name, label = name }) => html`<li><a href="${path}" ${currentMark(path === current)}>${label}</a></li>`)}
    </ul>
  </details> `;
}

function currentMark(isCurrent: boolean): Html | false {
  return isCurrent && html`aria-current="page"`;
}
