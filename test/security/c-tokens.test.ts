/** What an access token says, what an answer with tokens is like, and how those are refused who have none. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';

import {
  ChangeEmailDocument,
  DeleteAccountDocument,
  MeDocument,
  RefreshDocument,
  SignInDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { anyNumber, anyString } from '../harness/matchers.js';
import { newPerson, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { postToken, resourceServers } from '../harness/resource-server.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ...resourceServers, RATE_LIMIT: 'false' });
});
afterAll(() => gateway.stop());

const me = (accessToken: string, on = gateway) => on.api.send(MeDocument, undefined, { accessToken });

describe('C12 an access token says what is documented and no more, about an opaque user', () => {
  it('has the claims of RFC 9068, and verifies by the published keys', async () => {
    const person = await signUp(gateway);
    const keySet = createRemoteJWKSet(new URL(`${gateway.url}/.well-known/jwks.json`));
    const issuer = gateway.url.replace('127.0.0.1', 'localhost');
    const expected = { issuer, audience: 'portcullis', typ: 'at+jwt' };
    const { payload, protectedHeader } = await jwtVerify(person.accessToken, keySet, expected);
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: anyString, typ: 'at+jwt' });
    expect(payload).toEqual({
      iss: issuer,
      aud: 'portcullis',
      sub: person.userId,
      userId: person.userId,
      client_id: 'portcullis',
      sid: person.refreshToken.split('.')[0],
      email: person.email,
      email_verified: false,
      roles: ['USER'],
      amr: ['pwd'],
      auth_time: anyNumber,
      iat: anyNumber,
      exp: anyNumber,
      jti: anyString,
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(900);
  });

  it('shows a changed address after the next refresh', async () => {
    const person = await signUp(gateway);
    const { email } = newPerson();
    await gateway.api.call(ChangeEmailDocument, { email }, person);
    await gateway.api.call(VerifyEmailDocument, {
      token: await mailedToken(gateway, email, subjects.change),
    });
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    expect(claimsOf(refresh.accessToken)).toMatchObject({ sub: person.userId, email, email_verified: true });
  });

  it('never gives the sub of somebody deleted to the next owner of the address', async () => {
    const person = await signUp(gateway);
    await gateway.api.call(DeleteAccountDocument, { password: person.password }, person);
    const next = await signUp(gateway, { email: person.email });
    expect(claimsOf(next.accessToken)['sub']).not.toBe(person.userId);
    expect((await me(person.accessToken)).errors[0]?.extensions.code).toBe('TOKEN_INVALID');
  });
});

describe('C21 who is refused by a route is told how to authenticate, and nothing else', () => {
  const ask = (accessToken?: string, query = '') =>
    fetch(`${gateway.url}/forward-auth${query}`, {
      headers: accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` },
    });
  const told = async (answer: Promise<Response>) => {
    const { status, headers } = await answer;
    return [status, headers.get('www-authenticate')];
  };
  const plain = 'Bearer realm="portcullis"';
  const invalid = expect.stringMatching(
    /^Bearer realm="portcullis", error="invalid_token", error_description=".+"$/,
  );

  it('names no error where there is no token, also where one is in the query', async () => {
    const { accessToken } = await signUp(gateway);
    for (const query of ['', `?access_token=${accessToken}`, `?token=${accessToken}`])
      expect(await told(ask(undefined, query))).toEqual([401, plain]);
    const basic = { headers: { authorization: 'Basic YTpi' } };
    expect(await told(fetch(`${gateway.url}/forward-auth`, basic))).toEqual([401, plain]);
  });

  it('says invalid_token of a bad one and of an expired one', async () => {
    const later = await startTestGateway(replicaOf(gateway));
    try {
      const { accessToken } = await signUp(gateway);
      expect(await told(ask(`${accessToken}x`))).toEqual([401, invalid]);
      later.clock.advance(16 * 60_000);
      const headers = { authorization: `Bearer ${accessToken}` };
      expect(await told(fetch(`${later.url}/forward-auth`, { headers }))).toEqual([401, invalid]);
    } finally {
      await later.stop();
    }
  });

  it('says insufficient_scope where a role or a verified address is missing', async () => {
    const { accessToken } = await signUp(gateway);
    const scope = `${plain}, error="insufficient_scope"`;
    for (const query of ['?roles=ADMIN', '?verified=true'])
      expect(await told(ask(accessToken, query))).toEqual([403, scope]);
  });
});

describe('C22 every refusal of a route is problem+json without internals', () => {
  it('whatever the route and the reason', async () => {
    const token = 'x.y.z';
    const answers = await Promise.all([
      fetch(`${gateway.url}/nowhere`),
      fetch(`${gateway.url}/jwks`, { method: 'DELETE' }),
      fetch(`${gateway.url}/forward-auth`),
      fetch(`${gateway.url}/forward-auth?roles=NONE`, { headers: { authorization: `Bearer ${token}` } }),
      fetch(`${gateway.url}/oauth/introspect`, { method: 'POST', body: new URLSearchParams({ token }) }),
      postToken(gateway, '/oauth/introspect', { nothing: 'x' }),
      postToken(gateway, '/oauth/revoke', ''),
      fetch(`${gateway.url}/oauth/revoke`, { method: 'POST', body: '{' }),
      fetch(`${gateway.url}/federation/nobody/start`),
      fetch(`${gateway.url}/%E0%A4%A`),
      fetch(`${gateway.url}/graphql`, { method: 'PUT', body: 'x' }),
    ]);
    for (const answer of answers) {
      const text = await answer.text();
      expect([answer.url, answer.headers.get('content-type')]).toEqual([
        answer.url,
        'application/problem+json; charset=utf-8',
      ]);
      expect(JSON.parse(text)).toMatchObject({
        type: 'about:blank',
        title: anyString,
        status: answer.status,
      });
      expect(answer.status).toBeLessThan(500);
      expect(text).not.toMatch(/node_modules|\.[jt]s:|Mongo|at \w+ \(/);
    }
  });
});

describe('C23 answers with tokens are not stored, and refusals have a code and no data', () => {
  it('no-store on whatever carries a token (RFC 6749 section 5.1)', async () => {
    const input = newPerson();
    const { email, password } = input;
    const first = await gateway.api.send(SignUpDocument, { input });
    const refreshToken = first.data?.signUp.auth?.refreshToken ?? '';
    const answers = [
      first,
      await gateway.api.send(SignInDocument, { input: { email, password } }),
      await gateway.api.send(RefreshDocument, { refreshToken }),
      await postToken(gateway, '/oauth/introspect', { token: refreshToken }),
    ];
    for (const { status, headers } of answers)
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  it('no part of a guarded field for who may not ask it', async () => {
    const guarded = [
      '{ users(first: 1) { totalCount edges { node { id } } } }',
      '{ auditEvents(first: 1) { totalCount } }',
      '{ myActivity(first: 1) { totalCount edges { node { event } } } }',
      '{ exportMyData }',
      `{ user(id: "${(await signUp(gateway)).userId}") { id email sessions { totalCount } } }`,
      'mutation { setupTotp { secret } }',
      'mutation { signOutEverywhere { message } }',
    ];
    for (const query of guarded) {
      const { data, errors } = await gateway.api.send<Record<string, unknown>, object>(query);
      expect([query, Object.values(data ?? {}).filter((value) => value !== null)]).toEqual([query, []]);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    }
  });
});

describe('C25 replicas and verifiers whose clocks are a minute apart take fresh tokens', () => {
  it('of one that is ahead, and of one that is behind', async () => {
    const keySet = createRemoteJWKSet(new URL(`${gateway.url}/.well-known/jwks.json`));
    for (const skewMs of [60_000, -60_000]) {
      const skewed = await startTestGateway(replicaOf(gateway));
      try {
        skewed.clock.advance(skewMs);
        const [theirs, ours] = [await signUp(skewed), await signUp(gateway)];
        expect((await me(theirs.accessToken)).data?.me?.id).toBe(theirs.userId);
        expect((await me(ours.accessToken, skewed)).data?.me?.id).toBe(ours.userId);
        const { payload } = await jwtVerify(theirs.accessToken, keySet);
        expect(payload.nbf ?? payload.iat).toBeLessThanOrEqual(payload.iat ?? 0);
        expect(decodeProtectedHeader(theirs.accessToken).alg).toBe('EdDSA');
        await gateway.api.call(RefreshDocument, { refreshToken: theirs.refreshToken });
      } finally {
        await skewed.stop();
      }
    }
  });
});
