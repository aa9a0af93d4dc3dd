/** Descriptions as HTML: paragraphs and `code`, and nothing else of Markdown; their text is never trusted. */
import { html, type Html } from '../../../markup/html.js';

export function renderDescription(text: string | null | undefined): Html[] {
  const paragraphs = (text ?? '').split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
  return paragraphs.map((paragraph) => html`<p>${renderInline(paragraph)}</p>`);
}

/** The first sentence, for lists of many. */
export function summarize(text: string | null | undefined): Html {
  const [paragraph = ''] = (text ?? '').trim().split(/\n\s*\n/);
  const sentence = /^.+?[.!?](?=\s|$)/s.exec(paragraph)?.[0] ?? paragraph;
  return renderInline(sentence);
}

function renderInline(text: string): Html {
  // Splitting at pairs of backticks leaves what stood between them at the odd places.
  const parts = text.split(/`([^`]+)`/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
