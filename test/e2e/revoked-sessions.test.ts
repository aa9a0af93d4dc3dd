import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';

import { SignOutDocument, SignOutEverywhereDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
let other: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  other = await startTestGateway(replicaOf(gateway));
});
afterAll(async () => {
  await other.stop();
  await gateway.stop();
});

const fetchList = ({ url }: TestGateway, headers: Record<string, string> = {}) =>
  fetch(`${url}/.well-known/revoked-sessions`, { headers });

/** While the machine has no time for the change feed, it says that it cannot know. */
const fetchKnownList = (at: TestGateway, headers: Record<string, string> = {}) =>
  until('the list is known', async () => {
    const answer = await fetchList(at, headers);
    return answer.status === 503 ? undefined : answer;
  });

async function readList(at: TestGateway): Promise<readonly string[]> {
  const keySet = createRemoteJWKSet(new URL(`${at.url}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(await (await fetchKnownList(at)).text(), keySet, {
    issuer: gateway.url.replace('127.0.0.1', 'localhost'),
    typ: 'revoked-sessions+jwt',
    requiredClaims: ['exp', 'iat'],
    currentDate: at.clock.now(),
  });
  return payload['sids'] as string[];
}
const sidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }).sid;

describe('GET /.well-known/revoked-sessions', () => {
  it('lists the sessions that ended, on every replica, signed by a published key', async () => {
    const [ada, grace] = await Promise.all([signUp(gateway), signUp(gateway)]);
    await gateway.api.call(SignOutDocument, { refreshToken: ada.refreshToken });
    await gateway.api.call(SignOutEverywhereDocument, undefined, grace);
    const ended = [ada, grace].map(({ accessToken }) => sidOf(accessToken));
    expect(await readList(gateway)).toEqual(expect.arrayContaining(ended));
    await until('the other replica has heard', async () => {
      const sids = await readList(other);
      return ended.every((sid) => sids.includes(sid));
    });
  });

  it('is told as unchanged by its ETag until one more ends, and holds none of a session that lives', async () => {
    const { accessToken, refreshToken } = await signUp(gateway);
    expect(await readList(gateway)).not.toContain(sidOf(accessToken));
    const { headers } = await fetchKnownList(gateway);
    expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([
      'application/jwt',
      'public, max-age=1',
    ]);
    const known = { 'if-none-match': headers.get('etag') ?? '' };
    expect((await fetchKnownList(gateway, known)).status).toBe(304);
    await gateway.api.call(SignOutDocument, { refreshToken });
    expect((await fetchKnownList(gateway, known)).status).toBe(200);
  });

  it('forgets a session once no access token of it can be alive, and is signed anew though nothing changed', async () => {
    // The feed tells in order: with what another replica ended last, all before it has been heard, and counts from before the clock moves.
    const last = await signUp(other);
    await other.api.call(SignOutDocument, { refreshToken: last.refreshToken });
    await until('all has been heard', async () =>
      (await readList(gateway)).includes(sidOf(last.accessToken)),
    );
    gateway.clock.advance(15 * 60_000 + 120_000);
    expect(await readList(gateway)).toEqual([]);
    const first = await (await fetchKnownList(gateway)).text();
    gateway.clock.advance(31_000);
    expect(await (await fetchKnownList(gateway)).text()).not.toBe(first);
    expect(await readList(gateway)).toEqual([]);
  });

  it('takes nothing but GET and HEAD', async () => {
    const posted = await fetch(`${gateway.url}/.well-known/revoked-sessions`, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
