/** One page of the documentation: where it lies, how one gets there, and what stands in it. It knows no kind of page. */
import type { Html } from '../../../markup/html.js';

export interface Article {
  readonly path: string;
  /** By which it is looked for. */
  readonly name: string;
  /** Of the document; absent: its name. */
  readonly title?: string;
  readonly content: () => Html;
}

/** Found by the navigation, and by the search. */
export interface ListedArticle extends Article {
  /** Of the navigation. */
  readonly section: string;
  /** Its link there; absent: its name. */
  readonly label?: string;
  /** Such as "Directive". */
  readonly kind: string;
  readonly description: string;
}
