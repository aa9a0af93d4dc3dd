/** GET /docs/search?q=…: every page whose name or description holds the words. It needs no script. */
import { html, type Html } from '../../../markup/html.js';
import { summarize } from '../parts/description.js';

export interface SearchEntry {
  readonly label: string;
  readonly path: string;
  /** Such as "Mutation". */
  readonly kind: string;
  readonly description: string;
}

const MAX_QUERY_LENGTH = 100;

export function renderSearch(entries: readonly SearchEntry[], typed: string): Html {
  const query = typed.slice(0, MAX_QUERY_LENGTH).trim();
  const found = query === '' ? [] : findEntries(entries, query);
  const count = found.length === 1 ? 'One page' : `${String(found.length)} pages`;
  return html`<h1>Search</h1>
    <p class="lead">
      ${query === '' ? 'Type a name or a few words into the field.' : html`${count} for <b>${query}</b>.`}
    </p>
    <ul class="found">
      ${found.map(
        ({ label, path, kind, description }) =>
          html`<li>
            <a href="${path}"><code>${label}</code></a> <span class="tag">${kind}</span>
            <p>${summarize(description)}</p>
          </li>`,
      )}
    </ul>`;
}

/** Names before descriptions, and what begins with the words before what merely holds them. */
function findEntries(entries: readonly SearchEntry[], query: string): SearchEntry[] {
  const words = query.toLowerCase().split(/\s+/);
  const ranked = entries.flatMap((entry) => {
    const name = entry.label.toLowerCase();
    const text = `${name} ${entry.description.toLowerCase()}`;
    if (!words.every((word) => text.includes(word))) return [];
    const rank = words.every((word) => name.startsWith(word))
      ? 0
      : words.every((word) => name.includes(word))
        ? 1
        : 2;
    return [{ entry, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}
