/** A resource server that knows the gateway by its issuer alone. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGuard, type Guard, type RemoteGuardOptions, type RevocationOptions } from '@portcullis/guard';
import { createIsAuth } from '@portcullis/guard/express';
import express from 'express';

import { RefreshDocument, SignOutDocument } from '../generated/operations.js';
import { askUntilKnown } from '../harness/ask-until-known.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { type SignedUp, signUp } from '../harness/people.js';
import { resourceServers } from '../harness/resource-server.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
let issuer: string;
let person: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway(resourceServers);
  issuer = gateway.url.replace('127.0.0.1', 'localhost');
  person = await signUp(gateway);
});
afterAll(() => gateway.stop());

function guardAhead(options: Partial<RemoteGuardOptions> = {}) {
  let aheadMs = 0;
  const warnings: string[] = [];
  const guard: Guard = createGuard({
    issuer,
    audience: 'portcullis',
    now: () => new Date(Date.now() + aheadMs),
    onWarning: (message) => warnings.push(message),
    timeoutSeconds: 60,
    fetch: askUntilKnown,
    ...options,
  });
  return { ...guard, warnings, advance: (seconds: number) => void (aheadMs += seconds * 1_000) };
}
const codeOf = (guard: Pick<Guard, 'verify'>, token: string) =>
  guard.verify(token).then(
    () => 'ok',
    (error: unknown) => (error as { code?: string }).code,
  );

describe('a guard in front of a service', () => {
  it('takes the gateway’s tokens, and refuses what is none', async () => {
    const app = express().get('/', createIsAuth(guardAhead())({ roles: ['USER'] }), (request, response) => {
      response.json(request.auth);
    });
    const server = createServer(app as never).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const ask = (token: string) => fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect(await (await ask(person.accessToken)).json()).toMatchObject({ iss: issuer, sub: person.userId });
    for (const token of [person.refreshToken, `${person.accessToken.slice(0, -6)}AAAAAA`, 'a.b.c'])
      expect((await ask(token)).status).toBe(401);
    server.closeAllConnections();
    server.close();
  });

  it('says TOKEN_EXPIRED a minute after exp', async () => {
    let seconds = Number(claimsOf(person.accessToken)['exp']) + 59;
    const guard = guardAhead({ now: () => new Date(seconds * 1_000) });
    expect(await codeOf(guard, person.accessToken)).toBe('ok');
    seconds += 1;
    expect(await codeOf(guard, person.accessToken)).toBe('TOKEN_EXPIRED');
  });

  it('is of one audience', async () => {
    expect(await codeOf(guardAhead({ audience: 'other' }), person.accessToken)).toBe('TOKEN_INVALID');
  });
});

describe('a session that was ended', () => {
  const [clientId, clientSecret] = ['shop', 'a+secret/with=signs%21'] as const;
  it.each<[string, RevocationOptions]>([
    ['list', { list: true, whenUnreachable: 'refuse' }],
    ['introspection', { introspection: { clientId, clientSecret } }],
  ])('is refused by %s, others are not', async (_name, revocation) => {
    const guard = guardAhead({ revocation });
    const leaving = await signUp(gateway);
    expect(await codeOf(guard, leaving.accessToken)).toBe('ok');
    await gateway.api.call(SignOutDocument, { refreshToken: leaving.refreshToken });
    guard.advance(5);
    expect(await codeOf(guard, leaving.accessToken)).toBe('TOKEN_INVALID');
    expect(await codeOf(guard, person.accessToken)).toBe('ok');
    expect(guard.warnings).toEqual([]);
  });

  it('stays good for a guard that does not ask, until it expires', async () => {
    const leaving = await signUp(gateway);
    await gateway.api.call(SignOutDocument, { refreshToken: leaving.refreshToken });
    expect(await codeOf(guardAhead(), leaving.accessToken)).toBe('ok');
  });
});

describe('a key that was withdrawn', () => {
  it('is refused within keyPollSeconds, and the next one is taken', async () => {
    const guard = guardAhead();
    expect(await codeOf(guard, person.accessToken)).toBe('ok');
    const keys = gateway.database.collection('signingKeys');
    const signing = { signsFrom: { $exists: true }, stoppedAt: { $exists: false } };
    const withdrawn = await keys.findOneAndUpdate(signing, {
      $set: { stoppedAt: new Date(), withdrawnAt: new Date() },
    });
    await keys.updateOne({ signsFrom: { $exists: false } }, { $set: { signsFrom: new Date() } });
    await until('the gateway publishes it no more', async () => {
      const text = await (await fetch(`${gateway.url}/.well-known/jwks.json`)).text();
      return !text.includes(String(withdrawn?._id));
    });
    guard.advance(30);
    expect(await codeOf(guard, person.accessToken)).toBe('TOKEN_INVALID');
    const { refreshToken } = person;
    const { accessToken } = (await gateway.api.call(RefreshDocument, { refreshToken })).refresh;
    expect(await codeOf(guard, accessToken)).toBe('ok');
  });
});
