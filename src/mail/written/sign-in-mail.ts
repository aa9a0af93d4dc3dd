/** The mails by which somebody signs in: a link or a code, who asked for it, and what to do if one did not. */
import type { Brand } from '../../markup/brand.js';
import type { Messages } from '../../messages/messages.js';
import type { MailBlock } from './mail-content.js';
import { type AskedFor, askedForRows, greeting, supportLine } from './mail-parts.js';
import { composeMail, type WrittenMail } from './written-mail.js';

export interface SignInMailFacts extends AskedFor {
  readonly firstName?: string | undefined;
  /** The address that the mail goes to. */
  readonly email: string;
  /** Whether there is no account yet, and one is made by using it. */
  readonly signsUp: boolean;
  /** In groups, as it is to be typed. */
  readonly code: string;
  /** Absent: the mail holds the code. */
  readonly url?: string | undefined;
  readonly expiresAt: Date;
  readonly ttlMs: number;
}

/** In HTML and in plain text. Link and code are in both, so the result is never logged. */
export function writeSignInMail(facts: SignInMailFacts, brand: Brand, messages: Messages): WrittenMail {
  const { email, url, signsUp } = facts;
  const kind = url === undefined ? 'code' : 'link';
  const values = {
    email,
    brand: brand.name,
    duration: messages.duration(facts.ttlMs),
    moment: messages.moment(facts.expiresAt),
  };
  const purpose = messages.text(`sign-in.${kind}.${signsUp ? 'new' : 'text'}`, values);
  return composeMail(
    {
      title: messages.text(`sign-in.${kind}.title`),
      preheader: purpose,
      blocks: [
        greeting(facts.firstName, messages),
        { kind: 'paragraph', text: purpose },
        wayIn(facts, messages),
        { kind: 'paragraph', text: messages.text(`sign-in.${kind}.expiry`, values) },
        { kind: 'note', text: messages.text(`sign-in.${kind}.do-not-share`, values) },
        { kind: 'heading', text: messages.text('mail.not-you') },
        { kind: 'paragraph', text: messages.text(`sign-in.not-you.${signsUp ? 'new' : 'known'}`, values) },
        { kind: 'facts', rows: askedForRows(facts, messages) },
        ...supportLine(brand, messages),
      ],
      footer: [messages.text('sign-in.why', values), messages.text('mail.automatic', values)],
    },
    brand,
    messages,
  );
}

function wayIn({ url, code }: SignInMailFacts, messages: Messages): MailBlock {
  if (url === undefined) return { kind: 'code', label: messages.text('sign-in.code.label'), code };
  return {
    kind: 'action',
    label: messages.text('sign-in.link.button'),
    url,
    copyHint: messages.text('mail.copy-link'),
  };
}
