import { describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument, SignInDocument } from '../generated/operations.js';
import { startTestGateway } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import { opened, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const DAY_MS = 24 * 3_600_000;

describe('MAX_SESSIONS_PER_USER', () => {
  it('ends the oldest for one too many, and counts those that are over no more', async () => {
    const gateway = await startTestGateway({ MAX_SESSIONS_PER_USER: '3' });
    try {
      const person = await signUp(gateway);
      const input = { email: person.email, password: person.password };
      const tokens = [person.accessToken];
      for (let turn = 0; turn < 3; turn++)
        tokens.push(opened((await gateway.api.call(SignInDocument, { input })).signIn).accessToken);
      const codes = await Promise.all(
        tokens.map(
          async (accessToken) =>
            (await gateway.api.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code,
        ),
      );
      expect(codes).toEqual(['TOKEN_INVALID', undefined, undefined, undefined]);
      const sessions = gateway.database.collection('sessions');
      expect(await sessions.findOne({ endedAt: { $exists: true } })).toMatchObject({
        endReason: 'TOO_MANY_SESSIONS',
      });
      gateway.clock.advance(8 * DAY_MS);
      await gateway.api.call(SignInDocument, { input });
      expect(await sessions.countDocuments({ endReason: 'TOO_MANY_SESSIONS' })).toBe(1);
    } finally {
      await gateway.stop();
    }
  });

  it('holds for twenty sign-ins at once', async () => {
    const gateway = await startTestGateway({ MAX_SESSIONS_PER_USER: '3', RATE_LIMIT: 'false' });
    try {
      const person = await signUp(gateway);
      const input = { email: person.email, password: person.password };
      await Promise.all(Array.from({ length: 20 }, () => gateway.api.call(SignInDocument, { input })));
      const open = await gateway.database
        .collection('sessions')
        .countDocuments({ endedAt: { $exists: false } });
      expect(open).toBe(3);
    } finally {
      await gateway.stop();
    }
  });
});

describe('a reused refresh token', () => {
  it('is told to the owner by mail, once, however often it comes', async () => {
    const gateway = await startTestGateway();
    try {
      const person = await signUp(gateway);
      const { refreshToken } = person;
      await gateway.api.call(RefreshDocument, { refreshToken });
      gateway.clock.advance(11_000);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => gateway.api.refusal(RefreshDocument, { refreshToken })),
      );
      expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['TOKEN_REUSED']));
      const { text } = await newestMail(gateway, person.email, /^One of your sessions was ended/);
      expect(text).toContain('127.0.0.1');
      expect(await gateway.database.collection('outbox').countDocuments({ kind: 'notice' })).toBe(1);
    } finally {
      await gateway.stop();
    }
  });
});

describe('the purge of ended sessions', () => {
  it('follows a changed retention at the next start', async () => {
    const gateway = await startTestGateway();
    try {
      const { database } = gateway;
      const purge = async () =>
        (await database.collection('sessions').indexes()).find(({ name }) => name === 'purge')
          ?.expireAfterSeconds;
      expect(await purge()).toBe(30 * 24 * 3_600);
      await database.command({ collMod: 'sessions', index: { name: 'purge', expireAfterSeconds: 60 } });
      const next = await startTestGateway(replicaOf(gateway));
      await next.stop();
      expect(await purge()).toBe(30 * 24 * 3_600);
    } finally {
      await gateway.stop();
    }
  });
});
