import type { Brand } from '../../markup/brand.js';
import type { MessageKey, Messages } from '../../messages/messages.js';
import type { MailBlock } from './mail-content.js';

/**
 * People sign up strangers' addresses with names such as "win money at evil.example", to have the gateway mail
 * them. So only what cannot be an address, a number or a sentence of advertising is repeated.
 */
const greetableName = /^(?=.*\p{L})[\p{L}\p{M} '’-]{1,40}$/u;

export function greeting(firstName: string | undefined, messages: Messages): MailBlock {
  const name = firstName?.trim() ?? '';
  const text = greetableName.test(name)
    ? messages.text('mail.greeting-named', { name })
    : messages.text('mail.greeting');
  return { kind: 'paragraph', text };
}

/** Whom to ask, where the operator has said so. */
export function supportLine({ supportEmail }: Brand, messages: Messages): readonly MailBlock[] {
  if (supportEmail === undefined) return [];
  return [{ kind: 'paragraph', text: messages.text('mail.support', { supportEmail }) }];
}

/** When, from where and by what a mail was asked for: whoever did not ask sees that. */
export interface AskedFor {
  readonly at: Date;
  readonly ip?: string | undefined;
  readonly device?: string | undefined;
}

/** What is not known has no row. */
export function askedForRows({ at, ip, device }: AskedFor, messages: Messages) {
  const rows: readonly (readonly [MessageKey, string | undefined])[] = [
    ['notice.fact.time', messages.moment(at)],
    ['notice.fact.ip', ip],
    ['notice.fact.device', device],
  ];
  return rows.flatMap(([key, value]) => (value === undefined ? [] : [[messages.text(key), value] as const]));
}
