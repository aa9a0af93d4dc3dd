import { describe, expect, it } from '@jest/globals';

import { RefreshDocument } from '../generated/operations.js';
import { startTestGateway } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

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
