import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type mongo } from 'mongoose';

import { UsersDocument, type UsersQueryVariables } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, type SignedUp, signUp } from '../harness/people.js';
import { explainCommand, recordCommands, type RecordedCommand } from '../harness/query-plans.js';

const PEOPLE = 1_200;
let gateway: TestGateway;
let admin: SignedUp;
let person: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_TTL: '1h' });
  await addPeople();
  [admin, person] = [
    await signUp(gateway, { firstName: 'Root' }),
    await signUp(gateway, { firstName: 'Zoë' }),
  ];
  await makeAdmin(gateway, admin);
});
afterAll(() => gateway.stop());

const firstNames = ['Grace', 'Élodie', 'Barbara', 'Frances'];

/** As the gateway writes them, straight into the database; many of one instant. */
async function addPeople() {
  const start = Date.parse('2026-01-01');
  const documents = Array.from({ length: PEOPLE }, (_, number) => {
    const at = new Date(start + Math.floor(number / 100) * 1_000);
    const email = `user${String(number).padStart(5, '0')}@example.com`;
    return {
      ...{ schemaVersion: 1, email, emailCanonical: email, identities: [], factors: [], enable2FA: false },
      ...{ credentialVersion: 1, version: 1, createdAt: at, updatedAt: at },
      ...{ firstName: firstNames[number % 4], lastName: `Name${number}` },
      roles: number % 400 === 7 ? ['USER', 'ADMIN'] : ['USER'],
      ...(number % 3 === 0 && { emailVerifiedAt: at }),
      ...(number % 300 === 9 && { suspendedAt: at }),
      ...(number % 2 === 0 && { username: `Nick.${number}`, usernameCanonical: `nick.${number}` }),
      ...(number % 5 === 0 && { phoneNumber: `+49301${String(number).padStart(5, '0')}` }),
    };
  });
  await gateway.database.collection('users').insertMany(documents);
}

const ask = (variables: UsersQueryVariables, by: { accessToken?: string } = admin) =>
  gateway.api.send(UsersDocument, variables, { accessToken: by.accessToken });
async function list(variables: UsersQueryVariables) {
  const { users } = await gateway.api.call(UsersDocument, variables, admin);
  return { ...users, nodes: users.edges.map(({ node }) => node) };
}

async function walk(variables: UsersQueryVariables) {
  const seen: Awaited<ReturnType<typeof list>>['nodes'] = [];
  for (let after: string | null = null; ;) {
    const { nodes, pageInfo } = await list({ ...variables, after });
    seen.push(...nodes);
    if (!pageInfo.hasNextPage) return seen;
    after = pageInfo.endCursor ?? null;
  }
}

describe('users: ok', () => {
  it.each(['CREATED_DESC', 'CREATED_ASC', 'EMAIL'] as const)(
    'pages %s without gap or repeat',
    async (sort) => {
      const seen = await walk({ first: 100, sort });
      const all = await gateway.database.collection('users').countDocuments();
      expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([all, all]);
      const keys = seen.map(({ email, createdAt }) => (sort === 'EMAIL' ? email : createdAt));
      const sorted = [...keys].sort();
      expect(keys).toEqual(sort === 'CREATED_DESC' ? sorted.reverse() : sorted);
    },
  );

  it('counts up to 1,000, and exactly below', async () => {
    expect((await list({ first: 1 })).totalCount).toBe(1_000);
    expect((await list({ first: 1, filter: { verified: true } })).totalCount).toBe(400);
  });

  it('filters by role, suspended and verified, alone and together', async () => {
    const admins = await list({ filter: { role: 'ADMIN' } });
    expect([admins.totalCount, admins.nodes[0]?.id]).toEqual([4, admin.userId]);
    const suspended = await list({ filter: { suspended: true, verified: true }, sort: 'EMAIL' });
    expect(suspended.nodes.map(({ email }) => email)).toEqual(
      [9, 309, 609, 909].map((number) => `user${String(number).padStart(5, '0')}@example.com`),
    );
    expect((await list({ filter: { suspended: true, role: 'ADMIN' } })).nodes).toEqual([]);
    expect((await list({ filter: { verified: false } })).totalCount).toBe(802);
    expect((await list({ filter: {} })).totalCount).toBe(1_000);
  });

  it('searches what an address, username, name or phone number begins with, whichever case', async () => {
    const only = async (search: string) => (await list({ search })).nodes.map(({ email }) => email);
    expect(await only(' USER0000')).toHaveLength(10);
    expect(await only('nick.1198')).toEqual(['user01198@example.com']);
    expect(await only('name1199')).toEqual(['user01199@example.com']);
    for (const written of [
      '+49 30 1 01195',
      '0049 (0)30-101195',
      '\u202a+49 30 101195\u202c',
      '49 30 101195',
    ])
      expect(await only(written)).toEqual(['user01195@example.com']);
    expect(await only('zoe')).toEqual([person.email]);
    expect((await list({ search: 'elod' })).totalCount).toBe(300);
    expect((await list({ search: 'elod', filter: { verified: true, suspended: true } })).nodes).toHaveLength(
      4,
    );
    expect(await only('sername')).toEqual([]);
  });

  it('finds nobody by what cannot be seen, and counts a search in characters', async () => {
    for (const search of ['\u200b', '\u00ad', '\u0301', '\u3164', '\u2800', '\ufeff\u200e', ' \ufeff'])
      expect([search, (await list({ search })).totalCount]).toEqual([search, 0]);
    expect((await list({ search: '🦊'.repeat(100) })).totalCount).toBe(0);
  });

  it('finds nobody by marks alone that names are compared without, though they can be seen', async () => {
    for (const search of ['\u0640', '\uff9e', '\u0640\u0640'])
      expect([search, (await list({ search })).totalCount]).toEqual([search, 0]);
    expect((await list({ search: 'gra\u0640ce' })).totalCount).toBe(300);
  });

  it('lists whoever is found twice once', async () => {
    const { database } = gateway;
    const twice = { usernameCanonical: 'grace.x', username: 'grace.x', lastName: 'Graceland' };
    await database
      .collection('users')
      .updateOne({ emailCanonical: 'user00004@example.com' }, { $set: twice });
    const found = await walk({ search: 'grace', first: 7 });
    expect(found[0]?.username).toBe('grace.x');
    expect([found.length, new Set(found.map(({ id }) => id)).size]).toEqual([300, 300]);
    expect((await list({ search: 'grace' })).totalCount).toBe(300);
  });

  it('takes characters of patterns and operators as themselves', async () => {
    for (const search of ['.*', '^', '(a)', '[', '\\', '$ne', '{"$gt":""}', '%', '\u0000', 'a\u0000', '𝒜'])
      expect([search, (await list({ search })).nodes]).toEqual([search, []]);
  });
});

describe('users: refusals', () => {
  const refusedFields = async (variables: object) => {
    const { errors } = await ask(variables);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    return errors[0]?.extensions.fields?.map(({ path, rule }) => [path, rule]);
  };

  it('BAD_USER_INPUT: a page, search, sort or filter that cannot be', async () => {
    for (const first of [0, -1, 101, 1_000_000])
      expect(await refusedFields({ first })).toEqual([['first', 'page-size']]);
    for (const search of ['x'.repeat(50_000), '🦊'.repeat(101)])
      expect(await refusedFields({ search })).toEqual([['search', 'too-long']]);
    expect(await refusedFields({ search: 'a', sort: 'EMAIL' })).toEqual([['sort', 'exclusive']]);
    expect(await refusedFields({ search: { $ne: null } })).toEqual([['search', 'type']]);
    expect(await refusedFields({ filter: { role: 'KING' } })).toEqual([['filter.role', 'type']]);
  });

  it('BAD_USER_INPUT: a cursor that is forged, or of another query', async () => {
    const { pageInfo } = await list({ first: 1 });
    const cursor = pageInfo.endCursor ?? '';
    const wrong = [
      { after: cursor, sort: 'EMAIL' },
      { after: cursor, search: 'user' },
      { after: cursor, filter: { verified: true } },
      { after: `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}` },
      { after: '' },
      { after: '{"$gt":""}' },
    ];
    for (const variables of wrong)
      expect([variables, await refusedFields(variables)]).toEqual([variables, [['after', 'cursor']]]);
    expect((await list({ after: cursor, filter: {}, sort: 'CREATED_DESC' })).nodes).toHaveLength(20);
  });

  it('FORBIDDEN: for anybody else, whatever is asked; UNAUTHENTICATED without a token', async () => {
    for (const variables of [{}, { search: 'x' }, { first: 1_000_000 }])
      expect((await ask(variables, person)).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect((await ask({}, {})).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('users: what it costs', () => {
  const filters = [
    {},
    ...[{ role: 'ADMIN' }, { role: 'USER' }, { suspended: true }, { suspended: false }],
    ...[{ verified: true }, { verified: false }, { role: 'ADMIN', suspended: true, verified: true }],
    ...[{ role: 'USER', verified: false }, { deleted: true }],
  ];
  const shapes = filters.flatMap((filter) => [
    { filter },
    { filter, sort: 'CREATED_ASC' },
    { filter, sort: 'EMAIL' },
    ...['user', 'nick.1', 'grace', 'name', '+4930'].map((search) => ({ filter, search })),
  ]) as UsersQueryVariables[];

  /** What is asked for a page and the next, but for the admin's own account. */
  async function recorded(variables: UsersQueryVariables): Promise<RecordedCommand[]> {
    const commands = await recordCommands(gateway.database, ['users'], async () => {
      const { pageInfo } = await list({ ...variables, first: 20 });
      if (pageInfo.hasNextPage) await list({ ...variables, first: 20, after: pageInfo.endCursor ?? null });
    });
    return commands.filter(({ command }) => !isById(command));
  }

  const isById = ({ filter }: mongo.Document) =>
    typeof filter === 'object' && filter !== null && Object.keys(filter as object).join() === '_id';

  async function explain(recordedCommand: RecordedCommand) {
    const plan = await explainCommand(gateway.database, recordedCommand);
    return { ...plan, isPage: recordedCommand.command['sort'] !== undefined };
  }

  it('takes an index for each query it makes, and reads little beside what it answers', async () => {
    for (const variables of shapes) {
      const commands = await recorded(variables);
      expect(commands.length).toBeGreaterThan(1);
      for (const command of commands) {
        const { stages, docs, keys, isPage } = await explain(command);
        const seen = { variables, command: JSON.stringify(command), stages, docs, keys };
        expect([seen, stages.includes('IXSCAN'), stages.includes('COLLSCAN')]).toEqual([seen, true, false]);
        expect([seen, stages.includes('SORT')]).toEqual([seen, false]);
        // A page reads itself, and whom it listed before for another field; a count no document at all.
        expect([seen, docs <= (isPage ? 25 : 0)]).toEqual([seen, true]);
        expect([seen, keys <= 1_250]).toEqual([seen, true]);
      }
    }
  });

  it('searches among the suspended and those of a role in as few steps as it finds accounts', async () => {
    for (const filter of [{ suspended: true }, { role: 'ADMIN' as const }]) {
      const { totalCount } = await list({ search: 'user', filter });
      for (const command of await recorded({ search: 'user', filter })) {
        const { keys } = await explain(command);
        expect([filter, keys <= 2 * totalCount + 10]).toEqual([filter, true]);
      }
    }
  });
});

describe('User.sessions of anyone', () => {
  it('is an admin’s to read in the list', async () => {
    const { data } = await gateway.api.send(
      `query($search: String) { users(search: $search) { edges { node { id sessions { totalCount } } } } }`,
      { search: person.email },
      admin,
    );
    expect(data).toMatchObject({
      users: {
        edges: [
          {
            node: {
              id: new mongoose.Types.ObjectId(person.userId).toHexString(),
              sessions: { totalCount: 1 },
            },
          },
        ],
      },
    });
  });
});
