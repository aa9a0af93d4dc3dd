/**
 * What a mail says, before it is HTML or text: both parts are rendered from the same blocks, so that neither can
 * say something that the other does not. It knows neither links' purposes nor notices.
 */
import type { Brand } from '../../markup/brand.js';
import { requireWebUrl } from '../../markup/web-url.js';
import type { Messages } from '../../messages/messages.js';
import { renderMailHtml } from './mail-html.js';
import { renderMailText } from './mail-text.js';

export interface WrittenMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export type MailBlock =
  | { readonly kind: 'paragraph' | 'heading' | 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
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

export function composeMail(content: MailContent, brand: Brand, messages: Messages): WrittenMail {
  for (const block of content.blocks) if (block.kind === 'action') requireWebUrl(block.url);
  const subject = messages.text('mail.subject', { title: content.title, brand: brand.name });
  return {
    // No data of users is in it; a line break in a setting would still end the header (RFC 5322 section 2.2).
    subject: subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '),
    html: renderMailHtml(content, brand, messages.language),
    text: renderMailText(content, brand, messages),
  };
}
