import type { Html } from '../../../markup/html.js';

export interface GuideFacts {
  readonly endpoint: string;
  readonly publicUrl: string;
}

export interface Guide {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** GraphQL documents, in the order in which they are sent. */
  readonly documents: readonly string[];
  readonly content: (documents: readonly Html[], facts: GuideFacts) => Html;
}
