/** What every example must do, whatever it is written in: one small surface, one test. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { RefreshDocument, SignInDocument } from '../generated/operations.js';
import { askForJson } from './ask-for-json.js';
import { runCommand } from './command-line.js';
import { type CommandLine, type ExampleProcess, runInExample, startExample } from './example-process.js';
import { disarm, elevate, flip, withPart } from './forged-token.js';
import { buildGateway, until } from './gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from './gateway.js';
import { fetchKeys, kidOf, kidsOf } from './key-set.js';
import { makeAdmin, opened, signUp, type SignedUp } from './people.js';
import { missingPrograms } from './programs.js';
import { replicaOf } from './replica.js';

interface ExampleAnswer {
  readonly status: number;
  /** WWW-Authenticate. */
  readonly challenge: string | null;
  readonly userId?: string | undefined;
  readonly roles?: readonly string[] | undefined;
}

type ExamplePath = '/public' | '/me' | '/admin';

export type AskExample = (
  url: string,
  path: ExamplePath,
  headers: Record<string, string>,
) => Promise<ExampleAnswer>;

export interface Example {
  /** Under examples/. */
  readonly folder: string;
  /** Beside Node. Where one of them is missing, the example is told as skipped. */
  readonly programs?: readonly string[];
  /** Of the gateway. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly install?: readonly CommandLine[];
  readonly start: CommandLine;
  /** How it is asked, where not by GET and JSON. */
  readonly ask?: AskExample;
}

/** Seconds that a fetched key counts where a withdrawal is measured; the defaults are 30 to 300. */
const KEYS_MAX_AGE = 2;
/** PyJWT asks for a key that it lacks once in 30 s. */
const NOTICES_WITHIN_MS = 45_000;
/** On a busy machine the command line takes its time. */
const COMMAND_WITHIN_MS = 60_000;

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
    stage = await setStage(example);
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

interface Stage {
  readonly person: SignedUp;
  readonly admin: string;
  readonly expired: string;
  readonly foreign: string;
  readonly otherIssuer: string;
  /** `typ: JWT`, and in all else like an access token. */
  readonly otherType: string;
  ask(path: ExamplePath, token?: string): Promise<ExampleAnswer>;
  /** How long it takes until /me answers so. */
  msUntil(status: number, token: string): Promise<number>;
  /** @param before a token of the key that must no longer sign. */
  newToken(before?: string): Promise<string>;
  /** Lets the next key sign. @returns its first token. */
  rotate(before: string): Promise<string>;
  /** Withdraws the key of a token. */
  withdraw(token: string): Promise<void>;
  /** Waits until the key set lacks the key of a token. */
  isUnpublished(token: string, meanwhile: () => Promise<unknown>): Promise<unknown>;
  /** The example, with settings of its own. */
  restart(settings: Readonly<Record<string, string>>): Promise<void>;
  tell(measured: string): void;
  clear(): Promise<void>;
}

async function setStage(example: Example): Promise<Stage> {
  await buildGateway();
  for (const command of example.install ?? []) await runInExample(example.folder, command);
  const gateways = await startGateways(example);
  const [gateway] = gateways;
  const [person, boss] = [await signUp(gateway), await signUp(gateway)];
  await makeAdmin(gateway, boss);
  const [admin = '', expired = '', foreign = '', otherIssuer = '', otherType = ''] = await Promise.all(
    gateways.map((each) => signIn(each, boss)),
  );
  const running = await runExample(example, gateway);
  return {
    ...{ person, admin, expired, foreign, otherIssuer, otherType },
    ...createKeyActions(example, gateway, person),
    ...running,
    async clear() {
      await running.clear();
      for (const started of gateways.toReversed()) await started.stop();
    },
  };
}

/** What gateways beside the usual one sign otherwise, in the order of their tokens in Stage; the first has a slow clock. */
const others: readonly Readonly<Record<string, string>>[] = [
  {},
  { AUDIENCE: 'somebody-else' },
  { ISSUER: 'https://elsewhere.example.com' },
  { ACCESS_TOKEN_TYP: 'JWT' },
];

/** On one database with one set of keys: the usual one first, and those that sign otherwise. */
async function startGateways({ settings = {} }: Example): Promise<readonly [TestGateway, ...TestGateway[]]> {
  const usual = await startTestGateway(settings);
  const started: TestGateway[] = [];
  for (const other of others)
    started.push(await startTestGateway({ ...settings, ...replicaOf(usual), ...other }));
  started[0]?.clock.advance(-3_600_000);
  return [usual, ...started];
}

/** With what it takes by default, until it is restarted. */
async function runExample(
  { folder, start, ask = askForJson }: Example,
  gateway: TestGateway,
): Promise<Pick<Stage, 'ask' | 'msUntil' | 'restart' | 'tell' | 'clear'>> {
  const fixed = { ISSUER: replicaOf(gateway).PUBLIC_URL, AUDIENCE: 'portcullis' };
  let running: ExampleProcess = await startExample(folder, start, fixed);
  const askFor: Stage['ask'] = (path, token) =>
    ask(running.url, path, token === undefined ? {} : { authorization: `Bearer ${token}` });
  return {
    ask: askFor,
    async msUntil(status, token) {
      const from = performance.now();
      const isRight = async () => (await askFor('/me', token)).status === status;
      await until(`${status} for /me`, isRight, NOTICES_WITHIN_MS);
      return Math.round(performance.now() - from);
    },
    async restart(settings) {
      await running.stop();
      running = await startExample(folder, start, { ...fixed, ...settings });
    },
    tell: (measured) => void process.stderr.write(`examples/${folder}: ${measured}\n`),
    clear: () => running.stop(),
  };
}

function createKeyActions(
  { settings }: Example,
  gateway: TestGateway,
  person: SignedUp,
): Pick<Stage, 'newToken' | 'rotate' | 'withdraw' | 'isUnpublished'> {
  let { refreshToken } = person;
  const runKeys = async (...args: readonly string[]) => {
    const environment = { ...settings, ...replicaOf(gateway), SECRET: testSecret };
    const { code, stderr } = await runCommand(['keys', ...args], environment);
    if (code !== 0) throw new Error(stderr);
  };
  const newToken: Stage['newToken'] = (before) =>
    until(
      'a token of another key',
      async () => {
        const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken });
        refreshToken = refresh.refreshToken ?? '';
        const isOld = before !== undefined && kidOf(refresh.accessToken) === kidOf(before);
        return isOld ? undefined : refresh.accessToken;
      },
      COMMAND_WITHIN_MS,
    );
  return {
    newToken,
    async rotate(before) {
      // Not one after the other: the command line takes its time to end.
      const [token] = await Promise.all([newToken(before), runKeys('rotate', '--force')]);
      return token;
    },
    // A kid may begin with a dash.
    withdraw: (token) => runKeys('withdraw', '--', kidOf(token) ?? ''),
    isUnpublished: (token, meanwhile) =>
      until(
        'the key leaves the key set',
        async () => {
          await meanwhile();
          return !kidsOf(await fetchKeys(gateway)).includes(kidOf(token));
        },
        COMMAND_WITHIN_MS,
      ),
  };
}

async function signIn(gateway: TestGateway, { email, password }: SignedUp): Promise<string> {
  const { signIn: result } = await gateway.api.call(SignInDocument, { input: { email, password } });
  return opened(result).accessToken;
}
