import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  MeDocument,
  RefreshDocument,
  SignInDocument,
  SignOutDocument,
  SignOutEverywhereDocument,
} from '../generated/operations.js';
import { cookieSession, withCookie } from '../harness/cookie-session.js';
import { cookiesOf } from '../harness/cookies.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { opened, password, signUp } from '../harness/people.js';

const shop = 'https://shop.example';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ CORS_ORIGINS: shop });
});
afterAll(() => gateway.stop());

describe('transport: COOKIE', () => {
  it('is taken at sign-in as well, and BODY is the default', async () => {
    const { email } = await cookieSession(gateway);
    const inCookie = await gateway.api.send(SignInDocument, {
      input: { email, password, transport: 'COOKIE' },
    });
    expect(opened(inCookie.data?.signIn).refreshToken).toBeNull();
    expect(cookiesOf(inCookie.headers)).toHaveProperty('refreshToken');
    const inBody = await gateway.api.send(SignInDocument, { input: { email, password } });
    expect(opened(inBody.data?.signIn).refreshToken).toMatch(/\./);
    expect(inBody.headers.getSetCookie()).toEqual([]);
  });
});

describe('refresh by cookie', () => {
  it('replaces the cookie, and answers no refresh token', async () => {
    const { cookies } = await cookieSession(gateway);
    const first = cookies['refreshToken']?.value ?? '';
    const { data, headers } = await gateway.api.send(RefreshDocument, {}, withCookie(first));
    expect(data?.refresh.refreshToken).toBeNull();
    const next = cookiesOf(headers)['refreshToken']?.value ?? '';
    expect(next).not.toBe(first);
    const again = await gateway.api.send(RefreshDocument, {}, withCookie(next));
    expect(again.data?.refresh.accessToken).toBeTruthy();
  });

  it('prefers the argument, whose session keeps its own way', async () => {
    const { cookies } = await cookieSession(gateway);
    const person = await signUp(gateway);
    const { data, headers } = await gateway.api.send(
      RefreshDocument,
      { refreshToken: person.refreshToken },
      withCookie(cookies['refreshToken']?.value ?? ''),
    );
    expect(data?.refresh.userId).toBe(person.userId);
    expect(data?.refresh.refreshToken).toMatch(/\./);
    expect(headers.getSetCookie()).toEqual([]);
  });

  it('makes the browser forget a cookie that opens nothing any more', async () => {
    const { errors, headers } = await gateway.api.send(RefreshDocument, {}, withCookie('junk'));
    expect(errors[0]?.extensions.code).toBe('TOKEN_INVALID');
    expect(cookiesOf(headers)['refreshToken']).toMatchObject({
      value: '',
      attributes: expect.arrayContaining(['max-age=0']),
    });
  });

  it.each(['x'.repeat(12_000), '%', '"', '\u00e4', 'a.b.c', '__proto__'])(
    'survives the cookie %.20s',
    async (value) => {
      const { errors } = await gateway.api.send(RefreshDocument, {}, withCookie(encodeURIComponent(value)));
      expect(errors[0]?.extensions.code).toBe('TOKEN_INVALID');
    },
  );
});

describe('the end of a cookie session', () => {
  it('comes by signOut without an argument, and the cookie is forgotten', async () => {
    const { cookies, accessToken } = await cookieSession(gateway);
    const value = cookies['refreshToken']?.value ?? '';
    const { headers } = await gateway.api.send(SignOutDocument, {}, withCookie(value));
    expect(cookiesOf(headers)['refreshToken']?.attributes).toContain('max-age=0');
    expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
    const { errors } = await gateway.api.send(RefreshDocument, {}, withCookie(value));
    expect(errors[0]?.extensions.code).toBe('TOKEN_INVALID');
  });

  it('comes by signOutEverywhere for all of them', async () => {
    const { email, accessToken, cookies } = await cookieSession(gateway);
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
    const { headers } = await gateway.api.send(SignOutEverywhereDocument, undefined, { accessToken });
    expect(cookiesOf(headers)['refreshToken']?.value).toBe('');
    const { refreshToken = null } = opened(signIn);
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    const { errors } = await gateway.api.send(
      RefreshDocument,
      {},
      withCookie(cookies['refreshToken']?.value ?? ''),
    );
    expect(errors[0]?.extensions.code).toBe('TOKEN_INVALID');
    await gateway.api.call(SignInDocument, { input: { email, password } });
  });
});
