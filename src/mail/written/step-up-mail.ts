/** The mail with the code by which somebody who is signed in proves anew who they are. */
import type { Brand } from '../../markup/brand.js';
import type { Messages } from '../../messages/messages.js';
import { type AskedFor, askedForRows, greeting, supportLine } from './mail-parts.js';
import { composeMail, type WrittenMail } from './written-mail.js';

export interface StepUpMailFacts extends AskedFor {
  readonly firstName?: string | undefined;
  /** The address that the mail goes to. */
  readonly email: string;
  /** In groups, as it is to be typed. */
  readonly code: string;
  readonly expiresAt: Date;
  readonly ttlMs: number;
}

/** In HTML and in plain text. The code is in both, so the result is never logged. */
export function writeStepUpMail(facts: StepUpMailFacts, brand: Brand, messages: Messages): WrittenMail {
  const { email, code } = facts;
  const values = {
    email,
    brand: brand.name,
    duration: messages.duration(facts.ttlMs),
    moment: messages.moment(facts.expiresAt),
  };
  const purpose = messages.text('step-up.text', values);
  return composeMail(
    {
      title: messages.text('step-up.title'),
      preheader: purpose,
      blocks: [
        greeting(facts.firstName, messages),
        { kind: 'paragraph', text: purpose },
        { kind: 'code', label: messages.text('sign-in.code.label'), code },
        { kind: 'paragraph', text: messages.text('sign-in.code.expiry', values) },
        { kind: 'note', text: messages.text('sign-in.code.do-not-share', values) },
        { kind: 'heading', text: messages.text('mail.not-you') },
        { kind: 'paragraph', text: messages.text('step-up.not-you', values) },
        { kind: 'facts', rows: askedForRows(facts, messages) },
        ...supportLine(brand, messages),
      ],
      footer: [messages.text('step-up.why', values), messages.text('mail.automatic', values)],
    },
    brand,
    messages,
  );
}
