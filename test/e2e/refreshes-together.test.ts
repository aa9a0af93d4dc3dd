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

/** How often the database was asked to change sessions while `work` was done. */
async function countingCommands<Result>(work: () => Promise<Result>) {
  const { database } = gateway;
  await database.command({ profile: 2 });
  const result = await work();
  await database.command({ profile: 0 });
  const profile = database.collection('system.profile');
  const about = { ns: `${database.databaseName}.sessions` };
  const alone = await profile.countDocuments({ ...about, 'command.findAndModify': 'sessions' });
  const reads = await profile.countDocuments({ ...about, op: 'query' });
  await profile.drop();
  return { result, alone, reads };
}

describe('refreshes that come together', () => {
  it('are written together, each for its own session, and each successor is good', async () => {
    const all = await people(24);
    const tokens = all.map(({ refreshToken }) => refreshToken);
    const { result: next, alone, reads } = await countingCommands(() => successors(tokens));
    expect(next.map((token) => token.slice(0, 24))).toEqual(tokens.map((token) => token.slice(0, 24)));
    expect(alone + reads).toBeLessThan(12);
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

  it('are written where nothing came between the reading and the write, and then alone where something did', async () => {
    const all = await people(6);
    const tokens = all.map(({ refreshToken }) => refreshToken);
    const refreshTokens = createRefreshTokens(secretsOf);
    const collection = sessions();
    const between = [
      () => collection.updateOne({ _id: idOf(tokens[1] ?? '') }, { $set: { endedAt: new Date() } }),
      () => collection.updateOne({ _id: idOf(tokens[2] ?? '') }, { $set: { credentialVersion: 7 } }),
    ];
    let isWritten = false;
    const interrupted = new Proxy(collection, {
      get: (target, name) =>
        name !== 'bulkWrite'
          ? (Reflect.get(target, name) as unknown)
          : async (...args: Parameters<typeof target.bulkWrite>) => {
              isWritten = true;
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
    expect(isWritten).toBe(true);
    expect(written.map((session) => session?.generation)).toEqual([1, undefined, 1, 1, 1, 1]);
    expect(written[2]?.credentialVersion).toBe(7);
    const stored = await collection.find({ _id: { $in: tokens.map(idOf) } }).toArray();
    expect(stored.map(({ generation }) => generation)).toEqual([1, 0, 1, 1, 1, 1]);
  });
});
