import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import { createSecrets } from '../../src/foundation/secrets.js';
import { createRefreshTokens } from '../../src/sessions/refresh-token.js';
import type { SessionDocument, SessionModel } from '../../src/sessions/session.model.js';
import { createWriteRotation } from '../../src/sessions/write-rotation.js';
import { MeDocument, RefreshDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false' });
});
afterAll(() => gateway.stop());

const people = (count: number) => Promise.all(Array.from({ length: count }, () => signUp(gateway)));
const refresh = (refreshToken: string) => gateway.api.send(RefreshDocument, { refreshToken });
const together = (tokens: readonly string[]) => Promise.all(tokens.map(refresh));
async function successors(tokens: readonly string[]): Promise<string[]> {
  const answers = await together(tokens);
  return answers.map(({ data }) => data?.refresh.refreshToken ?? '');
}
const sessions = () => gateway.database.collection<SessionDocument>('sessions');
const idOf = (refreshToken: string) => new mongoose.Types.ObjectId(refreshToken.slice(0, 24));
const secretsOf = createSecrets([testSecret]);

describe('refreshes that come together', () => {
  it('are each written for their own session, and each successor is good', async () => {
    const all = await people(24);
    const tokens = all.map(({ refreshToken }) => refreshToken);
    const next = await successors(tokens);
    expect(next.map((token) => token.slice(0, 24))).toEqual(tokens.map((token) => token.slice(0, 24)));
    const answers = await together(next);
    for (const [index, { data }] of answers.entries()) {
      const { me } = await gateway.api.call(MeDocument, undefined, data?.refresh);
      expect(me?.id).toBe(all[index]?.userId);
    }
    const generations = await sessions()
      .find({ _id: { $in: tokens.map(idOf) } })
      .toArray();
    expect(generations.map(({ generation }) => generation)).toEqual(tokens.map(() => 2));
  });

  it('are judged one by one: a spent, an ended and an unknown one are refused, twins answered the same', async () => {
    const all = await people(12);
    const [first, second, third, ...others] = all.map(({ refreshToken }) => refreshToken);
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('Too few people.');
    const [later = ''] = await successors([first]);
    await successors([later]);
    await sessions().updateOne(
      { _id: idOf(second) },
      { $set: { endedAt: new Date(), endReason: 'SIGNED_OUT' } },
    );
    const unknown = createRefreshTokens(secretsOf).first('0123456789abcdef01234567', Buffer.alloc(32)).text;
    const answers = await together([third, first, ...others, second, third, unknown, third]);
    const codes = answers.map(({ errors }) => errors[0]?.extensions.code);
    const good = others.map(() => undefined);
    expect(codes).toEqual([
      undefined,
      'TOKEN_REUSED',
      ...good,
      'TOKEN_INVALID',
      undefined,
      'TOKEN_INVALID',
      undefined,
    ]);
    const twins = answers.filter(({ data }) => data?.refresh.refreshToken?.startsWith(third.slice(0, 24)));
    expect(new Set(twins.map(({ data }) => data?.refresh.refreshToken)).size).toBe(1);
    const ended = await sessions()
      .find({ _id: { $in: [first, third, ...others].map(idOf) }, endedAt: { $exists: true } })
      .toArray();
    expect(ended.map(({ _id }) => _id)).toEqual([idOf(first)]);
  });

  it('are written by one command, and alone where something came between the reading and the write', async () => {
    const all = await people(6);
    const tokens = all.map(({ refreshToken }) => refreshToken);
    const refreshTokens = createRefreshTokens(secretsOf);
    const collection = sessions();
    const between = [
      () => collection.updateOne({ _id: idOf(tokens[1] ?? '') }, { $set: { endedAt: new Date() } }),
      () => collection.updateOne({ _id: idOf(tokens[2] ?? '') }, { $set: { credentialVersion: 7 } }),
    ];
    let commands = 0;
    const interrupted = new Proxy(collection, {
      get: (target, name) =>
        name !== 'bulkWrite'
          ? (Reflect.get(target, name) as unknown)
          : async (...args: Parameters<typeof target.bulkWrite>) => {
              commands++;
              for (const change of between) await change();
              return target.bulkWrite(...args);
            },
    });
    const write = createWriteRotation({
      ...{ refreshTokens, idleMs: 60_000, graceMs: 10_000, clock: gateway.clock },
      sessions: { collection: interrupted } as unknown as SessionModel,
    });
    const rotations = tokens.map((text) => {
      const token = refreshTokens.read(text);
      if (token === undefined) throw new Error('Not a token of this gateway.');
      return { token, nextHash: refreshTokens.successor(token).tokenHash, ip: '192.0.2.1' };
    });
    const written = await Promise.all(rotations.map(write));
    expect(commands).toBe(1);
    expect(written.map((session) => session?.generation)).toEqual([1, undefined, 1, 1, 1, 1]);
    expect(written[2]?.credentialVersion).toBe(7);
    const stored = await Promise.all(tokens.map((token) => collection.findOne({ _id: idOf(token) })));
    expect(stored.map((session) => session?.generation)).toEqual([1, 0, 1, 1, 1, 1]);
  });
});
