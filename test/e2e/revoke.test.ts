import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { anyDate } from '../harness/matchers.js';
import { signUp } from '../harness/people.js';
import { basic, postToken, resourceServers } from '../harness/resource-server.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(resourceServers);
});
afterAll(() => gateway.stop());

const PATH = '/oauth/revoke';
const revoke = async (token: string, form: Record<string, string> = {}) => {
  const response = await postToken(gateway, PATH, { token, ...form });
  const { headers } = response;
  return [response.status, await response.text(), headers.get('cache-control')];
};
const done = [200, '', 'no-store'];

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}
const isOpen = async ({ refreshToken }: Tokens) =>
  (await gateway.api.send(RefreshDocument, { refreshToken })).data !== null;
const codeOfMe = async ({ accessToken }: Tokens) =>
  (await gateway.api.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code;

describe('revoke', () => {
  it.each(['accessToken', 'refreshToken'] as const)('ends the session of an %s, at once', async (kind) => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    expect(await revoke(person[kind])).toEqual(done);
    expect(await codeOfMe(person)).toBe('TOKEN_INVALID');
    expect(await isOpen(person)).toBe(false);
    expect(await isOpen(other)).toBe(true);
  });

  it('says why, and where from', async () => {
    const { refreshToken, userId } = await signUp(gateway);
    await revoke(refreshToken);
    const sessions = gateway.database.collection('sessions');
    const [stored] = await sessions.find({ endReason: 'REVOKED' }).sort({ endedAt: -1 }).toArray();
    expect(stored).toMatchObject({ endedAt: anyDate, endedByIp: '127.0.0.1' });
    expect(String(stored?.['userId'])).toBe(userId);
    const event = gateway.logLines.find((line) => line.includes('session.ended') && line.includes(userId));
    expect(event).toContain('REVOKED');
  });

  it('takes spent refresh tokens and expired access tokens', async () => {
    const own = await startTestGateway(resourceServers);
    try {
      const [one, other] = [await signUp(own), await signUp(own)];
      const { refreshToken } = one;
      const next = (await own.api.call(RefreshDocument, { refreshToken })).refresh.refreshToken ?? '';
      await postToken(own, PATH, { token: refreshToken });
      own.clock.advance(16 * 60_000);
      await postToken(own, PATH, { token: other.accessToken });
      for (const token of [next, other.refreshToken])
        expect((await own.api.refusal(RefreshDocument, { refreshToken: token })).code).toBe('TOKEN_INVALID');
    } finally {
      await own.stop();
    }
  });

  it.each(['access_token', 'refresh_token', 'nonsense'])('whatever the hint (%s)', async (hint) => {
    const person = await signUp(gateway);
    expect(await revoke(person.refreshToken, { token_type_hint: hint })).toEqual(done);
    expect(await isOpen(person)).toBe(false);
  });

  it('answers alike for whatever is unknown or already ended, and ends nothing', async () => {
    const [person, ended] = [await signUp(gateway), await signUp(gateway)];
    const forged = `${person.refreshToken.split('.')[0] ?? ''}.${ended.refreshToken.split('.')[1] ?? ''}`;
    const unsigned = `${person.accessToken.split('.').slice(0, 2).join('.')}.AAAA`;
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const algNone = `${none}.${person.accessToken.split('.')[1] ?? ''}.`;
    await revoke(ended.refreshToken);
    const texts = [forged, unsigned, algNone, 'nonsense', 'x'.repeat(50_000), '{"$ne":null}'];
    for (const token of [...texts, ended.refreshToken, ended.accessToken, person.session.user.id])
      expect(await revoke(token)).toEqual(done);
    expect(await isOpen(person)).toBe(true);
  });

  it('wins against twenty refreshes at once', async () => {
    const person = await signUp(gateway);
    const { refreshToken } = person;
    await Promise.all(
      Array.from({ length: 20 }, (_, position) =>
        position === 10 ? revoke(refreshToken) : gateway.api.send(RefreshDocument, { refreshToken }),
      ),
    );
    expect([await isOpen(person), await codeOfMe(person)]).toEqual([false, 'TOKEN_INVALID']);
  });
});

describe('revoke: UNAUTHENTICATED', () => {
  it.each<[string, string | null]>([
    ['no credentials', null],
    ['wrong ones', basic('shop:wrong')],
    ['another scheme', 'Bearer x'],
  ])('%s end nothing', async (_, authorization) => {
    const person = await signUp(gateway);
    const response = await postToken(gateway, PATH, { token: person.refreshToken }, authorization);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="portcullis"',
    ]);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
    expect(await isOpen(person)).toBe(true);
  });

  it('the tokens of the person are no credentials', async () => {
    const person = await signUp(gateway);
    const authorization = `Bearer ${person.accessToken}`;
    expect((await postToken(gateway, PATH, { token: person.accessToken }, authorization)).status).toBe(401);
    expect(await isOpen(person)).toBe(true);
  });
});

describe('revoke: BAD_USER_INPUT', () => {
  it.each(['', 'token=', 'token=x&token=y'])('%j names no token', async (form) => {
    const response = await postToken(gateway, PATH, form);
    expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_request' }]);
  });

  it.each(['GET', 'PUT'])('%s is not taken', async (method) => {
    const response = await fetch(`${gateway.url}${PATH}`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
