/** An example as it runs, with gateways that sign well and otherwise, people who have signed in, and what is done to keys. */
import { RefreshDocument, SignInDocument } from '../generated/operations.js';
import { runCommand } from './command-line.js';
import { type CommandLine, type ExampleProcess, runInExample, startExample } from './example-process.js';
import { buildGateway, until } from './gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from './gateway.js';
import { fetchKeys, kidOf, kidsOf } from './key-set.js';
import { makeAdmin, opened, signUp, type SignedUp } from './people.js';
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
  /** What it needs beside the gateway: settings of the example, and what ends it. */
  readonly beside?: () => Promise<Companion>;
  /** Tests of its own, in the same stage. */
  readonly also?: (current: () => ExampleCallers) => void;
}

type Askable = Example & Required<Pick<Example, 'ask'>>;

interface Companion {
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Tokens of two people, and where the example answers them. */
export interface ExampleCallers {
  readonly url: string;
  readonly person: SignedUp;
  readonly admin: string;
}

/** PyJWT asks for a key that it lacks once in 30 s. */
const NOTICES_WITHIN_MS = 45_000;
/** On a busy machine the command line takes its time. */
const COMMAND_WITHIN_MS = 60_000;

export interface Stage extends ExampleCallers {
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

export async function setStage(example: Askable): Promise<Stage> {
  await buildGateway();
  for (const command of example.install ?? []) await runInExample(example.folder, command);
  const gateways = await startGateways(example);
  const [gateway] = gateways;
  const [person, boss] = [await signUp(gateway), await signUp(gateway)];
  await makeAdmin(gateway, boss);
  const [admin = '', expired = '', foreign = '', otherIssuer = '', otherType = ''] = await Promise.all(
    gateways.map((each) => signIn(each, boss)),
  );
  const companion = await example.beside?.();
  const running = await runExample(example, gateway, companion?.settings);
  return {
    ...{ person, admin, expired, foreign, otherIssuer, otherType },
    ...createKeyActions(example, gateway, person),
    ...running,
    get url() {
      return running.url;
    },
    async clear() {
      await running.clear();
      await companion?.stop();
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
  { folder, start, ask }: Askable,
  gateway: TestGateway,
  companion: Companion['settings'] = {},
): Promise<Pick<Stage, 'url' | 'ask' | 'msUntil' | 'restart' | 'tell' | 'clear'>> {
  const fixed = { ...companion, ISSUER: replicaOf(gateway).PUBLIC_URL, AUDIENCE: 'portcullis' };
  let running: ExampleProcess = await startExample(folder, start, fixed);
  const askFor: Stage['ask'] = (path, token) =>
    ask(running.url, path, token === undefined ? {} : { authorization: `Bearer ${token}` });
  return {
    get url() {
      return running.url;
    },
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
