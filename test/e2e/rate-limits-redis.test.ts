import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { SignInDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { untilAllAreJudged } from '../harness/guesses.js';
import { newPerson, signUp } from '../harness/people.js';
import { hasRedis, startRedis, type TestRedis } from '../harness/redis.js';
import { replicaOf } from '../harness/replica.js';
import { startTcpProxy } from '../harness/tcp-proxy.js';
import { ROOM } from '../harness/timing.js';

let redis: TestRedis;
let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  if (!hasRedis()) return;
  redis = await startRedis();
  gateway = await startTestGateway({ REDIS_URL: redis.url });
  replica = await startTestGateway({ ...replicaOf(gateway), REDIS_URL: redis.url });
});
afterAll(async () => {
  if (!hasRedis()) return;
  await replica.stop();
  await gateway.stop();
  await redis.stop();
});
const signIn = async (email: string, password: string, at = gateway) => {
  const startedAt = performance.now();
  const { errors } = await at.api.send(SignInDocument, { input: { email, password } });
  return { code: errors[0]?.extensions.code, ms: performance.now() - startedAt };
};

// Without one they are told as skipped (apt-get install redis-server).
const describeRedis = hasRedis() ? describe : describe.skip;

describeRedis('limits in Redis', () => {
  it('are one over two replicas, for attempts that come at once too, and nothing is in the database', async () => {
    const codes = await untilAllAreJudged(async () => {
      const { email } = newPerson();
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, turn) => signIn(email, 'wrong', turn % 2 ? replica : gateway)),
      );
      return answers.map(({ code }) => code);
    });
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(10);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(50);
    expect(await gateway.database.collection('limits').countDocuments()).toBe(0);
  });

  it('are cleared by a sign-in, and what was right is given back', async () => {
    const codes = await untilAllAreJudged(async () => {
      const { email, password } = await signUp(gateway);
      const told = [];
      for (let turn = 1; turn <= 20; turn++)
        told.push((await (turn % 10 ? signIn(email, 'wrong') : signIn(email, password, replica))).code);
      return told;
    });
    const round = [...Array<string>(9).fill('INVALID_CREDENTIALS'), undefined];
    expect(codes).toEqual([...round, ...round]);
  });
});

describeRedis('limits in a Redis that fails', () => {
  it('fail closed in bounded time while it is frozen, and go on after it', async () => {
    const { email, password } = await signUp(gateway);
    redis.freeze();
    const { code, ms } = await signIn(email, password);
    expect(code).toBe('UNAVAILABLE');
    expect(ms).toBeLessThan(ROOM * 3_000);
    redis.thaw();
    await until('it answers again', async () => (await signIn(email, password)).code === undefined);
  });

  it('fail closed at once while it is gone', async () => {
    const { email, password } = await signUp(gateway);
    await redis.stop();
    await until('the loss is felt', async () => (await signIn(email, password)).code === 'UNAVAILABLE');
    const { code, ms } = await signIn(email, password);
    expect(code).toBe('UNAVAILABLE');
    expect(ms).toBeLessThan(ROOM * 3_000);
    redis = await startRedis(Number(new URL(redis.url).port));
    await until('it answers again', async () => (await signIn(email, password)).code === undefined);
  });

  it('fail closed while no replica follows, where Redis is told to want one', async () => {
    const { email, password } = await signUp(gateway);
    await redis.ask('CONFIG', 'SET', 'min-replicas-to-write', '1');
    expect((await signIn(email, password)).code).toBe('UNAVAILABLE');
    await redis.ask('CONFIG', 'SET', 'min-replicas-to-write', '0');
    expect((await signIn(email, password)).code).toBeUndefined();
  });

  it('are waited for at the start', async () => {
    const port = await pickPort(undefined);
    const start = startTestGateway({ REDIS_URL: `redis://127.0.0.1:${port}` });
    const late = await startRedis(port);
    const begun = await start;
    expect((await signIn(newPerson().email, 'wrong', begun)).code).toBe('INVALID_CREDENTIALS');
    await begun.stop();
    await late.stop();
  });
});

const portOf = ({ url }: TestRedis) => Number(new URL(url).port);

describeRedis('a fail-over of Redis to a replica at the same address', () => {
  it('is followed, though the old primary lives on', async () => {
    const [first, second] = await Promise.all([startRedis(), startRedis()]);
    const address = await startTcpProxy(portOf(first));
    const own = await startTestGateway({
      REDIS_URL: `redis://127.0.0.1:${address.port}`,
      SIGN_IN_LIMIT: '3',
    });
    try {
      const { email } = newPerson();
      expect((await signIn(email, 'wrong', own)).code).toBe('INVALID_CREDENTIALS');
      await first.ask('REPLICAOF', '127.0.0.1', String(portOf(second)));
      expect((await signIn(email, 'wrong', own)).code).toBe('UNAVAILABLE');
      address.retarget(portOf(second));
      // What had not reached the replica begins anew.
      await until('it counts again', async () => (await signIn(email, 'wrong', own)).code === 'RATE_LIMITED');
    } finally {
      await own.stop();
      await address.stop();
      await Promise.all([first.stop(), second.stop()]);
    }
  });
});

describeRedis('a fail-over of Redis whose primary died', () => {
  it('keeps what had reached the replica, and loses what had not', async () => {
    const [first, second] = await Promise.all([startRedis(), startRedis()]);
    const [address, between] = await Promise.all([
      startTcpProxy(portOf(first)),
      startTcpProxy(portOf(first)),
    ]);
    const own = await startTestGateway({
      REDIS_URL: `redis://127.0.0.1:${address.port}`,
      SIGN_IN_LIMIT: '4',
    });
    const guess = async (email: string, times: number) => {
      const codes: unknown[] = [];
      for (let turn = 0; turn < times; turn++) codes.push((await signIn(email, 'wrong', own)).code);
      return codes;
    };
    const [reached, missed] = [newPerson().email, newPerson().email];
    try {
      await second.ask('REPLICAOF', '127.0.0.1', String(between.port));
      await until('it follows', async () =>
        String(await second.ask('INFO')).includes('master_link_status:up'),
      );
      await guess(reached, 3);
      expect(await first.ask('WAIT', '1', '60000')).toBe(1);
      between.treat(() => 'held');
      await guess(missed, 3);
      await first.stop();
      await second.ask('REPLICAOF', 'NO', 'ONE');
      address.retarget(portOf(second));
      await until(
        'it counts again',
        async () => (await signIn(newPerson().email, 'wrong', own)).code !== 'UNAVAILABLE',
      );
      expect(await guess(reached, 2)).toEqual(['INVALID_CREDENTIALS', 'RATE_LIMITED']);
      expect(await guess(missed, 5)).toEqual([
        ...Array<string>(4).fill('INVALID_CREDENTIALS'),
        'RATE_LIMITED',
      ]);
    } finally {
      await own.stop();
      await Promise.all([address.stop(), between.stop(), first.stop(), second.stop()]);
    }
  });
});
