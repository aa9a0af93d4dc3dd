import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import { MeDocument, RefreshDocument, RevokeRefreshTokenDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

interface Request {
  readonly refreshToken?: string;
  readonly cookie?: string;
}

const revoke = ({ refreshToken, cookie }: Request, accessToken?: string) =>
  gateway.api.send(RevokeRefreshTokenDocument, refreshToken === undefined ? {} : { refreshToken }, {
    accessToken,
    ...(cookie !== undefined && { headers: { cookie: `refreshToken=${cookie}`, origin: gateway.url } }),
  });
const codeOf = async (request: Request, accessToken?: string) =>
  (await revoke(request, accessToken)).errors[0]?.extensions.code;
const codeOfMe = async ({ accessToken }: { accessToken: string }) =>
  (await gateway.api.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code;
const isOpen = async ({ refreshToken }: { refreshToken: string }) =>
  (await gateway.api.send(RefreshDocument, { refreshToken })).data !== null;

describe('revokeRefreshToken: ok', () => {
  it('ends the session of the token, which is refused at once together with its access token', async () => {
    const person = await signUp(gateway);
    const { refreshToken } = person;
    const { data, errors } = await revoke({ refreshToken }, person.accessToken);
    expect(errors).toEqual([]);
    expect(data?.revokeRefreshToken).toMatchObject({
      ...{ id: refreshToken.split('.')[0], isActive: false, isCurrent: true },
      ...{ revokeReason: 'REVOKED', revokedByIp: '127.0.0.1', reusedAt: null },
    });
    expect([await codeOfMe(person), await isOpen(person)]).toEqual(['TOKEN_INVALID', false]);
  });

  it('takes a token that was replaced long ago', async () => {
    const person = await signUp(gateway);
    let { refreshToken } = person;
    for (let rotation = 0; rotation < 3; rotation++) {
      refreshToken = (await gateway.api.call(RefreshDocument, { refreshToken })).refresh.refreshToken ?? '';
    }
    const { data } = await revoke({ refreshToken: person.refreshToken }, person.accessToken);
    expect(data?.revokeRefreshToken).toMatchObject({ rotations: 3, revokeReason: 'REVOKED', reusedAt: null });
    expect(await isOpen({ refreshToken })).toBe(false);
  });

  it('takes the cookie, and prefers the argument', async () => {
    const person = await signUp(gateway);
    const other = await signUp(gateway);
    const cookie = person.refreshToken;
    expect(await codeOf({ cookie, refreshToken: 'nonsense' }, person.accessToken)).toBe('TOKEN_INVALID');
    expect(await codeOf({ cookie, refreshToken: '' }, person.accessToken)).toBe('TOKEN_INVALID');
    expect(await codeOf({ cookie, refreshToken: other.refreshToken }, other.accessToken)).toBeUndefined();
    expect([await codeOfMe(other), await codeOfMe(person)]).toEqual(['TOKEN_INVALID', undefined]);
    expect(await codeOf({ cookie }, person.accessToken)).toBeUndefined();
    expect(await codeOfMe(person)).toBe('TOKEN_INVALID');
  });

  it('ends anybody’s for an admin', async () => {
    const [admin, person] = [await signUp(gateway), await signUp(gateway)];
    await makeAdmin(gateway, admin);
    const { data } = await revoke({ refreshToken: person.refreshToken }, admin.accessToken);
    expect(data?.revokeRefreshToken).toMatchObject({ isActive: false, isCurrent: false });
    expect([await codeOfMe(person), await isOpen(person)]).toEqual(['TOKEN_INVALID', false]);
  });

  it('answers what is over already as it is', async () => {
    const [admin, person] = [await signUp(gateway), await signUp(gateway)];
    await makeAdmin(gateway, admin);
    const { refreshToken } = person;
    const once = await revoke({ refreshToken }, admin.accessToken);
    expect((await revoke({ refreshToken }, admin.accessToken)).data).toEqual(once.data);
  });
});

describe('revokeRefreshToken: TOKEN_INVALID', () => {
  it('answers somebody else’s token, one of nobody and a made-up one alike, and ends nothing', async () => {
    const [person, other, gone] = [await signUp(gateway), await signUp(gateway), await signUp(gateway)];
    const [goneId = ''] = gone.refreshToken.split('.');
    await gateway.database.collection('sessions').deleteOne({ _id: new mongoose.Types.ObjectId(goneId) });
    const [ownId = '', secret = ''] = person.refreshToken.split('.');
    const [otherId = '', otherSecret = ''] = other.refreshToken.split('.');
    const tokens = [
      ...[other.refreshToken, gone.refreshToken, `${ownId}.${otherSecret}`, `${otherId}.${secret}`],
      ...[ownId, `${person.refreshToken}.x`, '', 'nonsense', '{"$ne":null}', 'x'.repeat(50_000)],
    ];
    const answers = await Promise.all(
      tokens.map((refreshToken) => revoke({ refreshToken }, person.accessToken)),
    );
    const bodies = answers.map(({ data, errors }) => JSON.stringify({ data, errors }));
    expect(new Set(bodies).size).toBe(1);
    expect(answers[0]?.errors[0]?.extensions).toEqual({ code: 'TOKEN_INVALID' });
    expect([await isOpen(person), await isOpen(other)]).toEqual([true, true]);
  });

  it('is an admin’s answer too for what no session has', async () => {
    const admin = await signUp(gateway);
    await makeAdmin(gateway, admin);
    expect(await codeOf({ refreshToken: 'nonsense' }, admin.accessToken)).toBe('TOKEN_INVALID');
  });
});

describe('revokeRefreshToken: UNAUTHENTICATED', () => {
  it('with neither argument nor cookie', async () => {
    const person = await signUp(gateway);
    expect(await codeOf({}, person.accessToken)).toBe('UNAUTHENTICATED');
    expect(await isOpen(person)).toBe(true);
  });

  it('without an access token', async () => {
    const person = await signUp(gateway);
    expect(await codeOf({ refreshToken: person.refreshToken })).toBe('UNAUTHENTICATED');
    expect(await codeOf({ cookie: person.refreshToken })).toBe('UNAUTHENTICATED');
    expect(await isOpen(person)).toBe(true);
  });
});
