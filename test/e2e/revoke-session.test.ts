import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import {
  MeDocument,
  RefreshDocument,
  RevokeSessionDocument,
  SignInDocument,
  SignOutDocument,
} from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, opened, type SignedUp, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const sessionIdOf = ({ refreshToken }: Tokens) => refreshToken.split('.')[0] ?? '';
const revoke = (id: string, accessToken?: string) =>
  gateway.api.send(RevokeSessionDocument, { id }, { accessToken });
const codesOf = async ({ accessToken, refreshToken }: Tokens) => {
  const me = await gateway.api.send(MeDocument, undefined, { accessToken });
  const refresh = await gateway.api.send(RefreshDocument, { refreshToken });
  return [me, refresh].map(({ errors }) => errors[0]?.extensions.code);
};
const endsTold = (id: string) =>
  gateway.logLines.filter((line) => line.includes('"session.ended"') && line.includes(id));

async function signInAgain({ email, password }: SignedUp): Promise<Tokens> {
  const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
  const { accessToken, refreshToken } = opened(signIn);
  return { accessToken, refreshToken: refreshToken ?? '' };
}

describe('revokeSession: ok', () => {
  it('ends another session of one’s own, and its tokens are refused at once', async () => {
    const person = await signUp(gateway);
    const lost = await signInAgain(person);
    const { data, errors } = await revoke(sessionIdOf(lost), person.accessToken);
    expect(errors).toEqual([]);
    expect(data?.revokeSession).toMatchObject({
      ...{ id: sessionIdOf(lost), isActive: false, isExpired: false, isCurrent: false },
      ...{ revokeReason: 'REVOKED', revokedByIp: '127.0.0.1', reusedAt: null },
    });
    expect(await codesOf(lost)).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
    expect(await codesOf(person)).toEqual([undefined, undefined]);
  });

  it('ends the one that asks', async () => {
    const person = await signUp(gateway);
    const { data } = await revoke(sessionIdOf(person), person.accessToken);
    expect(data?.revokeSession).toMatchObject({ isCurrent: true, isActive: false });
    expect(await codesOf(person)).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
  });

  it('ends anybody’s for an admin', async () => {
    const [admin, person] = [await signUp(gateway), await signUp(gateway)];
    await makeAdmin(gateway, admin);
    const { data } = await revoke(sessionIdOf(person), admin.accessToken);
    expect(data?.revokeSession).toMatchObject({ isActive: false, revokeReason: 'REVOKED' });
    expect(await codesOf(person)).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
  });

  it('answers what is over already as it is', async () => {
    const person = await signUp(gateway);
    const [ended, expired] = [await signInAgain(person), await signInAgain(person)];
    await gateway.api.call(SignOutDocument, { refreshToken: ended.refreshToken });
    await gateway.database
      .collection('sessions')
      .updateOne(
        { _id: new mongoose.Types.ObjectId(sessionIdOf(expired)) },
        { $set: { idleExpiresAt: gateway.clock.now() } },
      );
    const once = await revoke(sessionIdOf(ended), person.accessToken);
    expect(once.data?.revokeSession.revokeReason).toBe('SIGNED_OUT');
    expect((await revoke(sessionIdOf(ended), person.accessToken)).data).toEqual(once.data);
    const past = await revoke(sessionIdOf(expired), person.accessToken);
    expect(past.data?.revokeSession).toMatchObject({ isExpired: true, revokedAt: null, revokeReason: null });
    expect([endsTold(sessionIdOf(ended)).length, endsTold(sessionIdOf(expired)).length]).toEqual([1, 0]);
  });
});

describe('revokeSession: FORBIDDEN', () => {
  it('answers a foreign, an unknown and a malformed id alike, and ends nothing', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    const own = sessionIdOf(person);
    const ids = [
      ...[sessionIdOf(other), '0'.repeat(24), 'nothing', '', '{"$ne":null}'],
      ...[own.slice(1), `${own} `, other.userId, person.userId, 'x'.repeat(50_000)],
    ];
    const answers = await Promise.all(ids.map((id) => revoke(id, person.accessToken)));
    const bodies = answers.map(({ data, errors }) => JSON.stringify({ data, errors }));
    expect(new Set(bodies).size).toBe(1);
    expect(answers[0]?.errors[0]?.extensions).toEqual({ code: 'FORBIDDEN', requires: 'ownership' });
    expect(await codesOf(other)).toEqual([undefined, undefined]);
    expect(await codesOf(person)).toEqual([undefined, undefined]);
  });
});

describe('revokeSession: NOT_FOUND', () => {
  it('is told to an admin only', async () => {
    const admin = await signUp(gateway);
    await makeAdmin(gateway, admin);
    for (const id of ['0'.repeat(24), 'nothing', '', '{"$ne":null}']) {
      const { errors } = await revoke(id, admin.accessToken);
      expect([id, errors[0]?.extensions]).toEqual([id, { code: 'NOT_FOUND' }]);
    }
  });
});

describe('revokeSession: UNAUTHENTICATED', () => {
  it('is refused without a token, and TOKEN_INVALID with that of an ended session', async () => {
    const person = await signUp(gateway);
    const other = await signInAgain(person);
    expect((await revoke(sessionIdOf(person))).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await revoke(sessionIdOf(other), person.accessToken);
    const { errors } = await revoke(sessionIdOf(person), other.accessToken);
    expect(errors[0]?.extensions.code).toBe('TOKEN_INVALID');
    expect(await codesOf(person)).toEqual([undefined, undefined]);
  });
});

describe('revokeSession: race', () => {
  it('twenty at once end it once, and answer alike', async () => {
    const person = await signUp(gateway);
    const lost = sessionIdOf(await signInAgain(person));
    const answers = await Promise.all(Array.from({ length: 20 }, () => revoke(lost, person.accessToken)));
    expect(new Set(answers.map(({ data }) => JSON.stringify(data?.revokeSession))).size).toBe(1);
    expect(answers[0]?.data?.revokeSession.revokeReason).toBe('REVOKED');
    await until('the end is told', () => endsTold(lost).length > 0);
    expect(endsTold(lost)).toHaveLength(1);
  });

  it('wins against twenty refreshes at once: no descendant works afterwards', async () => {
    const person = await signUp(gateway);
    const lost = await signInAgain(person);
    const racing = Array.from({ length: 20 }, async (_, position) => {
      if (position === 10) await revoke(sessionIdOf(lost), person.accessToken);
      return gateway.api.send(RefreshDocument, { refreshToken: lost.refreshToken });
    });
    const answers = await Promise.all(racing);
    expect(await codesOf(lost)).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
    for (const { data } of answers) {
      if (!data?.refresh.refreshToken) continue;
      const { accessToken, refreshToken } = data.refresh;
      expect(await codesOf({ accessToken, refreshToken })).toEqual(['TOKEN_INVALID', 'TOKEN_INVALID']);
    }
  });
});
