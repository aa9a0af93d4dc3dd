import type { Brand } from '../../markup/brand.js';
import type { Messages } from '../../messages/messages.js';
import type { MailBlock, MailContent } from './mail-content.js';
import { displayWidth, wrapText } from './wrap-text.js';

const LINE_WIDTH = 76;

/** The plain part: the same blocks in the same order, wrapped. */
export function renderMailText(
  { title, blocks, footer }: MailContent,
  brand: Brand,
  messages: Messages,
): string {
  const parts = [
    underlined(title, '='),
    ...blocks.map((block) => renderBlock(block, messages)),
    `${'-'.repeat(LINE_WIDTH)}\n${oneLine(brand.name)}`,
    ...footer.map(wrap),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderBlock(block: MailBlock, messages: Messages): string {
  switch (block.kind) {
    case 'heading':
      return underlined(block.text, '-');
    case 'facts':
      return block.rows.map(([label, value]) => wrap(messages.text('labelled', { label, value }))).join('\n');
    case 'action':
      // Alone on its line, whatever its length: mail programs make a link of it up to the next blank.
      return `${wrap(messages.text('labelled', { label: block.label, value: '' }))}\n${block.url}`;
    case 'code':
      // Alone on its line, so that it can be marked whole.
      return `${wrap(messages.text('labelled', { label: block.label, value: '' }))}\n${block.code}`;
    case 'paragraph':
    case 'note':
      return wrap(block.text);
  }
}

function underlined(text: string, line: string): string {
  const wrapped = wrap(text);
  const width = Math.max(...wrapped.split('\n').map(displayWidth));
  return `${wrapped}\n${line.repeat(width)}`;
}

function wrap(text: string): string {
  return wrapText(oneLine(text), LINE_WIDTH);
}

/** What came from outside cannot begin a paragraph of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
