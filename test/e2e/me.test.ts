import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';

import { MeDocument, RefreshDocument, SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { cpuMs } from '../harness/timing.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const me = (accessToken?: string, headers = {}) =>
  gateway.api.send(MeDocument, undefined, { accessToken, headers });

describe('me', () => {
  it('is who signed in', async () => {
    const person = await signUp(gateway);
    const other = await signUp(gateway);
    expect((await me(person.accessToken)).data?.me).toMatchObject({ id: person.userId, email: person.email });
    expect((await me(other.accessToken)).data?.me?.id).toBe(other.userId);
  });

  it('is null without a token, or with another scheme', async () => {
    expect(await me()).toMatchObject({ status: 200, data: { me: null }, errors: [] });
    expect((await me(undefined, { authorization: 'Basic YTpi' })).data).toEqual({ me: null });
  });

  it('tells TOKEN_EXPIRED from TOKEN_INVALID, with WWW-Authenticate', async () => {
    const { accessToken } = await signUp(gateway);
    const cut = await me(accessToken.slice(0, accessToken.length / 2));
    expect(cut.errors[0]?.extensions.code).toBe('TOKEN_INVALID');
    expect(cut.headers.get('www-authenticate')).toMatch(
      /^Bearer realm="portcullis", error="invalid_token", error_description=".+"$/,
    );
    gateway.clock.advance(15 * 60_000 + 1_000);
    expect((await me(accessToken)).errors[0]?.extensions.code).toBe('TOKEN_EXPIRED');
  });

  it('refuses the token of an ended session, of a suspended account and of a deleted one', async () => {
    const [signedOut, suspended, deleted] = [
      await signUp(gateway),
      await signUp(gateway),
      await signUp(gateway),
    ];
    await gateway.api.call(SignOutDocument, { refreshToken: signedOut.refreshToken });
    const users = gateway.database.collection('users');
    // Written past this replica, as another one would: the change feed tells it within a fifth of a second.
    await users.updateOne({ emailCanonical: suspended.email }, { $set: { suspendedAt: new Date() } });
    await users.updateOne({ emailCanonical: deleted.email }, { $set: { deletedAt: new Date() } });
    expect((await me(signedOut.accessToken)).errors[0]?.extensions.code).toBe('TOKEN_INVALID');
    for (const { accessToken } of [suspended, deleted]) {
      const isRefused = async () => (await me(accessToken)).errors[0]?.extensions.code === 'TOKEN_INVALID';
      await until('it is refused', isRefused);
    }
  });

  it('takes no other token for an access token', async () => {
    const { refreshToken } = await signUp(gateway);
    for (const text of [refreshToken, '', 'x'.repeat(10_000), 'a.b.c']) {
      expect((await me(text)).errors[0]?.extensions.code).toBe('TOKEN_INVALID');
    }
  });
});

describe('the access token', () => {
  it('carries what ACCESS_TOKEN_CLAIMS, AUDIENCE, ISSUER and ACCESS_TOKEN_TYP say', async () => {
    const other = await startTestGateway({
      ACCESS_TOKEN_CLAIMS: 'name,phone_number',
      AUDIENCE: 'api, web',
      ISSUER: 'https://auth.example.com/',
      ACCESS_TOKEN_TYP: 'JWT',
      CLIENT_ID: 'shop',
      ACCESS_TOKEN_TTL: '1m',
    });
    try {
      const { accessToken } = await signUp(other, { phoneNumber: '+49 30 123456' });
      const claims = decodeJwt(accessToken);
      expect(claims).toMatchObject({
        name: 'Ada Lovelace',
        phone_number: '+4930123456',
        aud: ['api', 'web'],
      });
      expect(claims).toMatchObject({ iss: 'https://auth.example.com/', client_id: 'shop' });
      expect(claims['email'] ?? claims['roles']).toBeUndefined();
      expect(decodeProtectedHeader(accessToken).typ).toBe('JWT');
      expect((await other.api.call(MeDocument, undefined, { accessToken })).me).toBeTruthy();
    } finally {
      await other.stop();
    }
  });
});

describe('me: tokens that are none', () => {
  it('refuses each with no more work than a good one takes, by an order of magnitude', async () => {
    const person = await signUp(gateway);
    const [header = '', payload = '', signature = ''] = person.accessToken.split('.');
    const hostile = [
      `${person.accessToken}.`,
      `.${person.accessToken}`,
      `${header}.${payload}.${signature}.${signature}`,
      `${header}..${signature}`,
      `${header}.${payload}`,
      '.'.repeat(1_000),
      'a'.repeat(14_000),
      `${header}.${'A'.repeat(12_000)}.${signature}`,
    ];
    for (const accessToken of hostile) {
      const took = await cpuMs(async () => {
        const { code } = await gateway.api.refusal(MeDocument, undefined, { accessToken });
        expect(code).toBe('TOKEN_INVALID');
      }, 100);
      expect(took).toBeLessThan(100);
    }
    // Past what a header may hold, the request is none.
    const headers = { authorization: `Bearer ${'a'.repeat(50_000)}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ me { id } }' });
    const tooLarge = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
    expect(tooLarge.status).toBe(431);
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken: 'a'.repeat(50_000) })).code).toBe(
      'TOKEN_INVALID',
    );
  });
});
