import type { LinkMailFacts } from '../../../../src/mail/written/link-mail.js';
import type { NoticeFacts } from '../../../../src/mail/written/notice-mail.js';
import type { Brand } from '../../../../src/markup/brand.js';

export const brand: Brand = {
  name: 'Northwind',
  logoUrl: undefined,
  color: '#1f4fd8',
  supportEmail: 'help@northwind.example',
};

export const linkFacts: LinkMailFacts = {
  kind: 'reset-password',
  firstName: 'Ada',
  email: 'ada@example.com',
  url: `https://auth.example.com/reset-password?token=${'t'.repeat(90)}`,
  expiresAt: new Date('2026-11-24T10:15:00Z'),
  ttlMs: 900_000,
};

export const noticeFacts = {
  notice: 'password-changed',
  firstName: 'Ada',
  email: 'ada@example.com',
  at: new Date('2026-11-24T10:15:00Z'),
  ip: '203.0.113.7',
  device: 'Firefox on Linux',
  newEmail: 'new@example.org',
  resetUrl: 'https://auth.example.com/reset-password',
} as const satisfies NoticeFacts;

/** Blanks and line breaks of either part do not count. */
export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ');
}
