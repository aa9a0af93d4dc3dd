/** The mails that tell somebody what happened to their account, and what to do if it was not them. */
import type { Brand } from '../../markup/brand.js';
import type { MessageKey, Messages } from '../../messages/messages.js';
import type { MailBlock } from './mail-content.js';
import { greeting, supportLine } from './mail-parts.js';
import { composeMail, type WrittenMail } from './written-mail.js';

/** @exportedFor tests, which write each kind in each language. */
export const noticeKinds = [
  'password-changed',
  'password-reset',
  'email-change-requested',
  'email-changed',
  'sign-up-attempted',
  'session-reused',
  'totp-enabled',
  'totp-disabled',
  'two-factor-enabled',
  'two-factor-disabled',
  'recovery-code-used',
  'last-recovery-code-used',
  'recovery-codes-renewed',
  'two-factor-reset',
  'change-undone',
  'address-proved',
  'passkey-added',
  'passkey-removed',
  'passkey-cloned',
  'provider-linked',
  'provider-unlinked',
  'roles-changed',
  'account-suspended',
  'account-restored',
  'account-deleted',
] as const;

/** What somebody can only ask the operators about: the account is gone, shut, or has another address. */
const operatorsMatters: readonly NoticeKind[] = [
  'email-changed',
  'roles-changed',
  'account-suspended',
  'account-restored',
  'account-deleted',
];

/** Also the key of its sentences, `notice.<kind>.…`, in each language of src/messages. */
export type NoticeKind = (typeof noticeKinds)[number];

export interface NoticeFacts {
  readonly notice: NoticeKind;
  readonly firstName?: string | undefined;
  /** The address of the account; before the change, where it is the address that changes. */
  readonly email: string;
  readonly at: Date;
  readonly ip?: string | undefined;
  readonly device?: string | undefined;
  /** Absent where it must not be named. */
  readonly newEmail?: string | undefined;
  /** The page at which a link for a new password can be asked for; undefined: nobody has one here. */
  readonly resetUrl: string | undefined;
  /** The page that undoes what is told, and how long it does. */
  readonly undo?: { readonly url: string; readonly ttlMs: number } | undefined;
}

export function writeNoticeMail(facts: NoticeFacts, brand: Brand, messages: Messages): WrittenMail {
  const { email, newEmail = '' } = facts;
  const values = { email, newEmail, brand: brand.name };
  const event = messages.text(eventKey(facts), values);
  return composeMail(
    {
      title: messages.text(`notice.${facts.notice}.title`),
      preheader: event,
      blocks: [
        greeting(facts.firstName, messages),
        { kind: 'paragraph', text: event },
        { kind: 'facts', rows: factRows(facts, messages) },
        ...advice(facts, brand, messages),
      ],
      footer: [messages.text('notice.why', values), messages.text('mail.automatic', values)],
    },
    brand,
    messages,
  );
}

function eventKey({ notice, newEmail }: NoticeFacts): MessageKey {
  const namesAnother = notice === 'email-change-requested' || notice === 'email-changed';
  return namesAnother && newEmail === undefined ? `notice.${notice}.unnamed` : `notice.${notice}.text`;
}

function factRows(facts: NoticeFacts, messages: Messages): readonly (readonly [string, string])[] {
  const rows = [
    ['notice.fact.time', messages.moment(facts.at)],
    ['notice.fact.new-email', facts.newEmail],
    ['notice.fact.ip', facts.ip],
    ['notice.fact.device', facts.device],
  ] as const;
  return rows.flatMap(([key, value]) => (value === undefined ? [] : [[messages.text(key), value] as const]));
}

function advice(facts: NoticeFacts, brand: Brand, messages: Messages): readonly MailBlock[] {
  const { notice, resetUrl } = facts;
  const notYou: MailBlock = { kind: 'heading', text: messages.text('mail.not-you') };
  const reset = resetUrl === undefined ? [] : [resetting(resetUrl, messages)];
  const support = supportLine(brand, messages);
  if (notice === 'sign-up-attempted') {
    const forgotten = reset.map((button) => [paragraph(messages.text('notice.advice.forgotten')), button]);
    return [...forgotten.flat(), notYou, paragraph(messages.text('notice.advice.attempt')), ...support];
  }
  if (notice === 'session-reused' && reset.length > 0) {
    return [paragraph(messages.text('notice.advice.session')), ...reset, ...support];
  }
  // A link for a new password helps neither here, nor where an admin did it, nor where there are no passwords.
  if (operatorsMatters.includes(notice) || (reset.length === 0 && facts.undo === undefined)) {
    return [notYou, paragraph(operatorAdvice(brand, messages))];
  }
  const undo = facts.undo && undoing(facts.undo, facts, messages);
  return [notYou, ...(undo ?? [paragraph(messages.text('notice.advice.reset')), ...reset]), ...support];
}

function resetting(url: string, messages: Messages): MailBlock {
  return {
    kind: 'action',
    label: messages.text('notice.button'),
    url,
    copyHint: messages.text('mail.copy-link'),
  };
}

function undoing(
  { url, ttlMs }: NonNullable<NoticeFacts['undo']>,
  { at, resetUrl }: Pick<NoticeFacts, 'at' | 'resetUrl'>,
  messages: Messages,
): readonly MailBlock[] {
  const moment = messages.moment(new Date(at.getTime() + ttlMs));
  // Where nobody has a password, none is chosen on the page that the link leads to.
  const [then, caution] =
    resetUrl === undefined
      ? ([[], 'notice.undo.do-not-share.without-password'] as const)
      : ([[paragraph(messages.text('notice.advice.undo-password'))], 'notice.undo.do-not-share'] as const);
  return [
    paragraph(messages.text('notice.advice.undo')),
    ...then,
    {
      kind: 'action',
      label: messages.text('notice.undo.button'),
      url,
      copyHint: messages.text('mail.copy-link'),
    },
    paragraph(messages.text('mail.expiry', { duration: messages.duration(ttlMs), moment })),
    { kind: 'note', text: messages.text(caution) },
  ];
}

function paragraph(text: string): MailBlock {
  return { kind: 'paragraph', text };
}

function operatorAdvice({ name, supportEmail }: Brand, messages: Messages): string {
  return supportEmail === undefined
    ? messages.text('notice.advice.operator', { brand: name })
    : messages.text('notice.advice.support', { supportEmail });
}
