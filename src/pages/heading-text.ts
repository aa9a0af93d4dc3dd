import { html, type Html } from '../markup/html.js';

/** Longer ones are better broken than wider than a phone. */
const MAX_WHOLE_LENGTH = 16;

/** A heading in which "e-mail" is not torn apart: set large, a line that ends in "e-" is the first thing one sees. */
export function headingText(title: string): readonly (Html | string)[] {
  return title
    .split(/(\s+)/)
    .map((word) =>
      /\p{L}-\p{L}/u.test(word) && word.length <= MAX_WHOLE_LENGTH
        ? html`<span class="whole">${word}</span>`
        : word,
    );
}
