import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import {
  RefreshDocument,
  SignInDocument,
  SignOutDocument,
  UserSessionsDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, opened, type SignedUp, signUp } from '../harness/people.js';

const DAY_MS = 86_400_000;
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

const send = (person: SignedUp, page: PageArguments = {}) =>
  gateway.api.send(UserSessionsDocument, { id: person.userId, ...page }, person);
async function list(person: SignedUp, page: PageArguments = {}, by = person) {
  const { user } = await gateway.api.call(UserSessionsDocument, { id: person.userId, ...page }, by);
  if (!user) throw new Error('There is no such user.');
  return { ...user.sessions, nodes: user.sessions.edges.map(({ node }) => node) };
}
const sessionIdOf = ({ refreshToken }: Pick<SignedUp, 'refreshToken'>) => refreshToken.split('.')[0] ?? '';
const stored = () => gateway.database.collection('sessions');

async function signInAgain({ email, password }: SignedUp, userAgent: string): Promise<string> {
  const headers = { 'user-agent': userAgent };
  const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } }, { headers });
  return opened(signIn).refreshToken ?? '';
}

/** Sessions as this one, straight into the database. */
async function addCopies(person: SignedUp, count: number): Promise<void> {
  const original = await stored().findOne({ userId: new mongoose.Types.ObjectId(person.userId) });
  const copies = Array.from({ length: count }, () => ({ ...original, _id: new mongoose.Types.ObjectId() }));
  await stored().insertMany(copies);
}

/** Somebody's list, asked by somebody else: a sign-in's answer holds the user it is about. */
const listInRefresh = (of: Pick<SignedUp, 'refreshToken'>, asker?: { accessToken: string }) =>
  gateway.api.send<{ refresh: { user: { sessions: { edges: { node: { id: string } }[] } } } }, object>(
    `mutation ($refreshToken: String) {
      refresh(refreshToken: $refreshToken) { user { sessions { edges { node { id } } } } }
    }`,
    { refreshToken: of.refreshToken },
    { accessToken: asker?.accessToken },
  );

describe('User.sessions: ok', () => {
  it('shows active and ended ones with all there is to know of them, newest first', async () => {
    const person = await signUp(gateway);
    const signedOut = await signInAgain(person, firefox);
    await gateway.api.call(SignOutDocument, { refreshToken: signedOut });
    const refreshed = await signInAgain(person, 'curl/8.5.0');
    await gateway.api.call(RefreshDocument, { refreshToken: refreshed });

    const { nodes, pageInfo, totalCount } = await list(person);
    const ids = [refreshed, signedOut, person.refreshToken].map((refreshToken) =>
      sessionIdOf({ refreshToken }),
    );
    expect(nodes.map(({ id }) => id)).toEqual(ids);
    const [third, second, first] = nodes;
    const always = { createdByIp: '127.0.0.1', methods: ['PASSWORD'], isExpired: false, reusedAt: null };
    const open = { isActive: true, revokedAt: null, revokedByIp: null, revokeReason: null };
    expect(third).toMatchObject({
      ...always,
      ...open,
      ...{ userAgent: 'curl/8.5.0', device: null, isCurrent: false },
      ...{ rotations: 1, lastRefreshedByIp: '127.0.0.1' },
    });
    expect(second).toMatchObject({
      ...always,
      ...{ userAgent: firefox, device: 'Firefox on Linux', isCurrent: false, isActive: false },
      ...{ rotations: 0, lastRefreshedAt: null, lastRefreshedByIp: null },
      ...{ revokedByIp: '127.0.0.1', revokeReason: 'SIGNED_OUT' },
    });
    expect(first).toMatchObject({ ...always, ...open, isCurrent: true });
    expect(first?.expiresAt).toBe(person.session.refreshTokenExpiry);
    const times = [third?.lastRefreshedAt, second?.revokedAt, first?.createdAt];
    for (const time of times) expect(Date.parse(time ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(totalCount).toBe(3);
  });

  it('tells a session that is past its time from one that was ended', async () => {
    const person = await signUp(gateway);
    const idle = await signInAgain(person, firefox);
    const past = new Date(gateway.clock.now().getTime() - 1);
    await stored().updateOne(
      { _id: new mongoose.Types.ObjectId(sessionIdOf({ refreshToken: idle })) },
      { $set: { idleExpiresAt: past } },
    );
    const [node] = (await list(person)).nodes;
    expect(node).toMatchObject({ isExpired: true, isActive: false, revokedAt: null, revokeReason: null });
    expect(node?.expiresAt).toBe(past.toISOString());
  });

  it('tells when a spent refresh token was presented', async () => {
    const person = await signUp(gateway);
    const thief = await signInAgain(person, firefox);
    for (let rotation = 0, token = thief; rotation < 2; rotation++) {
      token = (await gateway.api.call(RefreshDocument, { refreshToken: token })).refresh.refreshToken ?? '';
    }
    await gateway.api.refusal(RefreshDocument, { refreshToken: thief });
    const [node] = (await list(person)).nodes;
    expect(node).toMatchObject({ isActive: false, revokeReason: 'REUSED' });
    expect(node?.reusedAt).toBe(node?.revokedAt);
  });

  it('pages through 45 without gap or repeat, while new ones begin', async () => {
    const person = await signUp(gateway);
    await addCopies(person, 44);
    const before = (await list(person, { first: 100 })).nodes.map(({ id }) => id);
    expect(before).toHaveLength(45);
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let after: string | null = null; ;) {
      const { nodes, edges, pageInfo } = await list(person, { after });
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0]?.cursor, edges.at(-1)?.cursor]);
      seen.push(...nodes.map(({ id }) => id));
      sizes.push(nodes.length);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor ?? null;
      await addCopies(person, 3);
    }
    expect(seen).toEqual(before);
    expect(sizes).toEqual([20, 20, 5]);
    expect((await list(person, { first: 1 })).totalCount).toBe(51);
  });

  it('has an empty page after the last one, and takes any cursor of the list', async () => {
    const person = await signUp(gateway);
    await addCopies(person, 2);
    const { edges, nodes } = await list(person);
    const rest = await list(person, { first: 1, after: edges[0]?.cursor ?? '' });
    expect([rest.nodes[0]?.id, rest.pageInfo.hasNextPage]).toEqual([nodes[1]?.id, true]);
    const empty = await list(person, { after: edges[2]?.cursor ?? '' });
    expect(empty).toMatchObject({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
      totalCount: 3,
    });
  });

  it('counts up to 1,000', async () => {
    const person = await signUp(gateway);
    await addCopies(person, 999);
    expect((await list(person, { first: 1 })).totalCount).toBe(1_000);
    await addCopies(person, 1);
    expect((await list(person, { first: 1 })).totalCount).toBe(1_000);
  });

  it('reads a page of a hundred in one query and a count', async () => {
    const person = await signUp(gateway);
    await addCopies(person, 99);
    const { database } = gateway;
    await list(person);
    await database.command({ profile: 2 });
    expect((await list(person, { first: 100 })).nodes).toHaveLength(100);
    await database.command({ profile: 0 });
    const about = { ns: `${database.databaseName}.sessions` };
    const reads = await database.collection('system.profile').find(about).toArray();
    const ofList = reads.filter(({ planSummary }) => String(planSummary).includes('userId: 1, _id: -1'));
    expect(ofList).toHaveLength(2);
    // A feed that falls silent on a busy machine asks for the caller's session too.
    expect(reads.length).toBeLessThan(10);
  });

  it('is anybody’s for an admin', async () => {
    const [admin, person] = [await signUp(gateway), await signUp(gateway)];
    await makeAdmin(gateway, admin);
    expect((await list(person, {}, admin)).nodes.map(({ id }) => id)).toEqual([sessionIdOf(person)]);
  });
});

describe('User.sessions in the answer that made the session', () => {
  it('are the owner’s to read, without an access token, with an expired one, and with somebody else’s', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    for (const asker of [undefined, { accessToken: 'expired.or.worse' }, other]) {
      const again = { refreshToken: await signInAgain(person, firefox) };
      const { data, errors } = await listInRefresh(again, asker);
      expect(errors).toEqual([]);
      expect(data?.refresh.user.sessions.edges[0]?.node.id).toBe(sessionIdOf(again));
    }
    const { email, password } = person;
    const { data } = await gateway.api.send(
      `mutation($input: SignInInput!) { signIn(input: $input) { ... on AuthPayload {
        user { sessions(first: 1) { edges { node { isCurrent } } } }
      } } }`,
      { input: { email, password } },
    );
    expect(data).toEqual({ signIn: { user: { sessions: { edges: [{ node: { isCurrent: true } }] } } } });
  });
});

describe('User.sessions: BAD_USER_INPUT', () => {
  const refusedFields = async (person: SignedUp, page: PageArguments) => {
    const { errors } = await send(person, page);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    return errors[0]?.extensions.fields?.map(({ path, rule }) => [path, rule]);
  };

  it.each([0, -1, 101, 1_000_000])('refuses a page of %d', async (first) => {
    const person = await signUp(gateway);
    expect(await refusedFields(person, { first })).toEqual([['first', 'page-size']]);
  });

  it('refuses a cursor that is made up, cut, of another user, or endless', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    const [own, foreign] = [await list(person), await list(other)];
    const cursor = own.edges[0]?.cursor ?? '';
    const wrong = [
      foreign.edges[0]?.cursor ?? '',
      cursor.slice(0, -2),
      `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`,
      Buffer.from(sessionIdOf(person)).toString('base64url'),
      sessionIdOf(person),
      '',
      '{"$gt":""}',
      'x'.repeat(50_000),
    ];
    for (const after of wrong)
      expect([after.slice(0, 50), await refusedFields(person, { after })]).toEqual([
        after.slice(0, 50),
        [['after', 'cursor']],
      ]);
  });

  it('takes null for what was not given', async () => {
    const person = await signUp(gateway);
    expect((await list(person, { first: null, after: null })).nodes).toHaveLength(1);
  });
});

describe('User.sessions: refusals', () => {
  it('UNAUTHENTICATED: without an access token', async () => {
    const person = await signUp(gateway);
    const { errors } = await gateway.api.send(UserSessionsDocument, { id: person.userId });
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('TOKEN_EXPIRED: with one past its time', async () => {
    const person = await signUp(gateway);
    gateway.clock.advance(DAY_MS);
    const { errors } = await send(person);
    expect(errors[0]?.extensions.code).toBe('TOKEN_EXPIRED');
  });
});
