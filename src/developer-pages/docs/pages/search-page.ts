/** GET /docs/search?q=…: every page whose name or description holds the words. It needs no script. */
import { html, type Html } from '../../../markup/html.js';
import { summarize } from '../parts/description.js';
import { linkedCode } from '../parts/table.js';
import type { ListedArticle } from '../site/article.js';

const MAX_QUERY_LENGTH = 100;

export function renderSearch(articles: readonly ListedArticle[], typed: string): Html {
  const query = typed.slice(0, MAX_QUERY_LENGTH).trim();
  const found = query === '' ? [] : findArticles(articles, query);
  const count = found.length === 1 ? 'One page' : `${String(found.length)} pages`;
  return html`<h1>Search</h1>
    <p class="lead">
      ${query === '' ? 'Type a name or a few words into the field.' : html`${count} for <b>${query}</b>.`}
    </p>
    <ul class="found">
      ${found.map(
        ({ name, path, kind, description }) =>
          html`<li>
            ${linkedCode(path, name)} <span class="tag">${kind}</span>
            <p>${summarize(description)}</p>
          </li>`,
      )}
    </ul>`;
}

/** Names before descriptions, and what begins with the words before what merely holds them. */
function findArticles(articles: readonly ListedArticle[], query: string): ListedArticle[] {
  const words = query.toLowerCase().split(/\s+/);
  const ranked = articles.flatMap((article) => {
    const name = article.name.toLowerCase();
    const text = `${name} ${article.description.toLowerCase()}`;
    if (!words.every((word) => text.includes(word))) return [];
    const rank = words.every((word) => name.startsWith(word))
      ? 0
      : words.every((word) => name.includes(word))
        ? 1
        : 2;
    return [{ article, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ article }) => article);
}
