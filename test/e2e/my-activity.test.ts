import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  MyActivityDocument,
  type MyActivityQueryVariables,
  RevokeSessionDocument,
  SignInDocument,
} from '../generated/operations.js';
import { readInTime } from '../harness/audit-trail.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, opened, type SignedUp, signUp } from '../harness/people.js';

let gateway: TestGateway;
let admin: SignedUp;
beforeAll(async () => {
  gateway = await startTestGateway({ TRUST_PROXY: '1' });
  admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
});
afterAll(() => gateway.stop());

const send = (variables: MyActivityQueryVariables, person: { accessToken?: string }) =>
  gateway.api.send(MyActivityDocument, variables, { accessToken: person.accessToken });
async function list(person: SignedUp, variables: MyActivityQueryVariables = {}) {
  const read = () => gateway.api.call(MyActivityDocument, variables, person);
  const { myActivity } = await readInTime(read);
  return { ...myActivity, nodes: myActivity.edges.map(({ node }) => node) };
}
const from = (ip: string) => ({ headers: { 'x-forwarded-for': ip } });

/** Signs in, and is thrown out by an admin. */
async function thrownOut(person: SignedUp): Promise<void> {
  const { email, password } = person;
  const { signIn } = await gateway.api.call(
    SignInDocument,
    { input: { email, password } },
    from('192.0.2.1'),
  );
  const [id = ''] = (opened(signIn).refreshToken ?? '').split('.');
  const by = { accessToken: admin.accessToken, ...from('198.51.100.9') };
  await gateway.api.call(RevokeSessionDocument, { id }, by);
}

describe('myActivity: ok', () => {
  it('shows what was done by the caller and to them, newest first, and nothing of others', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    await gateway.api.send(
      SignInDocument,
      { input: { email: person.email, password: 'wrong' } },
      from('203.0.113.5'),
    );
    await gateway.api.send(SignInDocument, { input: { email: other.email, password: 'wrong' } });
    await thrownOut(person);
    const { nodes, totalCount, pageInfo } = await list(person);
    const own = { actorKind: 'SELF', actor: person.userId, subject: person.userId };
    expect(nodes).toMatchObject([
      {
        event: 'session.ended',
        reason: 'REVOKED',
        actorKind: 'ADMIN',
        actor: null,
        subject: person.userId,
        ip: null,
      },
      { ...own, event: 'sign-in.succeeded', ip: '192.0.2.1' },
      {
        event: 'sign-in.failed',
        actorKind: 'UNKNOWN',
        actor: null,
        subject: person.userId,
        ip: '203.0.113.5',
      },
      { ...own, event: 'sign-in.succeeded' },
      { ...own, event: 'user.signed-up' },
    ]);
    for (const { actorPseudonym, subjectPseudonym } of nodes)
      expect([actorPseudonym, subjectPseudonym]).toEqual([null, null]);
    expect([totalCount, pageInfo.hasNextPage]).toEqual([5, false]);
    const answer = JSON.stringify(nodes);
    for (const hidden of [admin.userId, other.userId, '198.51.100.9']) expect(answer).not.toContain(hidden);
  });

  it('shows admins what they did, without whom they did it to', async () => {
    const person = await signUp(gateway);
    await thrownOut(person);
    const [latest] = (await list(admin)).nodes;
    expect(latest).toMatchObject({
      event: 'session.ended',
      actor: admin.userId,
      subject: null,
      actorKind: 'ADMIN',
    });
    expect(latest?.ip).toBe('198.51.100.9');
  });

  it('is read in pages, by an index', async () => {
    const person = await signUp(gateway);
    const first = await list(person, { first: 1 });
    const { database } = gateway;
    await database.command({ profile: 2 });
    const second = await list(person, { first: 1, after: first.pageInfo.endCursor ?? null });
    await database.command({ profile: 0 });
    expect([...first.nodes, ...second.nodes].map(({ event }) => event)).toEqual([
      'sign-in.succeeded',
      'user.signed-up',
    ]);
    expect([second.pageInfo.hasNextPage, second.pageInfo.hasPreviousPage]).toEqual([false, true]);
    const about = { ns: `${database.databaseName}.audit`, op: { $in: ['query', 'command'] } };
    const reads = await database.collection('system.profile').find(about).toArray();
    expect(reads.length).toBeGreaterThanOrEqual(2);
    for (const { planSummary, hasSortStage } of reads) {
      expect(String(planSummary)).toMatch(/^IXSCAN/);
      expect(hasSortStage).toBeUndefined();
    }
  });
});

describe('myActivity: refusals', () => {
  it('BAD_USER_INPUT: a page out of range, a cursor of somebody else', async () => {
    const person = await signUp(gateway);
    const foreign = (await list(admin, { first: 1 })).pageInfo.endCursor ?? '';
    for (const variables of [{ first: 1_000_000 }, { first: 0 }, { after: foreign }, { after: 'x' }]) {
      const { errors } = await send(variables, person);
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('UNAUTHENTICATED: without a token', async () => {
    const { errors, data } = await send({}, {});
    expect([errors[0]?.extensions.code, data]).toEqual(['UNAUTHENTICATED', null]);
  });
});
