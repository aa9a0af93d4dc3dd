import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, SignInDocument, SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { untilNothingIsAsked } from '../harness/unasked-database.js';

let first: TestGateway;
let second: TestGateway;
beforeAll(async () => {
  first = await startTestGateway();
  second = await startTestGateway(replicaOf(first));
});
afterAll(async () => {
  await second.stop();
  await first.stop();
});

const codeOfMe = async (gateway: TestGateway, accessToken: string) =>
  (await gateway.api.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code;

const untilRefused = (gateway: TestGateway, accessToken: string) =>
  until('it is refused', async () => (await codeOfMe(gateway, accessToken)) === 'TOKEN_INVALID');

describe('a session that was ended', () => {
  it('is refused at once by the replica that ended it, and soon by every other', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await signUp(first);
      expect(await codeOfMe(second, person.accessToken)).toBeUndefined();
      await first.api.call(SignOutDocument, { refreshToken: person.refreshToken });
      expect(await codeOfMe(first, person.accessToken)).toBe('TOKEN_INVALID');
      await untilRefused(second, person.accessToken);
    }
  });

  it('is known to a replica that starts afterwards', async () => {
    const person = await signUp(first);
    await first.api.call(SignOutDocument, { refreshToken: person.refreshToken });
    const late = await startTestGateway(replicaOf(first));
    try {
      expect(await codeOfMe(late, person.accessToken)).toBe('TOKEN_INVALID');
    } finally {
      await late.stop();
    }
  });
});

describe('a guarded read', () => {
  it('asks no database, and yet shows what another replica changed', async () => {
    const person = await signUp(first);
    const { database } = first;
    await codeOfMe(second, person.accessToken);
    await untilNothingIsAsked(database, async () => {
      for (let read = 0; read < 10; read++)
        expect(await codeOfMe(second, person.accessToken)).toBeUndefined();
    });

    await database
      .collection('users')
      .updateOne({ emailCanonical: person.email }, { $set: { firstName: 'Grace' } });
    await until('the new name is shown', async () => {
      const { me } = await second.api.call(MeDocument, undefined, person);
      return me?.firstName === 'Grace';
    });
  });
});

describe('a sign-in under way', () => {
  it('never survives a change of credentials that was made before it answered', async () => {
    const person = await signUp(first);
    const users = first.database.collection('users');
    const sessions = first.database.collection('sessions');
    for (let race = 0; race < 30; race++) {
      const signIn = first.api.send(SignInDocument, {
        input: { email: person.email, password: person.password },
      });
      const change = new Promise((resolve) => setTimeout(resolve, race * 4)).then(async () => {
        const changed = await users.findOneAndUpdate(
          { emailCanonical: person.email },
          { $inc: { credentialVersion: 1 } },
        );
        const open = { userId: changed?._id, endedAt: { $exists: false } };
        await sessions.updateMany(open, { $set: { endedAt: new Date(), endReason: 'CREDENTIALS_CHANGED' } });
      });
      const [{ data, errors }] = await Promise.all([signIn, change]);
      const user = await users.findOne({ emailCanonical: person.email });
      const open = await sessions.find({ userId: user?._id, endedAt: { $exists: false } }).toArray();
      expect(open.every((session) => session['credentialVersion'] === user?.['credentialVersion'])).toBe(
        true,
      );
      if (data === null) expect(errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
    }
  });
});
