import type { Brand } from '../../markup/brand.js';
import { requireWebUrl } from '../../markup/web-url.js';
import type { Messages } from '../../messages/messages.js';
import type { MailContent } from './mail-content.js';
import { renderMailHtml } from './mail-html.js';
import { renderMailText } from './mail-text.js';

export interface WrittenMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** @throws TypeError where the URL of a button is none of the web. */
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
