import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument, SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { anyNumber } from '../harness/matchers.js';
import { signUp } from '../harness/people.js';
import { basic, postToken, resourceServers } from '../harness/resource-server.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(resourceServers);
});
afterAll(() => gateway.stop());

const PATH = '/oauth/introspect';
const introspect = async (token: string, form: Record<string, string> = {}, of = gateway) => {
  const response = await postToken(of, PATH, { token, ...form });
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return (await response.json()) as Record<string, unknown>;
};
const dead = { active: false };

/** Written past this replica: the change feed tells it. */
const changeUser = (email: string, change: object) =>
  gateway.database.collection('users').updateOne({ emailCanonical: email }, { $set: change });
const untilDead = (...asked: Parameters<typeof introspect>) =>
  until('it is dead', async () => (await introspect(...asked))['active'] === false);

describe('introspect: an access token', () => {
  it('is told as it says, and no more', async () => {
    const { accessToken, userId, email } = await signUp(gateway, { username: 'ada.lovelace' });
    const { iss, aud, client_id, exp, iat, jti, sid, amr, auth_time } = claimsOf(accessToken);
    const claims = { iss, aud, client_id, exp, iat, jti, sid, amr, auth_time };
    expect(await introspect(accessToken)).toEqual({
      active: true,
      token_type: 'Bearer',
      ...claims,
      sub: userId,
      email,
      email_verified: false,
      roles: ['USER'],
      username: 'ada.lovelace',
    });
  });

  it('is told with what the account is now', async () => {
    const { accessToken, email } = await signUp(gateway);
    await introspect(accessToken);
    await changeUser(email, { roles: ['USER', 'ADMIN'], emailVerifiedAt: new Date() });
    await until('the change is told', async () => (await introspect(accessToken))['email_verified'] === true);
    const told = await introspect(accessToken);
    expect(told).toMatchObject({ active: true, email, email_verified: true, roles: ['USER', 'ADMIN'] });
    expect(told).not.toHaveProperty('username');
  });

  it.each(['access_token', 'refresh_token', 'nonsense', ''])('whatever the hint (%j)', async (hint) => {
    const { accessToken } = await signUp(gateway);
    const live = { active: true, token_type: 'Bearer' };
    expect(await introspect(accessToken, { token_type_hint: hint })).toMatchObject(live);
  });
});

const asRefreshToken = { token_type_hint: 'refresh_token' };

describe('introspect: a refresh token', () => {
  it('is told with its session and both its times', async () => {
    const { refreshToken, userId, accessToken } = await signUp(gateway);
    const told = await introspect(refreshToken, asRefreshToken);
    const { sid, iat } = claimsOf(accessToken);
    const times = { iat: anyNumber, exp: anyNumber };
    expect(told).toEqual({
      active: true,
      token_type: 'refresh_token',
      sub: userId,
      sid,
      client_id: 'portcullis',
      ...times,
    });
    expect(Math.abs(Number(told['iat']) - Number(iat))).toBeLessThan(60);
    expect(Number(told['exp']) - Number(told['iat'])).toBe(7 * 86_400);
  });

  it.each([undefined, 'access_token', 'nonsense', ''])(
    'is alive to nobody who may take it for a bearer token: %j',
    async (hint) => {
      const { refreshToken } = await signUp(gateway);
      const form = hint === undefined ? {} : { token_type_hint: hint };
      expect(await introspect(refreshToken, form)).toEqual(dead);
    },
  );

  it('is dead once it was replaced, and asking ends nothing', async () => {
    const { refreshToken } = await signUp(gateway);
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken });
    expect(await introspect(refreshToken, asRefreshToken)).toEqual(dead);
    expect(await introspect(refresh.refreshToken ?? '', asRefreshToken)).toMatchObject({ active: true });
    expect((await gateway.api.send(MeDocument, undefined, refresh)).data?.me).toBeTruthy();
  });
});

describe('introspect: whatever is not alive', () => {
  it('is told alike when the session was ended, at once', async () => {
    const { accessToken, refreshToken } = await signUp(gateway);
    await gateway.api.call(SignOutDocument, { refreshToken });
    expect([await introspect(accessToken), await introspect(refreshToken, asRefreshToken)]).toEqual([
      dead,
      dead,
    ]);
  });

  it.each([['suspendedAt'], ['deletedAt']])('when the account has %s', async (field) => {
    const { accessToken, refreshToken, email } = await signUp(gateway);
    await changeUser(email, { [field]: new Date() });
    await untilDead(accessToken);
    expect([await introspect(accessToken), await introspect(refreshToken, asRefreshToken)]).toEqual([
      dead,
      dead,
    ]);
  });

  it('when a refresh token’s session began under older credentials', async () => {
    const { refreshToken, email } = await signUp(gateway);
    await changeUser(email, { credentialVersion: 99 });
    await untilDead(refreshToken, asRefreshToken);
    expect(await introspect(refreshToken, asRefreshToken)).toEqual(dead);
  });

  it('when its time has passed', async () => {
    const own = await startTestGateway(resourceServers);
    try {
      const { accessToken, refreshToken } = await signUp(own);
      own.clock.advance(16 * 60_000);
      expect(await introspect(accessToken, {}, own)).toEqual(dead);
      expect(await introspect(refreshToken, asRefreshToken, own)).toMatchObject({ active: true });
      own.clock.advance(7 * 86_400_000);
      expect(await introspect(refreshToken, asRefreshToken, own)).toEqual(dead);
    } finally {
      await own.stop();
    }
  });

  it('when it is of another environment', async () => {
    const other = await startTestGateway({ SECRET: 'another-secret-that-is-long-enough-too' });
    try {
      const { accessToken, refreshToken } = await signUp(other);
      expect([await introspect(accessToken), await introspect(refreshToken, asRefreshToken)]).toEqual([
        dead,
        dead,
      ]);
    } finally {
      await other.stop();
    }
  });

  it('when it is junk, of 50 KB too', async () => {
    const { accessToken, refreshToken } = await signUp(gateway);
    const junk = ['x', ' ', 'a.b.c', 'x'.repeat(50_000), `${accessToken}.`, `${refreshToken}=`, '{"$ne":1}'];
    for (const token of [...junk, `.${accessToken}`, ` ${refreshToken}`, '\0', 'ü'.repeat(100)])
      expect(await introspect(token)).toEqual(dead);
  });
});

describe('introspect: UNAUTHENTICATED', () => {
  const secret = 'a+secret/with=signs%21';

  it.each<[string, string | null]>([
    ['no credentials', null],
    ['another scheme', 'Bearer shop'],
    ['a wrong secret', basic('shop:wrong')],
    ['the secret of another', basic(`api:${secret}`)],
    ['an unknown id', basic(`unknown:${secret}`)],
    ['no secret', basic('shop:')],
    ['no id', basic(`:${secret}`)],
    ['no colon', basic('shop')],
    ['the beginning of the secret', basic(`shop:${secret.slice(0, -1)}`)],
    ['more than the secret', basic(`shop:${secret}x`)],
    ['the whole list', basic(resourceServers.RESOURCE_SERVERS)],
    ['no base64', 'Basic !!!!'],
    ['nothing after the scheme', 'Basic '],
    ['broken encoding', basic('shop:%E0%A4%A')],
    ['10 KB', basic(`shop:${'x'.repeat(7_000)}`)],
  ])('%s opens nothing', async (_, authorization) => {
    const { accessToken } = await signUp(gateway);
    const response = await postToken(gateway, PATH, { token: accessToken }, authorization);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="portcullis"',
    ]);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const code = authorization === null ? 'UNAUTHENTICATED' : 'INVALID_CREDENTIALS';
    expect(await response.json()).toMatchObject({ status: 401, code, error: 'invalid_client' });
  });

  it.each([
    ['as they are', basic(`shop:${secret}`)],
    ['form-encoded', basic(`shop:${encodeURIComponent(secret)}`)],
    ['of any entry', basic('api:another-secret')],
    ['with the scheme in any case', basic(`shop:${secret}`).replace('Basic', 'bAsIc')],
  ])('credentials are taken %s', async (_, authorization) => {
    const response = await postToken(gateway, PATH, { token: 'x' }, authorization);
    expect([response.status, await response.json()]).toEqual([200, dead]);
  });

  it('nobody may ask without RESOURCE_SERVERS', async () => {
    const own = await startTestGateway();
    try {
      for (const path of [PATH, '/oauth/revoke'])
        for (const authorization of [null, basic(':'), basic('shop:'), basic('undefined:undefined')])
          expect((await postToken(own, path, { token: 'x' }, authorization)).status).toBe(401);
    } finally {
      await own.stop();
    }
  });
});

describe('introspect: BAD_USER_INPUT', () => {
  it.each(['', 'token=', 'tokens=x', 'token=x&token=y', 'token[a]=x'])('%j names no token', async (form) => {
    const response = await postToken(gateway, PATH, form);
    expect(response.status).toBe(400);
    const fields = [{ path: 'token', rule: 'required', message: 'is required, once' }];
    expect(await response.json()).toMatchObject({ code: 'BAD_USER_INPUT', error: 'invalid_request', fields });
  });

  const send = (init: RequestInit) => {
    const headers = { authorization: basic('api:another-secret'), ...(init.headers as object) };
    return fetch(`${gateway.url}${PATH}`, { method: 'POST', ...init, headers });
  };

  it('takes forms alone, uncompressed and up to 100 KB', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent: [number, RequestInit][] = [
      [415, { body: '{"token":"x"}', headers: { 'content-type': 'application/json' } }],
      [415, { body: 'token=x', headers: { 'content-type': 'text/plain' } }],
      [415, { body: 'token=x', headers: { ...form, 'content-encoding': 'gzip' } }],
      [413, { body: `token=${'x'.repeat(110_000)}`, headers: form }],
    ];
    for (const [status, init] of sent) {
      const response = await send(init);
      expect([response.status, await response.json()]).toMatchObject([status, { code: 'BAD_REQUEST' }]);
    }
  });

  it('takes no token out of the query', async () => {
    const { accessToken } = await signUp(gateway);
    expect((await postToken(gateway, `${PATH}?token=${accessToken}`, '')).status).toBe(400);
  });

  it.each(['GET', 'PUT', 'DELETE'])('%s is not taken', async (method) => {
    const response = await send({ method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

it('leaves one line in the log, without token and secret', async () => {
  const { accessToken } = await signUp(gateway);
  const before = gateway.logLines.length;
  const { headers } = await postToken(gateway, PATH, { token: accessToken });
  const id = String(headers.get('x-request-id'));
  const linesOfIt = () => gateway.logLines.slice(before).filter((line) => line.includes(id));
  // It is written once the answer is out.
  await until('it is logged', () => linesOfIt().length > 0);
  const mine = linesOfIt();
  expect(mine).toHaveLength(1);
  expect(mine[0]).toContain(PATH);
  expect(mine[0]).not.toContain(accessToken.slice(-20));
  expect(gateway.logLines.join('')).not.toContain('a+secret');
});
