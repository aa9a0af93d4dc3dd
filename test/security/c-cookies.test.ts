/** The refresh token as a cookie, and the pages of strangers that make a browser send it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument } from '../generated/operations.js';
import { cookieSession, withCookie } from '../harness/cookie-session.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { maxAgeOf, textLike } from '../harness/matchers.js';

const shop = 'https://shop.example';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ CORS_ORIGINS: shop });
});
afterAll(() => gateway.stop());

describe('C24 the refresh cookie is out of reach of scripts, and useless to the pages of strangers', () => {
  it('sets the refresh token as a cookie that no script reads, and leaves it out of the answer', async () => {
    const { refreshToken, cookies } = await cookieSession(gateway);
    expect(refreshToken).toBeNull();
    expect(Object.keys(cookies)).toEqual(['refreshToken']);
    expect(cookies['refreshToken']?.attributes).toEqual([
      textLike(/^expires=.+ gmt$/),
      'httponly',
      maxAgeOf(604_800),
      'path=/graphql',
      'samesite=lax',
    ]);
  });

  it.each([
    ['https', { PUBLIC_URL: 'https://auth.example' }, ['samesite=lax', 'secure']],
    [
      'https and None',
      { PUBLIC_URL: 'https://auth.example', COOKIE_SAME_SITE: 'None' },
      ['samesite=none', 'secure'],
    ],
    ['Strict', { COOKIE_SAME_SITE: 'Strict' }, ['samesite=strict']],
    [
      'a path of the proxy',
      { PUBLIC_URL: 'https://shop.example/auth' },
      ['path=/auth/graphql', 'samesite=lax', 'secure'],
    ],
  ])('keeps what %s asks for', async (_, settings, expected) => {
    const own = await startTestGateway(settings);
    try {
      const { cookies } = await cookieSession(own);
      const attributes = cookies['refreshToken']?.attributes ?? [];
      for (const attribute of expected) expect(attributes).toContain(attribute);
      expect(attributes.includes('secure')).toBe(expected.includes('secure'));
    } finally {
      await own.stop();
    }
  });

  it('are refused, whatever the operation, and change nothing', async () => {
    const { cookies, accessToken } = await cookieSession(gateway);
    const value = cookies['refreshToken']?.value ?? '';
    for (const operation of [
      'mutation { refresh { userId } }',
      'mutation { signOut { message } }',
      '{ authConfig { passwordMinLength } }',
    ]) {
      const { status, data, errors, headers } = await gateway.api.send(
        operation,
        undefined,
        withCookie(value, { origin: 'https://evil.example' }),
      );
      expect([status, data]).toEqual([403, undefined]);
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requires: 'origin' });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    await gateway.api.call(MeDocument, undefined, { accessToken });
    await gateway.api.call(RefreshDocument, {}, withCookie(value));
  });

  it.each(['null', 'https://shop.example.evil', 'http://shop.example', 'https://SHOP.example:8443', ''])(
    'are refused from %j',
    async (origin) => {
      const { cookies } = await cookieSession(gateway);
      const value = cookies['refreshToken']?.value ?? '';
      const { status } = await gateway.api.send(RefreshDocument, {}, withCookie(value, { origin }));
      expect(status).toBe(403);
    },
  );

  it('are taken from CORS_ORIGINS with credentials, and from PUBLIC_URL’s own pages', async () => {
    for (const origin of [shop, gateway.url.replace('127.0.0.1', 'localhost')]) {
      const { cookies } = await cookieSession(gateway);
      const value = cookies['refreshToken']?.value ?? '';
      const { data, headers } = await gateway.api.send(RefreshDocument, {}, withCookie(value, { origin }));
      expect(data?.refresh.accessToken).toBeTruthy();
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
    }
  });

  it('meet no preflight that lets them', async () => {
    const preflight = async (origin: string) => {
      const headers = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      };
      const answer = await fetch(`${gateway.url}/graphql`, { method: 'OPTIONS', headers });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await preflight(shop)).toBe(shop);
    expect(await preflight('https://evil.example')).toBeNull();
  });

  it('a form of another site does nothing, with or without its Origin', async () => {
    const { cookies, accessToken } = await cookieSession(gateway);
    const value = cookies['refreshToken']?.value ?? '';
    const forms = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'];
    for (const type of forms) {
      for (const origin of [{}, { origin: 'https://evil.example' }]) {
        const headers = { 'content-type': type, cookie: `refreshToken=${value}`, ...origin };
        const body = '{"query":"mutation{signOut{message}}"}';
        const answer = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
        expect([type, [403, 415].includes(answer.status)]).toEqual([type, true]);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
    }
    await gateway.api.call(MeDocument, undefined, { accessToken });
    await gateway.api.call(RefreshDocument, {}, withCookie(value));
  });
});
