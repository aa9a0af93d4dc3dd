import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import {
  IsEmailAvailableDocument,
  IsPhoneNumberAvailableDocument,
  IsUsernameAvailableDocument,
  MeDocument,
  RefreshDocument,
  SignInDocument,
  UserSessionsDocument,
  UsersDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, newPerson, opened, type SignedUp, signUp } from '../harness/people.js';
import { explainCommand, type Plan, recordCommands } from '../harness/query-plans.js';

/** So many that a walk shows: what an operation may examine is far below. */
const CROWD = 1_500;
const SESSIONS_EACH = 3;

let gateway: TestGateway;
let admin: SignedUp;
let person: SignedUp;
const username = 'ada_of_plans';
const phoneNumber = '+4930901820';

beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_TTL: '1h' });
  admin = await signUp(gateway);
  person = await signUp(gateway, { username, phoneNumber });
  await addCrowd();
  await makeAdmin(gateway, admin);
});
afterAll(() => gateway.stop());

/** Others with sessions, a third of which have ended; copies of what the gateway writes, straight into the database. */
async function addCrowd(): Promise<void> {
  const { database } = gateway;
  const user = await database.collection('users').findOne({ usernameCanonical: username });
  const session = await database.collection('sessions').findOne({ userId: user?._id });
  if (user === null || session === null) throw new Error('Nobody to copy.');
  const users = Array.from({ length: CROWD }, (_, number) => {
    const email = `user${String(number).padStart(5, '0')}@example.com`;
    const [name, phone] = [`nick_${number}`, `+49309${String(number).padStart(7, '0')}`];
    const own = { email, emailCanonical: email, username: name, usernameCanonical: name, phoneNumber: phone };
    return { ...user, ...own, _id: new mongoose.Types.ObjectId() };
  });
  const lastMonth = new Date(Date.now() - 20 * 24 * 3_600_000);
  const sessions = users.flatMap(({ _id: userId }) =>
    Array.from({ length: SESSIONS_EACH }, (_, number) => ({
      ...{ ...session, userId, _id: new mongoose.Types.ObjectId() },
      ...(number === 0 && { endedAt: lastMonth, endReason: 'SIGNED_OUT' }),
    })),
  );
  await database.collection('users').insertMany(users);
  await database.collection('sessions').insertMany(sessions);
}

/** In what the operation does, not in what goes on beside it. */
const collections = ['users', 'sessions'];

/** The plans of all that the work asks. @param atLeast how many commands it takes. */
async function plansOf(atLeast: number, work: () => Promise<unknown>): Promise<(Plan & { seen: string })[]> {
  const commands = await recordCommands(gateway.database, collections, work);
  expect(commands.length).toBeGreaterThanOrEqual(atLeast);
  return Promise.all(
    commands.map(async (command) => ({
      ...(await explainCommand(gateway.database, command)),
      seen: JSON.stringify(command),
    })),
  );
}

/** By an index, in its order, and no more than so much. */
function expectBounded(plans: readonly (Plan & { seen: string })[], most: { docs: number; keys: number }) {
  for (const { seen, stages, docs, keys } of plans) {
    const isByIndex = stages.some((stage) => ['IXSCAN', 'IDHACK', 'COUNT_SCAN'].includes(stage));
    const walks = stages.filter((stage) => stage === 'COLLSCAN' || stage.startsWith('SORT'));
    const told = { seen, stages, docs, keys };
    expect({ ...told, isByIndex, walks }).toEqual({ ...told, isByIndex: true, walks: [] });
    expect({ ...told, isBounded: docs <= most.docs && keys <= most.keys }).toEqual({
      ...told,
      isBounded: true,
    });
  }
}

const signIn = async (name: object) => {
  const { api } = gateway;
  const { signIn: result } = await api.call(SignInDocument, {
    input: { ...name, password: person.password },
  });
  return { refreshToken: opened(result).refreshToken ?? null };
};

describe('what is asked of the database', () => {
  it('me: the account by its id, once', async () => {
    const newcomer = await signUp(gateway, newPerson());
    expectBounded(await plansOf(0, () => gateway.api.call(MeDocument, undefined, newcomer)), {
      docs: 1,
      keys: 1,
    });
  });

  it('sign-in, by address and by name: one account, and the sessions of it', async () => {
    const { email } = person;
    for (const name of [{ email }, { username }])
      expectBounded(await plansOf(3, () => signIn(name)), { docs: 10, keys: 10 });
  });

  it('refresh: one session', async () => {
    const { refreshToken } = await signIn({ email: person.email });
    const work = () => gateway.api.call(RefreshDocument, { refreshToken });
    expectBounded(await plansOf(1, work), { docs: 1, keys: 1 });
  });

  it('a refresh that comes too late, and one that is reuse: the same session again', async () => {
    const { refreshToken } = await signIn({ email: person.email });
    await gateway.api.call(RefreshDocument, { refreshToken });
    gateway.clock.advance(60_000);
    const { errors } = await gateway.api.send(RefreshDocument, { refreshToken: 'x' });
    expect(errors).toHaveLength(1);
    const work = () => gateway.api.send(RefreshDocument, { refreshToken });
    expectBounded(await plansOf(2, work), { docs: 1, keys: 1 });
  });

  it('whether an address, a name, a number is free: at most one account', async () => {
    const { api } = gateway;
    const asked = [
      ...['user00007@example.com', 'nobody@example.com'].map(
        (email) => () => api.call(IsEmailAvailableDocument, { email }),
      ),
      ...['nick_7', 'nobody_here'].map(
        (free) => () => api.call(IsUsernameAvailableDocument, { username: free }),
      ),
      () => api.call(IsPhoneNumberAvailableDocument, { phoneNumber }),
    ];
    for (const work of asked) expectBounded(await plansOf(1, work), { docs: 1, keys: 1 });
  });

  it('the sessions of an account: those of a page, and a count by keys', async () => {
    for (let number = 0; number < 3; number++) await signIn({ email: person.email });
    const ask = (after?: string | null) =>
      gateway.api.call(UserSessionsDocument, { id: person.userId, first: 2, after: after ?? null }, person);
    const { user: owner } = await ask();
    const after = owner?.sessions.pageInfo.endCursor;
    expect(after).toBeDefined();
    expectBounded(await plansOf(4, async () => [await ask(), await ask(after)]), { docs: 3, keys: 20 });
  });

  it('the list of accounts, and a search in it: those of a page, and a count of up to a thousand keys', async () => {
    const ask = (search?: string) =>
      gateway.api.call(UsersDocument, { first: 20, search: search ?? null }, admin);
    for (const search of [undefined, 'user0001', 'nick_1'])
      expectBounded(await plansOf(2, () => ask(search)), { docs: 25, keys: 1_250 });
  });

  it('what a replica reads at its start of the sessions that ended: those of late', async () => {
    const start = async () => {
      const replica = await startTestGateway({ MONGODB_URI: gateway.databaseUri, ACCESS_TOKEN_TTL: '1h' });
      await replica.stop('keep');
    };
    const plans = await plansOf(1, start);
    const ofEnds = plans.filter(({ seen }) => seen.includes('endedAt'));
    expect(ofEnds.length).toBeGreaterThanOrEqual(1);
    expectBounded(ofEnds, { docs: 5, keys: 5 });
  });
});
