import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Guard, TokenError, UnavailableError } from '@portcullis/guard';

import { until } from '../../harness/gateway-process.js';
import { jwkOf, type KeyServer, paths, remoteGuard, startKeyServer } from './key-server.js';
import { expectInvalid, makeKey, nowSeconds, refusal, token as tokenOf } from './tokens.js';

const [ours, next, rs256, attacker] = await Promise.all([
  makeKey('ours'),
  makeKey('next', 'ES256'),
  makeKey('ours-rs256', 'RS256'),
  makeKey('attacker'),
]);
let server: KeyServer;
beforeEach(async () => {
  server = await startKeyServer(ours);
});
afterEach(() => server.stop());

const token = (key = ours, changes: object = {}) =>
  tokenOf(key, { iss: server.issuer, exp: nowSeconds + 90_000, ...changes });
const failure = (guard: Pick<Guard, 'verify'>, text = token()) =>
  guard.verify(text).catch((error: unknown) => error);
const expectUnavailable = async (guard: Pick<Guard, 'verify'>, text = token()) => {
  const error = await failure(guard, text);
  expect(error).toBeInstanceOf(UnavailableError);
  expect(error).not.toBeInstanceOf(TokenError);
};
const countOf = (path: string) => server.asked.filter((asked) => asked === path).length;

describe('a guard that knows its issuer', () => {
  it('asks nothing before the first token, then finds the keys, once for all who ask at once', async () => {
    const guard = remoteGuard(server);
    expect(server.asked).toEqual([]);
    const texts = Array.from({ length: 50 }, (_, jti) => token(ours, { jti: String(jti) }));
    await Promise.all(texts.map((text) => guard.verify(text)));
    expect(server.asked).toEqual([paths.discovery, paths.keys]);
    await guard.verify(texts[0] ?? '');
    expect(server.asked).toHaveLength(2);
  });

  it('asks jwksUri alone where that is given', async () => {
    const guard = remoteGuard(server, { jwksUri: `${server.issuer}${paths.keys}` });
    await guard.verify(token());
    expect(server.asked).toEqual([paths.keys]);
  });

  it('takes two algorithms while a gateway changes over', async () => {
    await server.publish(ours, next, rs256);
    const guard = remoteGuard(server);
    for (const key of [ours, next, rs256])
      expect(await guard.verify(token(key))).toMatchObject({ sid: expect.any(String) });
    await expectInvalid(token(next, {}).replace(/^[^.]+/, token().split('.')[0] ?? ''), guard);
  });

  it('stands a clock that is a minute off, and no more', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token(ours, { exp: nowSeconds - 59, nbf: nowSeconds + 60, iat: nowSeconds + 60 }));
    expect(await refusal(guard, token(ours, { exp: nowSeconds - 60 }))).toBe('TOKEN_EXPIRED');
    await expectInvalid(token(ours, { nbf: nowSeconds + 61 }), guard);
  });
});

describe('the key set: poll', () => {
  it('is confirmed by its ETag, so that the remembered tokens stay', async () => {
    const guard = remoteGuard(server);
    const claims = await guard.verify(token());
    guard.advance(30);
    expect(await guard.verify(token())).toBe(claims);
    expect(server.statuses).toEqual([200, 200, 304]);
  });

  it('refuses a withdrawn key after keyPollSeconds, though the token is remembered', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token());
    await server.publish(next);
    guard.advance(29);
    await guard.verify(token());
    guard.advance(1);
    await expectInvalid(token(), guard);
    expect(await guard.verify(token(next))).toBeDefined();
  });

  it('is asked for ahead of time where there is traffic, so that nobody waits', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token());
    guard.advance(16);
    server.answer(paths.keys, () => undefined);
    await guard.verify(token());
    expect(countOf(paths.keys)).toBe(1);
    await until('it is asked for', () => countOf(paths.keys) === 2);
  });

  it('counts for nothing after an hour of idleness until it is confirmed', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token());
    await server.publish(next);
    guard.advance(3_600);
    await expectInvalid(token(), guard);
  });

  it('takes other material under the same kid for another key', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token());
    server.publishJwks({ ...(await jwkOf(attacker)), kid: 'ours' });
    guard.advance(30);
    await expectInvalid(token(), guard);
  });
});

describe('the key set: a kid it lacks', () => {
  it('is asked for once for 1,000 tokens of unknown kids', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token());
    guard.advance(6);
    const forged = Array.from({ length: 1_000 }, (_, n) =>
      tokenOf(attacker, { iss: server.issuer }, { kid: `k${n}` }),
    );
    const errors = await Promise.all(forged.map((text) => failure(guard, text)));
    expect(errors.every((error) => error instanceof TokenError && error.code === 'TOKEN_INVALID')).toBe(true);
    expect(countOf(paths.keys)).toBe(2);
    for (const text of forged.slice(0, 20)) await failure(guard, text);
    expect(countOf(paths.keys)).toBe(2);
  });

  it('is taken at once where it is new, and five seconds later where somebody asked just before', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token());
    guard.advance(6);
    await expectInvalid(tokenOf(attacker, {}), guard);
    await server.publish(ours, next);
    await expectInvalid(token(next), guard);
    guard.advance(5);
    expect(await guard.verify(token(next))).toBeDefined();
  });

  it.each([1_000, 5_000, 20_000, 1_000_000])(
    'is not asked for where it has %d characters',
    async (length) => {
      const guard = remoteGuard(server);
      await guard.verify(token());
      guard.advance(6);
      await expectInvalid(tokenOf(attacker, {}, { kid: 'k'.repeat(length) }), guard);
      expect(countOf(paths.keys)).toBe(1);
    },
  );

  it('says UNAVAILABLE while the gateway is down: it may be a new key', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token());
    await server.stop();
    guard.advance(6);
    await expectUnavailable(guard, token(next));
    await expectUnavailable(guard, token(next));
    expect(await guard.verify(token())).toBeDefined();
  });
});

describe('the gateway is down', () => {
  it('a cold guard throws UnavailableError, and recovers', async () => {
    await server.stop();
    const guard = remoteGuard(server);
    await expectUnavailable(guard);
    await server.start();
    guard.advance(1);
    expect(await guard.verify(token())).toBeDefined();
  });

  it('the last set counts for maxStaleSeconds, and a warning says so', async () => {
    const guard = remoteGuard(server, { maxStaleSeconds: 3_600 });
    await guard.verify(token());
    await server.stop();
    guard.advance(3_599);
    expect(await guard.verify(token())).toBeDefined();
    expect(guard.warnings).toHaveLength(1);
    guard.advance(1);
    await expectUnavailable(guard);
  });

  it('a silent one holds requests up for timeoutSeconds once, and not each', async () => {
    const guard = await until('one has the keys in time', async () => {
      const cold = remoteGuard(server, { timeoutSeconds: 0.2 });
      return cold.verify(token()).then(
        () => cold,
        () => undefined,
      );
    });
    const before = countOf(paths.keys);
    server.answerAll(() => undefined);
    guard.advance(60);
    for (let turn = 0; turn < 20; turn++) await guard.verify(token());
    expect(countOf(paths.keys)).toBe(before + 1);
  });

  it('a withdrawn key is refused as soon as it is back', async () => {
    const guard = remoteGuard(server);
    await guard.verify(token());
    await server.stop();
    guard.advance(60);
    await guard.verify(token());
    await server.publish(next);
    await server.start();
    guard.advance(10);
    await expectInvalid(token(), guard);
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('disk full');
      },
    ],
    ['rejects later', () => Promise.reject(new Error('disk full'))],
  ])(
    'a fetch that never settles is given up as well, and a logger that %s decides nothing',
    async (_name, onWarning) => {
      const fetch = () => new Promise<Response>(() => undefined);
      await expectUnavailable(remoteGuard(server, { timeoutSeconds: 0.05, fetch, onWarning }));
      // Rejections that nobody owns are told by then.
      await new Promise(setImmediate);
    },
  );
});
