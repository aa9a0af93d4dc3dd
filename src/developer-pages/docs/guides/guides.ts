/** Guides: what several operations do together. Their operations are checked against the schema by a test. */
import { html, type Html } from '../../../markup/html.js';
import { copyableBlock } from '../../parts/copy-button.js';
import { highlightGraphql } from '../parts/highlight.js';
import type { ListedArticle } from '../site/article.js';
import { browserGuide } from './browser-guide.js';
import { byMailGuide } from './by-mail-guide.js';
import type { Guide, GuideFacts } from './guide.js';
import { mailLinksGuide } from './mail-links-guide.js';
import { servicesGuide } from './services-guide.js';
import { sessionGuide } from './session-guide.js';
import { twoFactorsGuide } from './two-factors-guide.js';

export const guides: readonly Guide[] = [
  sessionGuide,
  browserGuide,
  mailLinksGuide,
  byMailGuide,
  twoFactorsGuide,
  servicesGuide,
];

export const GUIDE_SECTION = 'Guides';

export function guideArticles(basePath: string, facts: GuideFacts): ListedArticle[] {
  return guides.map((guide) => ({
    path: guidePath(basePath, guide.slug),
    name: guide.title,
    section: GUIDE_SECTION,
    kind: 'Guide',
    description: guide.summary,
    content: () => renderGuide(guide, facts),
  }));
}

export function guidePath(basePath: string, slug: string): string {
  return `${basePath}/guides/${slug}`;
}

function renderGuide(guide: Guide, facts: GuideFacts): Html {
  const blocks = guide.documents.map((document) => copyableBlock('Operation', highlightGraphql(document)));
  return html`<p class="kicker">Guide</p>
    <h1>${guide.title}</h1>
    <p class="lead">${guide.summary}</p>
    ${guide.content(blocks, facts)}`;
}
