import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import { createChangeUndoModel } from '../../../src/credentials/change-undo.model.js';
import { createManageTotp, type ManageTotp } from '../../../src/second-factor/manage-totp.js';
import { createResealSeeds } from '../../../src/second-factor/reseal-seeds.js';
import { newTotpSecret } from '../../../src/second-factor/totp-code.js';
import { createTotpFactors } from '../../../src/second-factor/totp-factors.js';
import { createUserModel, type UserDocument, type UserModel } from '../../../src/users/user.model.js';
import { codeAt } from '../../harness/authenticator.js';
import { freshDatabaseUri } from '../../harness/database-uri.js';

let connection: mongoose.Connection;
let users: UserModel;
let totp: ManageTotp;
beforeAll(async () => {
  connection = await mongoose.createConnection(freshDatabaseUri()).asPromise();
  users = createUserModel(connection);
  const unused = () => Promise.reject(new Error('No set-up needs it.'));
  totp = createManageTotp({
    users,
    userCache: { find: unused, forget: () => undefined, forgetAll: () => undefined },
    factors: { seal: () => Promise.resolve('a box'), take: unused, matchPending: unused },
    stepUp: () => Promise.resolve({ password: false, code: false }),
    changeCredentials: unused,
    notices: { write: unused },
    issuer: 'Portcullis',
    events: { raise: () => undefined, on: () => () => undefined },
    clock: { now: () => new Date() },
    randomness: randomBytes,
  } as unknown as Parameters<typeof createManageTotp>[0]);
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const origin = {
  requestId: 'r',
  ip: '127.0.0.1',
  userAgent: undefined,
  webOrigin: undefined,
  acceptLanguage: undefined,
};

/** Stores somebody. @returns the copy that a replica would have in memory. */
async function store(more: Partial<UserDocument>): Promise<UserDocument> {
  const user = {
    _id: new mongoose.Types.ObjectId(),
    email: 'ada@example.com',
    factors: [],
    credentialVersion: 1,
    ...more,
  };
  await connection.collection('users').insertOne({ ...user, emailCanonical: user._id.toHexString() });
  return user as unknown as UserDocument;
}
const callerOf = (user: UserDocument) => ({
  ...{ user, account: user, withheldRoles: [], sessionId: 's', authTime: new Date(), amr: ['pwd'] },
});
const stored = ({ _id }: UserDocument) => connection.collection('users').findOne({ _id });

describe('a code beside the password', () => {
  it('is not taken, nor lifts the app, where the password was replaced since it was checked', async () => {
    const secret = newTotpSecret();
    const now = new Date();
    const box = { seal: () => Promise.resolve(secret), open: () => Promise.resolve(secret) };
    const clock = { now: () => now };
    const userCache = { forget: () => undefined };
    const options = { users, userCache, box, clock } as unknown as Parameters<typeof createTotpFactors>[0];
    const factors = await createTotpFactors(options);
    const doubtful = { standsAlone: false, confirmedAt: now, lastTimeStep: 0, secretBox: secret };
    const user = await store({
      ...{ emailVerifiedAt: now, credentialVersion: 2, factors: [{ type: 'TOTP', ...doubtful }] },
    });
    const ofBefore = Object.assign({}, user, { credentialVersion: 1 });
    const code = codeAt(secret, now);
    expect(await factors.take(ofBefore, code, true)).toBeUndefined();
    expect((await stored(user))?.['factors']).toMatchObject([doubtful]);
    expect(await factors.take(user, code, true)).toBeDefined();
    expect((await stored(user))?.['factors']).toMatchObject([{ standsAlone: true }]);
  });
});

describe('seeds under an older entry of SECRET', () => {
  it('are encrypted anew, those that the link of a notice would put back too', async () => {
    const factor = { type: 'TOTP', confirmedAt: new Date() };
    const user = await store({ factors: [{ ...factor, secretBox: 'old/a' }] });
    const undos = createChangeUndoModel(connection);
    const kept = { userId: user._id, factorsBefore: [{ ...factor, secretBox: 'old/b' }] };
    await undos.collection.insertOne(kept);
    const box = {
      isCurrent: (text: string) => !text.startsWith('old/'),
      open: (text: string) => Promise.resolve(text.slice(4)),
      seal: (text: string) => Promise.resolve(`new/${text}`),
    };
    expect(await createResealSeeds(users, undos, box)()).toBe(2);
    expect((await stored(user))?.['factors']).toMatchObject([{ secretBox: 'new/a' }]);
    expect(await undos.collection.findOne({ userId: user._id })).toMatchObject({
      factorsBefore: [{ secretBox: 'new/b' }],
    });
    expect(await createResealSeeds(users, undos, box)()).toBe(0);
  });
});

describe('setUp', () => {
  it('adds what is to be proved to what counts', async () => {
    const app = { type: 'TOTP', secretBox: 'counts', confirmedAt: new Date(), lastTimeStep: 1 };
    const user = await store({ factors: [app, { type: 'TOTP', secretBox: 'never proved' }] });
    await totp.setUp(callerOf(user), {}, origin);
    expect((await stored(user))?.['factors']).toMatchObject([
      app,
      { type: 'TOTP', begunInSession: 's', secretBox: 'a box' },
    ]);
  });

  it('changes nothing where an app was proved since the step-up was judged', async () => {
    const app = { type: 'TOTP', secretBox: 'counts', confirmedAt: new Date(), lastTimeStep: 1 };
    const user = await store({ factors: [app], credentialVersion: 2 });
    const { _id, email } = user;
    const ofBefore = { _id, email, factors: [], credentialVersion: 1 } as unknown as UserDocument;
    await expect(totp.setUp(callerOf(ofBefore), {}, origin)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { requires: 'reauthentication' },
    });
    expect((await stored(user))?.['factors']).toEqual([app]);
  });
});
