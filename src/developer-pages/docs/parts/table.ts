import { html, type Html, type HtmlValue } from '../../../markup/html.js';

/** The one shape of all lists here: what it is, and what it means. @param style of the style sheet. */
export function table(
  headings: readonly [string, string],
  rows: readonly Html[],
  style?: 'operations',
): Html {
  return html`<table ${style !== undefined && html`class="${style}"`}>
    <thead>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** @param name what the row is about, as code or as a link. */
export function row(name: Html, meaning: HtmlValue): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${meaning}</td>
  </tr> `;
}

export function linkedCode(path: string, name: string): Html {
  return html`<a href="${path}"><code>${name}</code></a>`;
}
