import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import {
  type AuditEventsQueryVariables,
  type AuditFilter,
  RevokeSessionDocument,
  SignInDocument,
} from '../generated/operations.js';
import { openTrail, type Trail } from '../harness/audit-trail.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
let trail: Trail;
beforeAll(async () => {
  gateway = await startTestGateway();
  trail = await openTrail(gateway);
});
afterAll(() => gateway.stop());

/** Entries as they would be, straight into the database. */
async function addCopies(count: number, change: object = {}): Promise<void> {
  const original = await trail.entries.findOne({});
  const copy = () => ({ ...original, _id: new mongoose.Types.ObjectId(), ...change });
  await trail.entries.insertMany(Array.from({ length: count }, copy));
}

describe('auditEvents: ok', () => {
  it('narrows by event, actor, subject, outcome and time, each alone and together', async () => {
    const person = await signUp(gateway);
    await gateway.api.send(SignInDocument, { input: { email: person.email, password: 'wrong' } });
    const [session] = person.refreshToken.split('.');
    await gateway.api.call(RevokeSessionDocument, { id: session ?? '' }, trail.admin);
    const named = async (filter: AuditFilter) =>
      (await trail.list({ filter, first: 100 })).nodes.map(({ event }) => event);
    const { userId: subject } = person;
    const all = ['session.ended', 'sign-in.failed', 'sign-in.succeeded', 'user.signed-up'];
    expect(await named({ subject })).toEqual(all);
    expect(await named({ subject, outcome: 'FAILURE' })).toEqual(['sign-in.failed']);
    expect(await named({ subject, actor: trail.admin.userId })).toEqual(['session.ended']);
    expect(await named({ subject, actor: subject })).toEqual(['sign-in.succeeded', 'user.signed-up']);
    expect(await named({ subject, events: ['user.signed-up', 'sign-in.failed', 'user.signed-up'] })).toEqual([
      'sign-in.failed',
      'user.signed-up',
    ]);
    expect(await named({ subject, events: [] })).toEqual(all);
    expect(await named({ subject, events: null, actor: null, outcome: null, from: null, to: null })).toEqual(
      all,
    );
    const { nodes } = await trail.list({ filter: { subject } });
    const failedAt = nodes[1]?.at ?? '';
    expect(await named({ subject, from: failedAt })).toEqual(all.slice(0, 2));
    expect(await named({ subject, to: failedAt })).toEqual(all.slice(2));
    for (const stranger of [new mongoose.Types.ObjectId().toHexString(), 'no id', '{"$ne":null}', '']) {
      expect([stranger, await named({ subject: stranger })]).toEqual([stranger, []]);
      expect([stranger, await named({ actor: stranger })]).toEqual([stranger, []]);
    }
  });

  it('pages without gap or repeat through entries of one moment, and counts up to 1,000', async () => {
    const at = new Date(Date.now() - 3_600_000);
    await addCopies(45, { at, event: 'email.changed' });
    const filter = { events: ['email.changed'], to: new Date(Date.now() - 1_800_000).toISOString() };
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo, totalCount } = await trail.list({ filter, after });
      expect(totalCount).toBe(45);
      seen.push(...nodes.map(({ id }) => id));
      sizes.push(nodes.length);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor ?? null;
    }
    expect(sizes).toEqual([20, 20, 5]);
    expect(new Set(seen).size).toBe(45);
    await addCopies(1_000, { at, event: 'email.changed' });
    expect((await trail.list({ filter, first: 1 })).totalCount).toBe(1_000);
  });

  it('reads each filter by an index, none by a sort in memory', async () => {
    const { database } = gateway;
    const filters: AuditFilter[] = [
      {},
      { events: ['sign-in.failed', 'user.signed-up'] },
      { actor: trail.admin.userId },
      { subject: trail.admin.userId },
      { outcome: 'FAILURE' },
      { from: new Date(0).toISOString(), to: new Date().toISOString() },
    ];
    const cursor = (await trail.list({ first: 1 })).pageInfo.endCursor ?? '';
    await database.command({ profile: 2 });
    for (const filter of filters) await trail.list({ filter });
    await trail.list({ first: 1, after: cursor });
    await database.command({ profile: 0 });
    const about = { ns: `${database.databaseName}.audit`, planSummary: { $exists: true } };
    const reads = await database.collection('system.profile').find(about).toArray();
    const plans = reads.map(({ planSummary, hasSortStage }) => ({
      plan: String(planSummary),
      sorts: Boolean(hasSortStage),
    }));
    // Each list is a page and a count.
    expect(plans.length).toBeGreaterThanOrEqual(2 * filters.length + 2);
    for (const { plan, sorts } of plans) {
      expect(plan).toMatch(/^(IXSCAN|COUNT_SCAN)/);
      expect(sorts).toBe(false);
    }
    const isUsed = (keys: string) => plans.some(({ plan }) => plan.includes(keys));
    for (const keys of ['event: 1, at: -1', 'actor: 1, at: -1', 'subject: 1, at: -1', 'outcome: 1, at: -1'])
      expect([keys, isUsed(keys)]).toEqual([keys, true]);
  });
});

describe('auditEvents: BAD_USER_INPUT', () => {
  const refusedFields = async (variables: AuditEventsQueryVariables) => {
    const { errors } = await trail.send(variables);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    return errors[0]?.extensions.fields?.map(({ path, rule }) => [path, rule]);
  };

  it.each([0, -1, 101, 1_000_000])('refuses a page of %d', async (first) => {
    expect(await refusedFields({ first })).toEqual([['first', 'page-size']]);
  });

  it('refuses an event that is unknown, of the prototype, or not kept', async () => {
    for (const name of ['sign-in.faild', 'constructor', '__proto__', 'mail.sent', '$ne', ''])
      expect(await refusedFields({ filter: { events: ['sign-in.failed', name] } })).toEqual([
        ['filter.events', 'event-name'],
      ]);
  });

  it('refuses operators, and values of another type', async () => {
    const wrong = [
      { subject: { $ne: null } },
      { events: [{ $gt: '' }] },
      { outcome: 'success' },
      { from: 'today' },
      { $where: '1' },
    ];
    for (const filter of wrong)
      expect((await refusedFields({ filter: filter as object }))?.[0]?.[0]).toMatch(/^filter/);
  });

  it('refuses a cursor that is made up, of another filter, or of another list', async () => {
    const cursor = (await trail.list({ first: 1 })).pageInfo.endCursor ?? '';
    const forged = `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`;
    for (const after of [
      forged,
      cursor.slice(0, -2),
      trail.admin.userId,
      '',
      '{"$gt":""}',
      'x'.repeat(50_000),
    ])
      expect(await refusedFields({ after })).toEqual([['after', 'cursor']]);
    expect(await refusedFields({ after: cursor, filter: { outcome: 'FAILURE' } })).toEqual([
      ['after', 'cursor'],
    ]);
    expect((await trail.send({ after: cursor, filter: { events: [] } })).errors).toEqual([]);
  });
});

describe('auditEvents: refusals', () => {
  it('UNAUTHENTICATED: without a token', async () => {
    const { errors, data } = await trail.send({}, {});
    expect([errors[0]?.extensions.code, data]).toEqual(['UNAUTHENTICATED', null]);
  });

  it('FORBIDDEN: for anybody but admins', async () => {
    const { errors, data } = await trail.send({}, await signUp(gateway));
    expect(data).toBeNull();
    expect(errors[0]?.extensions).toEqual({ code: 'FORBIDDEN', requires: 'role', roles: ['ADMIN'] });
  });
});
