/** The mails that carry a link: what it is for, how long it works, and what to do if one did not ask for it. */
import type { Brand } from '../../markup/brand.js';
import type { Messages } from '../../messages/messages.js';
import type { MailBlock } from './mail-content.js';
import { greeting, supportLine } from './mail-parts.js';
import { composeMail, type WrittenMail } from './written-mail.js';

export interface LinkMailFacts {
  readonly kind: 'verify-email' | 'reset-password' | 'change-email' | 'invitation';
  readonly firstName?: string | undefined;
  /** The address that the mail is about, and goes to. */
  readonly email: string;
  readonly url: string;
  readonly expiresAt: Date;
  readonly ttlMs: number;
}

/** In HTML and in plain text. The link is in both, so the result is never logged. */
export function writeLinkMail(facts: LinkMailFacts, brand: Brand, messages: Messages): WrittenMail {
  const { kind, email, url } = facts;
  const values = {
    email,
    brand: brand.name,
    duration: messages.duration(facts.ttlMs),
    moment: messages.moment(facts.expiresAt),
  };
  const purpose = messages.text(`link.${kind}.text`, values);
  return composeMail(
    {
      title: messages.text(`link.${kind}.title`),
      preheader: purpose,
      blocks: [
        greeting(facts.firstName, messages),
        { kind: 'paragraph', text: purpose },
        {
          kind: 'action',
          label: messages.text(`link.${kind}.button`),
          url,
          copyHint: messages.text('mail.copy-link'),
        },
        { kind: 'paragraph', text: messages.text('mail.expiry', values) },
        { kind: 'note', text: messages.text(`link.${kind}.do-not-share`, values) },
        { kind: 'heading', text: messages.text('mail.not-you') },
        { kind: 'paragraph', text: messages.text(`link.${kind}.not-you`, values) },
        ...supportLine(brand, messages),
      ],
      footer: [messages.text(`link.${kind}.why`, values), messages.text('mail.automatic', values)],
    },
    brand,
    messages,
  );
}

export interface InvitationFacts extends Pick<LinkMailFacts, 'firstName' | 'email'> {
  /** Where to sign in; undefined: nobody has said. */
  readonly appUrl: string | undefined;
}

/** Of an account that has no password to choose: there is nothing to keep secret in it. */
export function writePlainInvitation(
  { firstName, email, appUrl }: InvitationFacts,
  brand: Brand,
  messages: Messages,
): WrittenMail {
  const values = { email, brand: brand.name };
  const purpose = messages.text('link.invitation.without-password', values);
  const wayOn: MailBlock[] =
    appUrl === undefined
      ? []
      : [
          {
            kind: 'action',
            label: messages.text('page.way-on', values),
            url: appUrl,
            copyHint: messages.text('mail.copy-link'),
          },
        ];
  return composeMail(
    {
      title: messages.text('link.invitation.title'),
      preheader: purpose,
      blocks: [
        greeting(firstName, messages),
        { kind: 'paragraph', text: purpose },
        ...wayOn,
        ...supportLine(brand, messages),
      ],
      footer: [messages.text('link.invitation.why', values), messages.text('mail.automatic', values)],
    },
    brand,
    messages,
  );
}
