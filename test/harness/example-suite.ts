/** What every example must do, whatever it is written in: one small surface, one test. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { askForJson } from './ask-for-json.js';
import { type Example, setStage, type Stage } from './example-stage.js';
import { disarm, elevate, flip, withPart } from './forged-token.js';
import { missingPrograms } from './programs.js';

/** Seconds that a fetched key counts where a withdrawal is measured; the defaults are 30 to 300. */
const KEYS_MAX_AGE = 2;

export function describeExample(example: Example): void {
  const missing = missingPrograms(example.programs ?? []);
  describe(`examples/${example.folder}`, () => {
    if (missing.length > 0)
      it.skip(`was not tested: ${missing.join(', ')} is not installed here`, () => undefined);
    else testExample(example);
  });
}

function testExample(example: Example): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage({ ask: askForJson, ...example });
  }, 900_000);
  afterAll(() => stage.clear());

  it('lets anybody read what is public', async () => {
    expect((await stage.ask('/public')).status).toBe(200);
  });

  it('takes a good token, and reads from it who is calling', async () => {
    const { userId, accessToken } = stage.person;
    expect(await stage.ask('/me', accessToken)).toMatchObject({ status: 200, userId, roles: ['USER'] });
  });

  it('asks for a token where there is none', async () => {
    for (const path of ['/me', '/admin'] as const)
      expect(await stage.ask(path)).toMatchObject({
        status: 401,
        challenge: expect.stringMatching(/^bearer/i),
      });
  });

  it.each(badTokens)('refuses %s', async (_name, makeToken) => {
    const token = await makeToken(stage);
    for (const path of ['/me', '/admin'] as const)
      expect(await stage.ask(path, token)).toMatchObject({
        status: 401,
        challenge: expect.stringMatching(/^bearer.*invalid_token/i),
      });
  });

  it('asks for the role where one is needed', async () => {
    const { person, admin } = stage;
    expect((await stage.ask('/admin', person.accessToken)).status).toBe(403);
    expect((await stage.ask('/admin', admin)).status).toBe(200);
  });

  testKeys(() => stage);
  example.also?.(() => stage);
}

function testKeys(current: () => Stage): void {
  it('goes on over a rotation, with tokens of the old key and of the new one', async () => {
    const stage = current();
    const old = await stage.newToken();
    expect((await stage.ask('/me', old)).status).toBe(200);
    const next = await stage.rotate(old);
    const foreseen = await stage.msUntil(200, next);
    // The key in reserve is brand new now: it signs before the example has fetched it.
    const surprise = await stage.rotate(next);
    const unforeseen = await stage.msUntil(200, surprise);
    for (const token of [old, next, surprise]) expect((await stage.ask('/me', token)).status).toBe(200);
    stage.tell(`a new key counts after ${foreseen} ms if published ahead, after ${unforeseen} ms if not`);
  }, 300_000);

  it('refuses the tokens of a withdrawn key, and takes those of its successor', async () => {
    const stage = current();
    await stage.restart({ KEYS_MAX_AGE: String(KEYS_MAX_AGE) });
    const withdrawn = await stage.newToken();
    expect((await stage.ask('/me', withdrawn)).status).toBe(200);
    const done = stage.withdraw(withdrawn);
    // In use all the while, which must not keep the key alive.
    await stage.isUnpublished(withdrawn, () => stage.ask('/me', withdrawn));
    const noticed = await stage.msUntil(401, withdrawn);
    await done;
    const successor = await stage.msUntil(200, await stage.newToken(withdrawn));
    expect((await stage.ask('/me', withdrawn)).status).toBe(401);
    stage.tell(
      `a withdrawn key is refused after ${noticed} ms (keys count for ${KEYS_MAX_AGE} s), ` +
        `its successor taken after ${successor} ms`,
    );
  }, 300_000);
}

const badTokens: readonly (readonly [name: string, makeToken: (stage: Stage) => string | Promise<string>])[] =
  [
    ['an expired token', (stage) => stage.expired],
    ['a token for another audience', (stage) => stage.foreign],
    ['a token of another issuer with the same keys', (stage) => stage.otherIssuer],
    ['a token of another type, as ID tokens are', (stage) => stage.otherType],
    ['a token whose claims were changed', ({ person }) => withPart(person.accessToken, 1, elevate)],
    ['a token whose signature was changed', ({ person }) => withPart(person.accessToken, 2, flip)],
    ['a token without a signature', ({ person }) => withPart(person.accessToken, 2, () => '')],
    [
      'a token that says it needs no signature',
      ({ person }) => withPart(withPart(person.accessToken, 0, disarm), 2, () => ''),
    ],
    ['a refresh token', ({ person }) => person.refreshToken],
    ['what is no token', () => 'a.b.c'],
  ];
