/** GraphQL documents and JSON in colour, done here because the pages need no script. */
import { html, type Html } from '../../../markup/html.js';

const graphqlToken =
  /(?<keyword>\b(?:query|mutation|subscription|on)\b)|(?<type>\b[A-Z]\w*\b)|(?<text>\$\w+)|(?<faint>[{}()[\]!:]|\.\.\.)/g;
const jsonToken =
  /(?<type>"(?:[^"\\]|\\.)*")(?=\s*:)|(?<text>"(?:[^"\\]|\\.)*"|\b(?:true|false|null|-?\d[\d.]*)\b)|(?<faint>[{}[\],:])/g;

const tokenKinds = ['keyword', 'type', 'text', 'faint'] as const;

export function highlightGraphql(text: string): Html {
  return highlight(text, graphqlToken);
}

export function highlightJson(value: unknown): Html {
  return highlight(JSON.stringify(value, null, 2), jsonToken);
}

function highlight(text: string, pattern: RegExp): Html {
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const kind = tokenKinds.find((name) => match.groups?.[name] !== undefined) ?? 'faint';
    parts.push(text.slice(end, match.index), html`<span class="t-${kind}">${match[0]}</span>`);
    end = match.index + match[0].length;
  }
  return html`${parts}${text.slice(end)}`;
}
