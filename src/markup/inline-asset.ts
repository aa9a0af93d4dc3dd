/**
 * Styles and scripts that travel inside a page. They are admitted by the hash of their text, so that no page
 * needs 'unsafe-inline', and none needs a nonce: the same page is the same bytes and can be cached.
 */
import { createHash } from 'node:crypto';

import { Html } from './html.js';

/** Both go into one page: the element without its source in the policy is refused by the browser. */
export interface InlineAsset {
  readonly element: Html;
  /** The source expression for style-src or script-src. */
  readonly cspSource: string;
}

/** @param text a constant of this code base. @throws TypeError where it holds a closing tag. */
export function inlineStyle(text: string): InlineAsset {
  return inlineElement('style', text);
}

/** @param text the same. @throws TypeError likewise. */
export function inlineScript(text: string): InlineAsset {
  return inlineElement('script', text);
}

function inlineElement(tag: 'style' | 'script', text: string): InlineAsset {
  // A closing tag inside the text would end the element early, and the hash would no longer match.
  if (text.includes('</')) throw new TypeError(`An inline ${tag} must not contain "</".`);
  const hash = createHash('sha256').update(text).digest('base64');
  return { element: Html.fromConstant(`<${tag}>${text}</${tag}>`), cspSource: `'sha256-${hash}'` };
}

/** Directives in the order given; a source list may be empty only for 'none', which is written out. */
export function contentSecurityPolicy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.length === 0 ? "'none'" : sources.join(' ')}`)
    .join('; ');
}
