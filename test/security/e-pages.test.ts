/** The pages that mail links open, before anybody has typed anything. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SendPasswordResetEmailDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false' });
});
afterAll(() => gateway.stop());

const open = (path: string) => fetch(`${gateway.url}${path}`, { redirect: 'manual' });
const submit = (path: string, fields: Record<string, string>) =>
  fetch(`${gateway.url}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

/** What a page may not be without, whoever answers which status with it. */
function expectShut(response: Response): void {
  const header = (name: string) => response.headers.get(name);
  expect(header('content-type')).toBe('text/html; charset=utf-8');
  expect(header('referrer-policy')).toBe('no-referrer');
  expect(header('cache-control')).toBe('no-store');
  expect(header('x-content-type-options')).toBe('nosniff');
  const policy = header('content-security-policy') ?? '';
  const parts = ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"];
  for (const part of parts) expect(policy).toContain(part);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  // None, or the one script of ours by its hash.
  const [, scripts = "'sha256-'"] = /script-src ([^;]*)/.exec(policy) ?? [];
  expect(scripts).toMatch(/^'sha256-[^' ]*'$/);
}

describe('E4 the pages tell no other site, keep nothing, cannot be framed, and send nobody elsewhere', () => {
  it('of every kind: asking, dead, alive, done and refused', async () => {
    const person = await signUp(gateway);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const reset = await mailedToken(gateway, person.email, subjects.reset);
    const verification = await mailedToken(gateway, person.email);
    const chosen = { password: 'another good passphrase', passwordConfirm: 'another good passphrase' };
    const pages = [
      await open('/verify-email'),
      await open('/verify-email?token=x'),
      await open(`/verify-email?token=${verification}`),
      await open('/verify-email?token[$ne]=x'),
      await open('/reset-password'),
      await open(`/reset-password?token=${'A'.repeat(44)}`),
      await open(`/reset-password?token=${reset}`),
      await submit('/verify-email', { token: verification }),
      await submit('/verify-email', { token: verification }),
      await submit('/verify-email/resend', { email: person.email }),
      await submit('/reset-password', { token: reset, ...chosen, passwordConfirm: 'another' }),
      await submit('/reset-password', { token: reset, ...chosen }),
      await submit('/reset-password/request', { email: 'ada@' }),
    ];
    expect(pages.map(({ status }) => status)).toEqual([
      ...[200, 200, 200, 400, 200, 200, 200],
      ...[200, 200, 200, 400, 200, 400],
    ]);
    for (const page of pages) {
      expectShut(page);
      const text = await page.text();
      // Nothing is fetched from anywhere, and no link leads off: a token in the address reaches nobody.
      expect(text).not.toMatch(/<script[^>]|<iframe|<img|<object|@import/);
      const urls = [...text.matchAll(/(?:href|src|action|url)\s*[=(]\s*["']?([^"')\s>]+)/g)].map(
        ([, url = '']) => url,
      );
      for (const url of urls) expect(url).toMatch(/^(?:\/(?!\/)|#|data:)/);
    }
  });

  it('write nothing of the address or the form unescaped', async () => {
    const evil = `"><img src=x onerror=alert(1)>'\`</style><script>alert(1)</script>`;
    const pages = [
      await open(`/verify-email?token=${encodeURIComponent(evil)}`),
      await open(`/reset-password?token=${encodeURIComponent(evil)}`),
      await submit('/verify-email', { token: evil }),
      await submit('/verify-email/resend', { email: evil }),
      await submit('/reset-password/request', { email: evil }),
      await submit('/reset-password', { token: evil, password: evil, passwordConfirm: `${evil}x` }),
    ];
    for (const page of pages) {
      const text = await page.text();
      expect(text).not.toMatch(/<img|<script[^>]|<script>alert|onerror=alert\(1\)>/);
      expect(text).not.toContain(evil.slice(0, 10));
    }
  });

  it.each([
    '//evil.example',
    'https:evil.example',
    '\\evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/x\r\nlocation: https://evil.example',
  ])('redirect nobody to %j, by whichever parameter', async (target) => {
    const person = await signUp(gateway);
    const token = await mailedToken(gateway, person.email);
    const names = [
      'next',
      'redirect',
      'redirect_uri',
      'return',
      'returnTo',
      'return_to',
      'continue',
      'url',
      'to',
      'app',
    ];
    const query = new URLSearchParams({ token, ...Object.fromEntries(names.map((name) => [name, target])) });
    for (const response of [
      await open(`/verify-email?${query.toString()}`),
      await open(`/reset-password?${query.toString()}`),
      await submit(`/verify-email?${query.toString()}`, Object.fromEntries(query)),
    ]) {
      expect(response.status).toBe(200);
      expect(response.headers.get('location')).toBeNull();
      expect(response.headers.get('refresh')).toBeNull();
      const text = await response.text();
      expect(text).not.toContain('evil.example');
      expect(text).not.toMatch(/http-equiv=.?refresh/i);
    }
  });

  it('log no token of an address that was opened', async () => {
    const person = await signUp(gateway);
    const token = await mailedToken(gateway, person.email);
    await open(`/verify-email?token=${token}`);
    await open(`/reset-password?token=${token}`);
    expect(gateway.logLines.join('')).not.toContain(token);
  });
});
