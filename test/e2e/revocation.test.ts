import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, SignInDocument, SignOutDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

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

/** How long until `gateway` refuses the token, in milliseconds. */
async function untilRefused(gateway: TestGateway, accessToken: string): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < 5_000) {
    if ((await codeOfMe(gateway, accessToken)) === 'TOKEN_INVALID') return performance.now() - startedAt;
  }
  throw new Error('The token was never refused.');
}

describe('a session that was ended', () => {
  it('is refused at once by the replica that ended it, and soon by every other', async () => {
    const waits: number[] = [];
    for (let round = 0; round < 5; round++) {
      const person = await signUp(first);
      expect(await codeOfMe(second, person.accessToken)).toBeUndefined();
      await first.api.call(SignOutDocument, { refreshToken: person.refreshToken });
      expect(await codeOfMe(first, person.accessToken)).toBe('TOKEN_INVALID');
      waits.push(await untilRefused(second, person.accessToken));
    }
    expect(waits.sort((a, b) => a - b)[2]).toBeLessThan(200);
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
    await database.command({ profile: 2 });
    for (let read = 0; read < 10; read++) expect(await codeOfMe(second, person.accessToken)).toBeUndefined();
    await database.command({ profile: 0 });
    const about = { ns: { $in: [`${database.databaseName}.users`, `${database.databaseName}.sessions`] } };
    expect(await database.collection('system.profile').countDocuments(about)).toBe(0);

    await database
      .collection('users')
      .updateOne({ emailCanonical: person.email }, { $set: { firstName: 'Grace' } });
    const deadline = Date.now() + 2_000;
    let name: string | null | undefined;
    while (name !== 'Grace' && Date.now() < deadline) {
      name = (await second.api.call(MeDocument, undefined, person)).me?.firstName;
    }
    expect(name).toBe('Grace');
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
