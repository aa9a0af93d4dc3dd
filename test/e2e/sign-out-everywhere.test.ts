import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignOutEverywhereDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';
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

const signIn = ({ email, password }: SignedUp, at = gateway) =>
  at.api.send(SignInDocument, { input: { email, password } });

describe('signOutEverywhere: ok', () => {
  it('voids the mail links that are out', async () => {
    const person = await signUp(gateway);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const token = await mailedToken(gateway, person.email, subjects.reset);
    await gateway.api.call(SignOutEverywhereDocument, undefined, person);
    const input = { token, password: 'another good passphrase', passwordConfirm: 'another good passphrase' };
    expect((await gateway.api.refusal(ResetPasswordDocument, { input })).code).toBe('LINK_INVALID');
  });
});

describe('signOutEverywhere: UNAUTHENTICATED', () => {
  it('asks for a caller', async () => {
    expect((await gateway.api.refusal(SignOutEverywhereDocument)).code).toBe('UNAUTHENTICATED');
  });
});

describe('signOutEverywhere: race', () => {
  /** What a race leaves: every session that is open began under the credentials as they are. */
  async function expectNoSurvivor({ email }: SignedUp): Promise<void> {
    const { database } = gateway;
    const user = await database.collection('users').findOne({ emailCanonical: email });
    const open = { userId: user?._id, endedAt: { $exists: false } };
    const mine = await database.collection('sessions').find(open).toArray();
    expect(mine.every((session) => session['credentialVersion'] === user?.['credentialVersion'])).toBe(true);
  }

  it('never leaves a session of a sign-in that was under way, in two hundred races', async () => {
    const person = await signUp(gateway);
    let survivors = 0;
    for (let race = 0; race < 200; race++) {
      const startedAt = performance.now();
      const { data: first } = await signIn(person);
      // Anywhere in the time that a sign-in takes here and now, or shortly after it.
      const delayMs = ((performance.now() - startedAt) * ((race * 7) % 110)) / 90;
      const accessToken = opened(first?.signIn).accessToken;
      const underWay = signIn(person, race % 2 === 0 ? gateway : other);
      const delay = new Promise((resolve) => setTimeout(resolve, delayMs));
      await delay.then(() => gateway.api.call(SignOutEverywhereDocument, undefined, { accessToken }));
      const { data } = await underWay;
      // Answered before the revocation began, it was ended by it; begun after it, it lives.
      if (data) survivors++;
      await expectNoSurvivor(person);
    }
    expect(survivors).toBeGreaterThan(0);
  }, 400_000);
});
