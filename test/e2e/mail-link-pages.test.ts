import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangeEmailDocument,
  SendPasswordResetEmailDocument,
  SendVerificationEmailDocument,
  SignInDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, mailsTo, subjects } from '../harness/mailbox.js';
import { createPageRequests } from '../harness/page-requests.js';
import { newPerson, password, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const { open, postForm, postJson } = createPageRequests(() => gateway);

async function resetToken(email: string): Promise<string> {
  await gateway.api.call(SendPasswordResetEmailDocument, { email });
  return mailedToken(gateway, email, subjects.reset);
}

const next = 'another good passphrase';
const both = (token: string, chosen = next) => ({ token, password: chosen, passwordConfirm: chosen });

describe('every page', () => {
  it('speaks the language of its reader', async () => {
    const response = await open('/verify-email?token=x', { 'accept-language': 'de-CH,de;q=0.9,en;q=0.5' });
    expect(response.headers.get('content-language')).toBe('de');
    expect(response.headers.get('vary')?.toLowerCase()).toContain('accept-language');
    expect(await response.text()).toContain('lang="de"');
  });

  it.each(['?token[$ne]=x', '?token=a&token=b', '?token[]=x'])('answers 400 to %s', async (query) => {
    for (const path of ['/verify-email', '/reset-password', '/not-me'])
      expect((await open(`${path}${query}`)).status).toBe(400);
  });

  it('takes no other method', async () => {
    const response = await fetch(`${gateway.url}/verify-email`, { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
    expect((await open('/verify-email/resend')).status).toBe(405);
  });
});

describe('/verify-email', () => {
  it('verifies by its form', async () => {
    const person = await signUp(gateway);
    const token = await mailedToken(gateway, person.email);
    expect(await (await open(`/verify-email?token=${token}`)).text()).toContain(`value="${token}"`);
    const done = await postForm('/verify-email', { token });
    expect(done.status).toBe(200);
    expect(await done.text()).toContain(person.email);
  });

  it('says kindly that it is done at a second click, a second press and two presses at once', async () => {
    const person = await signUp(gateway);
    const token = await mailedToken(gateway, person.email);
    const posts = await Promise.all([
      postForm('/verify-email', { token }),
      postForm('/verify-email', { token }),
    ]);
    const answers = [
      ...posts,
      await postForm('/verify-email', { token }),
      await open(`/verify-email?token=${token}`),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      const text = await answer.text();
      expect(text).toContain(person.email);
      expect(text).not.toContain('<form');
    }
  });

  it('tells nothing of it to who has another link, and does not call confirmed what has been replaced', async () => {
    const person = await signUp(gateway);
    const first = await mailedToken(gateway, person.email);
    await gateway.api.call(SendVerificationEmailDocument, { email: person.email });
    const newest = await mailedToken(gateway, person.email);
    await postForm('/verify-email', { token: newest });
    const { email } = newPerson();
    await gateway.api.call(ChangeEmailDocument, { email }, person);
    const change = await mailedToken(gateway, email, subjects.change);
    const offersNew = async (token: string) => {
      const pages = [await open(`/verify-email?token=${token}`), await postForm('/verify-email', { token })];
      for (const page of pages) {
        const text = await page.text();
        expect(text).toContain('action="/verify-email/resend"');
        expect(text).not.toContain('action="/verify-email"');
        expect(text).not.toContain(person.email);
      }
    };
    await offersNew(first);
    expect((await postForm('/verify-email', { token: change })).status).toBe(200);
    expect(await (await open(`/verify-email?token=${change}`)).text()).toContain(email);
    await offersNew(newest);
  });

  it('is JSON for programs', async () => {
    const person = await signUp(gateway);
    const token = await mailedToken(gateway, person.email);
    const done = await postJson('/verify-email', { token });
    expect(done).toMatchObject({ status: 200, body: { email: person.email } });
    const again = await postJson('/verify-email', { token });
    expect(again).toMatchObject({ status: 400, body: { code: 'LINK_INVALID' } });
    expect(again.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('sends another link, with one answer for all addresses', async () => {
    const person = await signUp(gateway);
    const known = await postForm('/verify-email/resend', { email: person.email });
    const unknown = await postForm('/verify-email/resend', { email: `nobody-${person.email}` });
    expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
    expect(await mailsTo(gateway, person.email)).toHaveLength(2);
  });
});

describe('/reset-password', () => {
  it('sets the password by its form', async () => {
    const person = await signUp(gateway);
    const token = await resetToken(person.email);
    const page = await (await open(`/reset-password?token=${token}`)).text();
    expect(page).toContain(`value="${token}"`);
    expect(page).not.toContain('/reset-password/request');
    expect((await postForm('/reset-password', both(token))).status).toBe(200);
    await gateway.api.call(SignInDocument, { input: { email: person.email, password: next } });
  });

  it('says that the password is set at a second click and a second press, by the link that set it', async () => {
    const person = await signUp(gateway);
    const token = await resetToken(person.email);
    const posts = await Promise.all([
      postForm('/reset-password', both(token)),
      postForm('/reset-password', both(token)),
    ]);
    // One has set it; what the others typed is not set.
    expect(posts.map(({ status }) => status).sort()).toEqual([200, 400]);
    const again = [
      await postForm('/reset-password', both(token, 'one more good passphrase')),
      await postForm('/reset-password', both(token, 'short')),
      await open(`/reset-password?token=${token}`),
    ];
    expect(again.map(({ status }) => status)).toEqual([400, 400, 200]);
    for (const answer of again) {
      const text = await answer.text();
      expect(text).toContain('set already');
      expect(text).not.toContain('<form');
      expect(text).toContain('href="/reset-password"');
    }
    expect((await postJson('/reset-password', both(token))).body.code).toBe('LINK_INVALID');
    await resetToken(person.email);
    const text = await (await open(`/reset-password?token=${token}`)).text();
    expect(text).toContain('action="/reset-password/request"');
    await gateway.api.call(SignInDocument, { input: { email: person.email, password: next } });
  });

  it('shows what is wrong beside its field, in the reader’s language, and keeps the link', async () => {
    const person = await signUp(gateway);
    const token = await resetToken(person.email);
    const fields = { token, password: next, passwordConfirm: `${next}x` };
    const response = await postForm('/reset-password', fields, { 'accept-language': 'de' });
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).toContain('aria-invalid');
    expect(text).not.toContain(next);
    expect((await postJson('/reset-password', fields)).body).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'passwordConfirm' }],
    });
    expect((await postForm('/reset-password', both(token))).status).toBe(200);
  });

  it('offers a new link where the old one is dead, before anything is typed and after', async () => {
    const dead = 'A'.repeat(44);
    expect(await (await open(`/reset-password?token=${dead}`)).text()).toContain(
      'action="/reset-password/request"',
    );
    const response = await postForm('/reset-password', both(dead));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('action="/reset-password/request"');
    expect((await postJson('/reset-password', both(dead))).body.code).toBe('LINK_INVALID');
  });

  it('sends a link, with one answer for all addresses', async () => {
    const person = await signUp(gateway);
    const known = await postJson('/reset-password/request', { email: person.email });
    const unknown = await postJson('/reset-password/request', { email: `nobody-${person.email}` });
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    await mailedToken(gateway, person.email, subjects.reset);
    const typo = await postForm('/reset-password/request', { email: 'ada@' });
    expect(typo.status).toBe(400);
    expect(await typo.text()).toContain('value="ada@"');
  });
});

describe('a body that is none', () => {
  it.each([
    ['/verify-email', { token: { $ne: null } }],
    ['/verify-email', { token: ['x'] }],
    ['/verify-email', {}],
    ['/verify-email', []],
    ['/reset-password', { token: 'x', password: { $gt: '' }, passwordConfirm: 7 }],
    ['/reset-password/request', { email: { $regex: '.*' } }],
    ['/verify-email/resend', JSON.parse('{ "__proto__": { "email": "ada@example.com" } }') as object],
  ])('%s answers %j with BAD_USER_INPUT', async (path, body) => {
    expect(await postJson(path, body)).toMatchObject({ status: 400, body: { code: 'BAD_USER_INPUT' } });
  });

  it.each([
    ['broken JSON', '{"token":', 400],
    ['a text', '"x"', 400],
    ['null', 'null', 400],
    ['200 KB', JSON.stringify({ token: 'a'.repeat(200_000) }), 413],
  ])('answers %s in problem+json', async (_, body, status) => {
    const answer = await postJson('/verify-email', body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body.code).toMatch(/^BAD_/);
  });

  it('takes neither plain text nor a compressed body, and a token of 50 KB for what it is', async () => {
    const url = `${gateway.url}/verify-email`;
    const plain = await fetch(url, {
      method: 'POST',
      body: 'token=x',
      headers: { 'content-type': 'text/plain' },
    });
    expect(plain.status).toBe(415);
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect((await fetch(url, { method: 'POST', body: '{}', headers })).status).toBe(415);
    expect((await postJson('/verify-email', { token: 'a'.repeat(50_000) })).body.code).toBe('LINK_INVALID');
  });
});

describe('/dev/mailbox', () => {
  it('shows each mail as it would look, with links that work', async () => {
    const person = await signUp(gateway);
    const token = await mailedToken(gateway, person.email);
    const page = await (await open('/dev/mailbox')).text();
    expect(page).toContain(person.email);
    const link = `/verify-email?token=${token}`;
    expect(page).toMatch(new RegExp(`href="[^"]*${link.replace('?', '\\?')}"`));
    const [mail] = await mailsTo(gateway, person.email);
    const frame = await open(`/dev/mailbox/${mail?.id ?? ''}/html`);
    expect(frame.headers.get('content-security-policy')).toContain('sandbox');
    expect(await frame.text()).toContain(link);
    expect((await open('/dev/mailbox/unknown/html')).status).toBe(404);
  });

  it('is not there in production', async () => {
    const production = await startTestGateway({ NODE_ENV: 'production', PUBLIC_URL: 'https://auth.example' });
    try {
      expect((await fetch(`${production.url}/dev/mailbox`)).status).toBe(404);
      await signUp(production);
      const [mail] = await production.database.collection('outbox').find().toArray();
      expect(mail).toMatchObject({ state: 'waiting', kind: 'verify-email' });
      expect(JSON.stringify(mail)).not.toContain(password);
    } finally {
      await production.stop();
    }
  });
});

describe('a gateway below a path of its proxy', () => {
  it('has its links and forms there', async () => {
    const below = await startTestGateway({ PUBLIC_URL: 'https://shop.example/auth' });
    try {
      const person = await signUp(below);
      const token = await mailedToken(below, person.email);
      const [mail] = await mailsTo(below, person.email);
      expect(mail?.text).toContain(`https://shop.example/auth/verify-email?token=${token}`);
      const page = await (await fetch(`${below.url}/verify-email?token=${token}`)).text();
      expect(page).toContain('action="/auth/verify-email"');
    } finally {
      await below.stop();
    }
  });
});
