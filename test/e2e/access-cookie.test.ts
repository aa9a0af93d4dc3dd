import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  MeDocument,
  RefreshDocument,
  SignOutDocument,
} from '../generated/operations.js';
import { cookieSession, withCookie } from '../harness/cookie-session.js';
import { cookiesOf } from '../harness/cookies.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { maxAgeOf } from '../harness/matchers.js';
import { password, signUp } from '../harness/people.js';

const shop = 'https://shop.example';
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ CORS_ORIGINS: shop });
});
afterAll(() => gateway.stop());

describe('ACCESS_COOKIE', () => {
  let guarded: TestGateway;
  beforeAll(async () => {
    guarded = await startTestGateway({ ACCESS_COOKIE: 'true', CORS_ORIGINS: shop });
  });
  afterAll(() => guarded.stop());
  const withAccess = (value: string, more: Record<string, string> = {}) => ({
    headers: { cookie: `accessToken=${value}`, ...more },
  });

  it('opens guarded fields, and is renewed and forgotten with the session', async () => {
    const { cookies, accessToken } = await cookieSession(guarded);
    expect(cookies['accessToken']).toEqual({
      value: accessToken,
      attributes: [
        expect.stringMatching(/^expires=/),
        'httponly',
        maxAgeOf(900),
        'path=/',
        'samesite=strict',
      ],
    });
    expect((await guarded.api.call(MeDocument, undefined, withAccess(accessToken))).me).not.toBeNull();
    const refresh = await guarded.api.send(
      RefreshDocument,
      {},
      withCookie(cookies['refreshToken']?.value ?? ''),
    );
    expect(cookiesOf(refresh.headers)['accessToken']?.value).toBe(refresh.data?.refresh.accessToken);
    const signOut = await guarded.api.send(SignOutDocument, {}, withAccess(accessToken));
    expect(cookiesOf(signOut.headers)['accessToken']?.value).toBe('');
    expect((await guarded.api.refusal(MeDocument, undefined, withAccess(accessToken))).code).toBe(
      'TOKEN_INVALID',
    );
  });

  it('is renewed by changePassword, which leaves the refresh cookie alone', async () => {
    const { accessToken } = await cookieSession(guarded);
    const next = 'a different good passphrase';
    const input = { currentPassword: password, password: next, passwordConfirm: next };
    const { data, headers } = await guarded.api.send(ChangePasswordDocument, { input }, { accessToken });
    expect(Object.keys(cookiesOf(headers))).toEqual(['accessToken']);
    expect(cookiesOf(headers)['accessToken']?.value).toBe(data?.changePassword.accessToken);
  });

  it('counts for nothing from a stranger’s page, by a simple request, or where it is off', async () => {
    const { accessToken } = await cookieSession(guarded);
    const foreign = await guarded.api.send(
      MeDocument,
      undefined,
      withAccess(accessToken, { origin: 'https://evil.example' }),
    );
    expect(foreign.status).toBe(403);
    const simple = await fetch(`${guarded.url}/graphql?query={me{id}}`, withAccess(accessToken));
    expect(simple.status).toBe(400);
    const { me } = await gateway.api.call(
      MeDocument,
      undefined,
      withAccess((await cookieSession(gateway)).accessToken),
    );
    expect(me).toBeNull();
  });

  it('loses against an Authorization header', async () => {
    const [first, second] = [await cookieSession(guarded), await cookieSession(guarded)];
    const { me } = await guarded.api.call(MeDocument, undefined, {
      ...withAccess(first.accessToken),
      accessToken: second.accessToken,
    });
    expect(me?.id).toBe(second.userId);
  });
});

describe('REFRESH_NEEDS_ACCESS_TOKEN', () => {
  let strict: TestGateway;
  beforeAll(async () => {
    strict = await startTestGateway({ REFRESH_NEEDS_ACCESS_TOKEN: 'true' });
  });
  afterAll(() => strict.stop());

  it('wants the access token of the same session, expired or not, and spends nothing without', async () => {
    const [person, other] = [await signUp(strict), await signUp(strict)];
    const refresh = async (accessToken?: string) =>
      (await strict.api.send(RefreshDocument, { refreshToken: person.refreshToken }, { accessToken }))
        .errors[0]?.extensions.code;
    expect(await refresh()).toBe('UNAUTHENTICATED');
    expect(await refresh(other.accessToken)).toBe('TOKEN_INVALID');
    expect(await refresh(`${person.accessToken.slice(0, -4)}AAAA`)).toBe('TOKEN_INVALID');
    strict.clock.advance(16 * 60_000);
    expect((await strict.api.refusal(MeDocument, undefined, person)).code).toBe('TOKEN_EXPIRED');
    expect(await refresh(person.accessToken)).toBeUndefined();
  });
});
