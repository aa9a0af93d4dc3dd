/**
 * What a mail says, before it is HTML or text: both parts are rendered from the same blocks, so that neither can
 * say something that the other does not. It knows neither links' purposes nor notices.
 */
export type MailBlock =
  | { readonly kind: 'paragraph' | 'heading' | 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** Something to type, as it is to be typed. */
  | { readonly kind: 'code'; readonly label: string; readonly code: string }
  /** A button, and its URL in full below it. */
  | { readonly kind: 'action'; readonly label: string; readonly url: string; readonly copyHint: string };

export interface MailContent {
  readonly title: string;
  /** What a list of mails shows after the subject. */
  readonly preheader: string;
  readonly blocks: readonly MailBlock[];
  /** Why it was sent, and by whom. */
  readonly footer: readonly string[];
}
