import {
  address,
  atLeast,
  colour,
  duration,
  mailbox,
  pageUrls,
  resourceUrl,
  smtpUrl,
  text,
} from './kinds.js';
import { setting } from './setting-definition.js';

export const mailSettings = {
  smtpUrl: setting({
    env: 'SMTP_URL',
    group: 'Mail',
    kind: smtpUrl,
    defaultNote: 'the mailbox at /dev/mailbox; in production mails wait until it is set',
    doc: 'The mail server: smtp:// (with STARTTLS where the server offers it; add ?requireTLS=true to insist) or smtps://, such as smtps://user:password@smtp.example.com.',
  }),
  mailFrom: setting({
    env: 'MAIL_FROM',
    group: 'Mail',
    kind: mailbox,
    defaultNote: '`BRAND_NAME <no-reply@host of PUBLIC_URL>`',
    doc: 'The sender of every mail: an address, or `Name <address>`.',
  }),
  mailReplyTo: setting({
    env: 'MAIL_REPLY_TO',
    group: 'Mail',
    kind: mailbox,
    doc: 'Where answers go.',
  }),
  verifyEmailTtlMs: setting({
    env: 'VERIFY_EMAIL_TTL',
    group: 'Mail',
    kind: atLeast(duration, 1_000, '1s'),
    default: '24h',
    doc: 'How long a link that verifies an e-mail address works.',
  }),
  resetPasswordTtlMs: setting({
    env: 'RESET_PASSWORD_TTL',
    group: 'Mail',
    kind: atLeast(duration, 1_000, '1s'),
    default: '15m',
    doc: 'How long a link that resets a password works.',
  }),
  invitationTtlMs: setting({
    env: 'INVITATION_TTL',
    group: 'Mail',
    kind: atLeast(duration, 1_000, '1s'),
    default: '7d',
    doc: 'How long a link works that invites somebody to set the password of an account made for them.',
  }),
  verifyEmailUrls: setting({
    env: 'VERIFY_EMAIL_URL',
    group: 'Mail',
    kind: pageUrls,
    defaultNote: 'PUBLIC_URL/verify-email',
    doc: "A frontend's page for that link, which calls verifyEmail with the `token` of its query. A list where several frontends share the gateway: the Origin of the request chooses, any other gets the first.",
  }),
  resetPasswordUrls: setting({
    env: 'RESET_PASSWORD_URL',
    group: 'Mail',
    kind: pageUrls,
    defaultNote: 'PUBLIC_URL/reset-password',
    doc: 'The same for resetPassword.',
  }),
};

export const appearanceSettings = {
  brandName: setting({
    env: 'BRAND_NAME',
    group: 'Appearance',
    kind: text.regex(/^[^\p{Cc}<>"]{1,60}$/u, 'must be 1 to 60 characters without <, > and "'),
    default: 'Portcullis',
    doc: 'The name that pages and mails speak in.',
  }),
  brandLogoUrl: setting({
    env: 'BRAND_LOGO_URL',
    group: 'Appearance',
    kind: resourceUrl,
    doc: 'A picture in place of the mark on pages and in mails, 32 pixels high.',
  }),
  brandColor: setting({
    env: 'BRAND_COLOR',
    group: 'Appearance',
    kind: colour,
    default: '#9c3f1c',
    doc: 'The colour of buttons and links on pages and in mails; it is made lighter or darker where it could not be read.',
  }),
  appUrls: setting({
    env: 'APP_URL',
    group: 'Appearance',
    kind: pageUrls,
    defaultNote: 'none: the pages end without a button',
    doc: "Where the last button of the pages leads: the frontend's address. A list where several frontends share the gateway: the Origin of the request that a mail was sent for chooses, any other gets the first.",
  }),
  supportEmail: setting({
    env: 'SUPPORT_EMAIL',
    group: 'Appearance',
    kind: address,
    doc: 'Whom pages and mails name to people who need help.',
  }),
};
