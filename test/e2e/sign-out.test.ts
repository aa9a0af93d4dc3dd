import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument, SignOutDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { anyDate } from '../harness/matchers.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const signOut = (refreshToken?: string, accessToken?: string) =>
  gateway.api.send(SignOutDocument, refreshToken === undefined ? {} : { refreshToken }, { accessToken });
const isOpen = async ({ refreshToken }: { refreshToken: string }) =>
  (await gateway.api.send(RefreshDocument, { refreshToken })).data !== null;

describe('signOut', () => {
  it('ends the session of the refresh token, and its access token at once', async () => {
    const person = await signUp(gateway);
    expect((await signOut(person.refreshToken)).errors).toEqual([]);
    expect(await isOpen(person)).toBe(false);
    expect((await gateway.api.refusal(MeDocument, undefined, person)).code).toBe('TOKEN_INVALID');
    const stored = await gateway.database.collection('sessions').findOne({ endReason: 'SIGNED_OUT' });
    expect(stored).toMatchObject({ endedAt: anyDate, endedByIp: '127.0.0.1' });
  });

  it('ends that of the access token where no refresh token is given', async () => {
    const person = await signUp(gateway);
    await signOut(undefined, person.accessToken);
    expect(await isOpen(person)).toBe(false);
  });

  it('prefers the refresh token that is given', async () => {
    const [one, other] = [await signUp(gateway), await signUp(gateway)];
    await signOut(one.refreshToken, other.accessToken);
    expect([await isOpen(one), await isOpen(other)]).toEqual([false, true]);
  });

  it('takes spent tokens', async () => {
    const person = await signUp(gateway);
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    await signOut(person.refreshToken);
    expect(await isOpen({ refreshToken: refresh.refreshToken ?? '' })).toBe(false);
  });

  it('wins against twenty refreshes at once: no descendant works afterwards', async () => {
    const person = await signUp(gateway);
    const racing = Array.from({ length: 20 }, (_, position) =>
      position === 10
        ? signOut(person.refreshToken)
        : gateway.api.send(RefreshDocument, { refreshToken: person.refreshToken }),
    );
    await Promise.all(racing);
    expect(await isOpen(person)).toBe(false);
    expect((await gateway.api.refusal(MeDocument, undefined, person)).code).toBe('TOKEN_INVALID');
  });
});
