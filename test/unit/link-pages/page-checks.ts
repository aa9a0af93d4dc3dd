import { createHash } from 'node:crypto';

import { expect } from '@jest/globals';

import type { Page } from '../../../src/markup/page.js';
import { loadMessages } from '../../../src/messages/load-messages.js';
import type { PageFrame } from '../../../src/pages/page-frame.js';

const catalogue = await loadMessages();

export const languages = catalogue.languages;

export function frameIn(language: string, changes: Partial<PageFrame> = {}): PageFrame {
  const brand = { name: 'Northwind', logoUrl: undefined, color: '#1f4fd8', supportEmail: undefined };
  return { basePath: '', brand, messages: catalogue.in(language), captcha: undefined, ...changes };
}

export function directive({ contentSecurityPolicy }: Page, name: string): string | undefined {
  const found = contentSecurityPolicy.split('; ').find((part) => part.startsWith(`${name} `));
  return found?.slice(name.length + 1);
}

/** What holds for every page: one admitted style, no script but one that shows passwords, a form that posts to us, one heading. */
export function expectSoundPage(page: Page, language: string): void {
  expect(page.contentSecurityPolicy).not.toContain('unsafe');
  expect(directive(page, 'default-src')).toBe("'none'");
  expect(directive(page, 'form-action')).toBe("'self'");
  expect(directive(page, 'base-uri')).toBe("'none'");
  expect(directive(page, 'frame-ancestors')).toBe("'none'");
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page.body) ?? [];
  expect(directive(page, 'style-src')).toContain(createHash('sha256').update(style).digest('base64'));
  expect(page.body).not.toMatch(/<[a-z][^>]*\s(?:style|on[a-z]+)=/);
  const scripts = [...page.body.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => text);
  expect(scripts).toHaveLength(page.body.includes('type="password"') ? 1 : 0);
  for (const text of scripts)
    expect(directive(page, 'script-src')).toContain(createHash('sha256').update(text).digest('base64'));
  expect(page.body).toContain(`<html lang="${language}">`);
  expect(page.body.match(/<h1>/g)).toHaveLength(1);
  expect(page.body).toContain('<main>');
  expectNamedFields(page.body);
}

/** Every field has a label, and whatever describes it is there. */
function expectNamedFields(body: string): void {
  const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [input] of body.matchAll(/<input\b[^>]*>/g)) {
    if (input.includes('type="hidden"')) continue;
    expect(body).toContain(`<label for="${/ id="([^"]+)"/.exec(input.replace(/\s+/g, ' '))?.[1] ?? '?'}">`);
  }
  for (const [, list = ''] of body.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g)) {
    for (const id of list.split(' ')) expect(ids).toContain(id);
  }
}
