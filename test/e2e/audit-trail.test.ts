/** What the audit trail keeps of what happens, and how it names people; auditEvents is in a file of its own. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import { eventCatalogue } from '../../src/foundation/event-catalogue.js';
import {
  ConfirmTotpDocument,
  Enable2FaDocument,
  RefreshDocument,
  ResetPasswordDocument,
  ResetTwoFactorDocument,
  RevokeSessionDocument,
  SendPasswordResetEmailDocument,
  SetupTotpDocument,
  SignInDocument,
  SignInWithTotpDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { firefox, openTrail, type Step, type Trail } from '../harness/audit-trail.js';
import { challengeFor, freshCode } from '../harness/authenticator.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { newPerson, opened, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const newPassword = 'another battery staple of a horse';

let gateway: TestGateway;
let trail: Trail;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_TTL: '1h', RATE_LIMIT: 'false' });
  trail = await openTrail(gateway);
});
afterAll(() => gateway.stop());

const sessionIdOf = (refreshToken: string | null | undefined) => (refreshToken ?? '').split('.')[0] ?? '';

describe('an account’s life', () => {
  const { email, password, ...names } = newPerson();
  const startedAt = Date.now();
  const session = { sessionId: expect.stringMatching(/^[0-9a-f]{24}$/) };
  let person: { userId: string; accessToken: string };
  let secret: string;

  const always = () => ({
    ...{ ip: '127.0.0.1', userAgent: firefox, device: 'Firefox on Linux', subject: person.userId },
  });
  const own = () => ({ ...always(), outcome: 'SUCCESS', actorKind: 'SELF', actor: person.userId });
  const refused = () => ({ ...always(), outcome: 'FAILURE', actorKind: 'UNKNOWN', actor: null });
  /** What a step left behind is this and no more. */
  async function expectEvents(step: Step<unknown>, ...expected: object[]): Promise<void> {
    const fitting = expected.map((fields) => expect.objectContaining(fields));
    expect(await trail.eventsOf(step)).toEqual(fitting);
  }

  it('begins with a sign-up, and has sign-ins that are refused', async () => {
    const step = await trail.act(SignUpDocument, { input: { email, password, ...names } });
    const { userId = '', accessToken = '' } = step.data?.signUp.auth ?? {};
    person = { userId, accessToken };
    const { description } = eventCatalogue['user.signed-up'];
    await expectEvents(
      step,
      { ...own(), event: 'user.signed-up', description },
      { ...own(), ...session, event: 'sign-in.succeeded', details: { methods: ['PASSWORD'] } },
    );
    const wrong = await trail.act(SignInDocument, { input: { email, password: 'wrong' } });
    const failed = { ...refused(), event: 'sign-in.failed' };
    await expectEvents(wrong, { ...failed, reason: 'wrong-password', sessionId: null });
    const stranger = { email: newPerson().email, password };
    const nobody = { subject: null, subjectPseudonym: null, actorPseudonym: null };
    const unknown = await trail.act(SignInDocument, { input: stranger });
    await expectEvents(unknown, { ...failed, ...nobody, reason: 'unknown-account' });
    const verified = await trail.act(VerifyEmailDocument, { token: await mailedToken(gateway, email) });
    await expectEvents(verified, { ...own(), event: 'email.verified' });
  });

  it('goes on with a second factor', async () => {
    const { accessToken } = person;
    ({ secret } = (await gateway.api.call(SetupTotpDocument, {}, person)).setupTotp);
    const code = freshCode(gateway, { secret });
    const confirmed = await trail.act(ConfirmTotpDocument, { code }, accessToken);
    await expectEvents(confirmed, { ...own(), event: 'second-factor.confirmed' });
    const enabled = await trail.act(Enable2FaDocument, {}, accessToken);
    await expectEvents(enabled, { ...own(), event: 'two-factor.enabled' });
  });

  it('shows a stolen refresh token, and that nobody knows by whom', async () => {
    const challengeToken = await challengeFor(gateway, { email, password });
    const code = freshCode(gateway, { secret });
    const step = await trail.act(SignInWithTotpDocument, { input: { challengeToken, code } });
    const methods = ['PASSWORD', 'TOTP'];
    await expectEvents(step, { ...own(), ...session, event: 'sign-in.succeeded', details: { methods } });
    const refreshToken = step.data?.signInWithTotp.refreshToken ?? '';
    for (let turn = 0, token = refreshToken; turn < 2; turn++)
      token = (await gateway.api.call(RefreshDocument, { refreshToken: token })).refresh.refreshToken ?? '';
    const ended = { ...refused(), outcome: 'SUCCESS', event: 'session.ended', reason: 'REUSED' };
    const sessionId = sessionIdOf(refreshToken);
    await expectEvents(
      await trail.act(RefreshDocument, { refreshToken }),
      { ...ended, sessionId },
      { ...refused(), event: 'session.reuse-detected', sessionId },
    );
  });

  it('has a reset by mail, whose link works once', async () => {
    const asked = await trail.act(SendPasswordResetEmailDocument, { email });
    const details = { purpose: 'reset-password' };
    await expectEvents(asked, { event: 'mail-link.requested', subject: null, ip: '127.0.0.1', details });
    const token = await mailedToken(gateway, email, subjects.reset);
    const input = { token, password: newPassword, passwordConfirm: newPassword };
    await expectEvents(
      await trail.act(ResetPasswordDocument, { input }),
      { ...own(), event: 'password.reset' },
      { ...own(), ...session, event: 'session.ended', reason: 'PASSWORD_CHANGED' },
    );
    const nobody = { ...refused(), subject: null };
    await expectEvents(await trail.act(ResetPasswordDocument, { input }), {
      ...nobody,
      event: 'mail-link.refused',
    });
  });

  it('names the admin who did something to it', async () => {
    const { admin } = trail;
    const byAdmin = { ...own(), actor: admin.userId, actorKind: 'ADMIN' };
    const { userId } = person;
    const reset = await trail.act(ResetTwoFactorDocument, { userId }, admin.accessToken);
    await expectEvents(reset, { ...byAdmin, event: 'second-factor.reset' });
    const { data } = await trail.act(SignInDocument, { input: { email, password: newPassword } });
    const sessionId = sessionIdOf(opened(data?.signIn).refreshToken);
    const revoked = await trail.act(RevokeSessionDocument, { id: sessionId }, admin.accessToken);
    await expectEvents(revoked, { ...byAdmin, event: 'session.ended', reason: 'REVOKED', sessionId });
  });

  it('is one person’s throughout, in order, and without what happens every few minutes', async () => {
    const { nodes } = await trail.list({ filter: { subject: person.userId }, first: 100 });
    expect(new Set(nodes.map(({ subjectPseudonym }) => subjectPseudonym)).size).toBe(1);
    const times = nodes.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.slice().sort((a, b) => b - a));
    for (const time of times) expect(time).toBeGreaterThanOrEqual(startedAt);
    expect(nodes.map(({ event }) => event)).not.toContain('session.refreshed');
  });

  it('stands beside what the service did by itself', async () => {
    const { nodes } = await trail.list({ filter: { events: ['key.created'] } });
    const nobody = { actorKind: 'SYSTEM', actor: null, subject: null, ip: null, requestId: null };
    expect(nodes[0]).toMatchObject(nobody);
    expect(nodes[0]?.details).toEqual({ kid: expect.any(String) });
  });
});

describe('a pseudonym', () => {
  it('keeps no user id, address, name or ip of anybody who can be named', async () => {
    const person = await signUp(gateway, { firstName: 'Wilhelmina', lastName: 'Unmistakable' });
    await trail.list();
    const dump = JSON.stringify(await trail.entries.find({ subject: { $exists: true } }).toArray());
    for (const secret of [
      person.userId,
      trail.admin.userId,
      person.email,
      'Wilhelmina',
      'Unmistakable',
      '127.0.0.1',
      'node',
    ])
      expect(dump).not.toContain(`"${secret}`);
    expect(JSON.stringify(await trail.entries.find().toArray())).not.toMatch(
      /@example\.com|"userId"|"actorId"/,
    );
  });

  it('is one a person, also for the first events of twenty requests at once on two replicas', async () => {
    const person = await signUp(gateway);
    await trail.list();
    await trail.pseudonyms.deleteOne({ userId: new mongoose.Types.ObjectId(person.userId) });
    const replica = await startTestGateway({ ...replicaOf(gateway), RATE_LIMIT: 'false' });
    try {
      const input = { email: person.email, password: 'wrong' };
      const attempts = Array.from({ length: 20 }, (_, turn) =>
        (turn % 2 === 0 ? gateway : replica).api.send(SignInDocument, { input }),
      );
      await Promise.all(attempts);
      await until(
        'all stand in the trail',
        async () =>
          (await trail.list({ filter: { subject: person.userId }, first: 100 })).nodes.length === 20,
      );
      const userId = new mongoose.Types.ObjectId(person.userId);
      expect(await trail.pseudonyms.countDocuments({ userId })).toBe(1);
    } finally {
      await replica.stop('keep');
    }
  });

  it('leads nowhere once the mapping is erased, and still shows that it was one person', async () => {
    const person = await signUp(gateway);
    await gateway.api.send(SignInDocument, { input: { email: person.email, password: 'wrong' } });
    const before = await trail.list({ filter: { subject: person.userId } });
    expect(before.nodes).toHaveLength(3);
    const pseudonym = before.nodes[0]?.subjectPseudonym;
    await trail.erase(person.userId);

    expect((await trail.list({ filter: { subject: person.userId } })).nodes).toEqual([]);
    const after = (await trail.list({ first: 100 })).nodes.filter(
      (node) => node.subjectPseudonym === pseudonym,
    );
    expect(after).toEqual(
      before.nodes.map((node) => ({
        ...node,
        actor: null,
        subject: null,
        ip: null,
        userAgent: null,
        device: null,
      })),
    );
    const dump = JSON.stringify([
      await trail.entries.find().toArray(),
      await trail.pseudonyms.find().toArray(),
    ]);
    expect(dump).not.toContain(person.userId);
  });

  it('is not made anew by what is raised about somebody after the erasure', async () => {
    const person = await signUp(gateway);
    await trail.list();
    await trail.erase(person.userId);
    // The access token lives on until the gateway looks: what it causes names nobody.
    const users = gateway.database.collection('users');
    const refused = await trail.act(
      RevokeSessionDocument,
      { id: person.refreshToken.split('.')[0] ?? '' },
      trail.admin.accessToken,
    );
    const [ended] = await trail.eventsOf(refused);
    expect(ended).toMatchObject({ event: 'session.ended', subject: null, subjectPseudonym: null });
    const userId = new mongoose.Types.ObjectId(person.userId);
    expect([
      await users.countDocuments({ _id: userId }),
      await trail.pseudonyms.countDocuments({ userId }),
    ]).toEqual([0, 0]);
  });
});

describe('the collection', () => {
  it('updates and removes no entry, whatever is done', async () => {
    const { database } = gateway;
    await database
      .collection('system.profile')
      .drop()
      .catch(() => undefined);
    await database.command({ profile: 2 });
    const person = await signUp(gateway);
    await trail.list();
    await trail.erase(person.userId);
    await database.command({ profile: 0 });
    const about = { ns: `${database.databaseName}.audit` };
    const ops = await database.collection('system.profile').distinct('op', about);
    expect(ops).toContain('insert');
    expect(ops).not.toContain('update');
    expect(ops).not.toContain('remove');
  });

  it('keeps entries for AUDIT_RETENTION, and a start with another one changes the index', async () => {
    const retention = async () => {
      const [purge] = (await trail.entries.indexes()).filter(({ name }) => name === 'purge');
      return purge?.expireAfterSeconds;
    };
    expect(await retention()).toBe(365 * 86_400);
    const replica = await startTestGateway({ ...replicaOf(gateway), AUDIT_RETENTION: '90d' });
    await replica.stop('keep');
    expect(await retention()).toBe(90 * 86_400);
  });
});
