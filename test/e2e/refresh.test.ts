import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';

import { MeDocument, RefreshDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const refresh = (refreshToken: string, on = gateway) => on.api.send(RefreshDocument, { refreshToken });
const codeOf = async (refreshToken: string, on = gateway) =>
  (await refresh(refreshToken, on)).errors[0]?.extensions.code;
async function successor(refreshToken: string, on = gateway): Promise<string> {
  const next = (await on.api.call(RefreshDocument, { refreshToken })).refresh.refreshToken;
  if (!next) throw new Error('Refresh gave no token.');
  return next;
}

describe('refresh: ok', () => {
  it('replaces the refresh token and issues an access token of the same session', async () => {
    const person = await signUp(gateway);
    const { refresh: next } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    expect(next.refreshToken).not.toBe(person.refreshToken);
    expect(decodeJwt(next.accessToken)['sid']).toBe(decodeJwt(person.accessToken)['sid']);
    const { me } = await gateway.api.call(MeDocument, undefined, { accessToken: next.accessToken });
    expect(me?.id).toBe(person.userId);
  });
});

describe('refresh: TOKEN_EXPIRED', () => {
  it('never issues an access token that outlives its session', async () => {
    const brief = await startTestGateway({ REFRESH_TOKEN_TTL: '60s', REFRESH_TOKEN_IDLE_TTL: '60s' });
    try {
      const { session } = await signUp(brief);
      expect(session.accessTokenExpiresIn).toBeLessThanOrEqual(60);
      expect(Date.parse(session.accessTokenExpiry)).toBeLessThanOrEqual(
        Date.parse(session.refreshTokenExpiry),
      );
    } finally {
      await brief.stop();
    }
  });
});

describe('refresh: TOKEN_INVALID', () => {
  it('refuses what no key of SECRET has made, reads no database for it, and ends nothing', async () => {
    const { refreshToken } = await signUp(gateway);
    const [sessionId = '', secret = ''] = refreshToken.split('.');
    const bytes = Buffer.from(secret, 'base64url');
    const altered = (position: number) => {
      const copy = Buffer.from(bytes);
      copy[position] = (copy[position] ?? 0) ^ 1;
      return `${sessionId}.${copy.toString('base64url')}`;
    };
    const forged = [
      ...[0, 4, 5, 36, 37, 52].map(altered),
      `${'0'.repeat(24)}.${secret}`,
      refreshToken.slice(0, refreshToken.length / 2),
      `${refreshToken}.`,
      `${refreshToken}.x`,
      `${refreshToken.slice(0, -1)}${refreshToken.endsWith('A') ? 'B' : 'A'}`,
      '',
      '.',
      'x'.repeat(50_000),
      '__proto__',
      `{"$ne":null}.${secret}`,
    ];
    for (const text of forged) expect([text, await codeOf(text)]).toEqual([text, 'TOKEN_INVALID']);
    expect(await successor(refreshToken)).toBeTruthy();
  });

  it('refuses a token of another deployment, and one of a user who is gone', async () => {
    const other = await startTestGateway({ SECRET: 'another-secret-that-is-long-enough-too' });
    try {
      expect(await codeOf((await signUp(other)).refreshToken)).toBe('TOKEN_INVALID');
    } finally {
      await other.stop();
    }
    const person = await signUp(gateway);
    await gateway.database.collection('users').deleteOne({ emailCanonical: person.email });
    expect(await codeOf(person.refreshToken)).toBe('TOKEN_INVALID');
  });

  it('refuses a session that is older than the last change of credentials', async () => {
    const person = await signUp(gateway);
    await gateway.database
      .collection('users')
      .updateOne({ emailCanonical: person.email }, { $inc: { credentialVersion: 1, version: 1 } });
    await gateway.database.collection('sessions').updateMany({}, { $inc: { userVersion: 1 } });
    expect(await codeOf(person.refreshToken)).toBe('TOKEN_INVALID');
  });
});

describe('refresh: other refusals', () => {
  it('is UNAUTHENTICATED without a token', async () => {
    const { code } = await gateway.api.refusal(RefreshDocument, {});
    expect(code).toBe('UNAUTHENTICATED');
  });

  it('takes no notice of a wrong Authorization header', async () => {
    const { refreshToken } = await signUp(gateway);
    const answer = await gateway.api.send(RefreshDocument, { refreshToken }, { accessToken: 'wrong' });
    expect(answer.errors).toEqual([]);
  });
});

describe('refresh: a new SECRET', () => {
  it('loses no session in two steps over mixed replicas, and repeats the same successor across them', async () => {
    const [older, newer] = [testSecret, 'the-secret-that-comes-after-the-old-one'];
    // Longer than any machine takes for the repeats.
    const both = { MONGODB_URI: gateway.databaseUri, REFRESH_GRACE: '10m' };
    const stepOne = await startTestGateway({ ...both, SECRET: `${older},${newer}` });
    const stepTwo = await startTestGateway({ ...both, SECRET: `${newer},${older}` });
    try {
      let { refreshToken } = await signUp(gateway);
      for (const replica of [stepOne, stepTwo, stepOne, stepTwo]) {
        const next = await successor(refreshToken, replica);
        for (const other of [stepOne, stepTwo]) expect(await successor(refreshToken, other)).toBe(next);
        refreshToken = next;
      }
    } finally {
      await stepOne.stop();
      await stepTwo.stop();
    }
  });

  it('does not start without the SECRET that the signing key is under, and says how to mend it', async () => {
    const stranger = startTestGateway({
      MONGODB_URI: gateway.databaseUri,
      SECRET: 'a-secret-that-has-made-nothing-here-yet',
    });
    await expect(stranger).rejects.toThrow(/made under another SECRET.*\n.*SECRET=new,old/);
  });
});
