/**
 * HTML as a tagged template in which nothing is trusted: every interpolation is escaped unless it is Html
 * itself. It knows no page and no style; it must not grow into a template language.
 */

/** Markup that is safe to send. Only this file makes it, so that text can never pass for markup. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  /** For constants of this code base (style, script, icon), never for anything that came from outside. */
  static fromConstant(markup: string): Html {
    return new Html(markup);
  }

  toString(): string {
    return this.#markup;
  }
}

/** Text is escaped, a list joined without anything between; false, null and undefined are nothing. */
export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[];

/** Safe in text and in quoted attributes alone: in a script or without quotes escaping protects nobody (ASVS 1.2.1). */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map((text, index) => text + renderValue(values[index]));
  return Html.fromConstant(parts.join(''));
}

function renderValue(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(renderValue).join('');
  return escapeHtml(String(value));
}

/** All five, so that the result is safe in text and in attributes of either quote (OWASP ASVS 1.2.1). */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
