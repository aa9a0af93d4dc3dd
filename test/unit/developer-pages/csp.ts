import { createHash } from 'node:crypto';

import { expect } from '@jest/globals';

import type { Page } from '../../../src/markup/page.js';

/** Every inline style and script is admitted by its hash, and by nothing wider. */
export function expectHashedPolicy({ body, contentSecurityPolicy }: Page): void {
  expect(contentSecurityPolicy).not.toContain('unsafe');
  expect(contentSecurityPolicy).toContain("default-src 'none'");
  for (const [tag, directive] of [
    ['style', 'style-src'],
    ['script', 'script-src'],
  ] as const) {
    const texts = [...body.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(
      (match) => match[1] ?? '',
    );
    expect(texts).toHaveLength(1);
    const sources = contentSecurityPolicy.split('; ').find((part) => part.startsWith(directive));
    for (const text of texts) {
      expect(sources).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
  }
  // What a policy without 'unsafe-inline' would block, and therefore must not be relied on.
  expect(body).not.toMatch(/<[a-z][^>]*\s(?:style|on[a-z]+)=/);
}
