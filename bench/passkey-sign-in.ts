/**
 * `npm run bench:passkeys`: what a sign-in by a passkey costs the gateway, both its requests, beside a refresh and the check of a
 * signature alone, in turn in one run. Exit codes: 0 measured, 1 an answer was wrong or the run failed.
 */
import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { build } from './build.js';
import { Cleanup } from './cleanup.js';
import { findDatabaseOf, startGatewayProcess } from './gateway-process.js';
import { openDatabase } from './growth-filling.js';
import { createTurns } from './growth-loads.js';
import { createHttpClient } from './http-client.js';
import { type Load, measure, type Measurement } from './load.js';
import { describeMachine } from './machine.js';
import { createOperations } from './operations.js';
import { readCount, readNumber } from './options.js';
import { createPasskeyOperations, type PasskeyOperations, type PasskeyOwner } from './passkey-operations.js';
import { createCpuMeter } from './process-cpu.js';
import { createProgress } from './progress.js';
import { connections } from './round.js';
import { runToEnd } from './run-to-end.js';
import { spreadOf } from './statistics.js';

const usage = `npm run bench:passkeys -- [--rounds 4] [--seconds 4] [--set NAME=value]

  --rounds   how often each is measured, forwards and backwards by turns
  --seconds  how long each time
  --set      a setting of the gateway`;

/** A sign-in may cost so many times a refresh and the check of its signature (issue 19). */
const MARK = 1.3;

const cleanup = new Cleanup();
const progress = createProgress(process.stderr);

interface Round {
  readonly refresh: Measurement;
  readonly asking: Measurement;
  readonly signIn: Measurement;
  readonly signatureMs: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '4' },
      seconds: { type: 'string', default: '4' },
      set: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const count = readCount('--rounds', values.rounds, 1);
  const seconds = readNumber('--seconds', values.seconds, 0.1, 600);
  progress.show('building');
  await build(cleanup);
  const loads = await openLoads(Object.fromEntries(values.set.map(readSetting)), seconds);
  const rounds: Round[] = [];
  for (let number = 1; number <= count; number++) {
    progress.show(`round ${number} of ${count}`);
    rounds.push(await runRound(loads, number));
  }
  progress.clear();
  console.log(render(rounds));
  const measured = rounds.flatMap(({ refresh, asking, signIn }) => [refresh, asking, signIn]);
  const failed = measured.find(({ errors }) => errors > 0);
  if (failed === undefined) return;
  console.error(failed.firstError);
  process.exitCode = 1;
}

function readSetting(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  return [name, value.join('=')];
}

type Loads = Readonly<Record<'refresh' | 'asking' | 'signIn', Load>>;

async function openLoads(settings: Readonly<Record<string, string>>, seconds: number): Promise<Loads> {
  progress.show('starting the gateway');
  const { pid, port, dataDir } = await startGatewayProcess(settings, cleanup);
  const client = createHttpClient(port);
  cleanup.add(() => client.close());
  const origin = `http://127.0.0.1:${port}`;
  const operations = createOperations(client, origin);
  const passkeys = createPasskeyOperations(client, origin);
  progress.show('signing people up');
  const owners = await signUpAll(passkeys);
  await untilMailed(dataDir);
  const ownerAt = createTurns(owners, connections);
  const common = { connections, seconds, cpu: createCpuMeter(pid) };
  return {
    refresh: { ...common, name: 'refresh', operation: (index) => operations.refresh(ownerAt(index)) },
    asking: { ...common, name: 'beginPasskeySignIn', operation: () => passkeys.ask() },
    signIn: { ...common, name: 'sign-in', operation: (index) => passkeys.signIn(ownerAt(index)) },
  };
}

/** So many that nobody comes near MAX_SESSIONS_PER_USER, past which each sign-in ends a session as well. */
const OWNERS = 512;

async function signUpAll(passkeys: PasskeyOperations): Promise<PasskeyOwner[]> {
  const owners: PasskeyOwner[] = [];
  while (owners.length < OWNERS)
    owners.push(...(await Promise.all(Array.from({ length: connections }, () => passkeys.signUp()))));
  return owners;
}

/** Each sign-up has ordered a mail, which the gateway writes when it has time: that is no part of a sign-in. */
async function untilMailed(dataDir: string): Promise<void> {
  const uri = await findDatabaseOf({ dataDir });
  const opened = await openDatabase(uri);
  cleanup.add(() => opened.close());
  const outbox = opened.database.collection('outbox');
  progress.show('waiting for the mails of the sign-ups');
  while ((await outbox.countDocuments({ state: 'waiting' })) > 0) await sleep(LOOK_MS);
}

const LOOK_MS = 100;

/** Every other one backwards, so that what drifts falls on all alike. */
async function runRound(loads: Loads, number: number): Promise<Round> {
  const warmUp = number === 1 ? { operations: 5_000, seconds: 3 } : { operations: 500, seconds: 0.5 };
  const names = ['refresh', 'asking', 'signIn'] as const;
  const found: Partial<Record<(typeof names)[number], Measurement>> = {};
  const signatureMs = measureSignature();
  for (const name of number % 2 === 1 ? names : names.toReversed())
    found[name] = await measure(loads[name], warmUp);
  const { refresh, asking, signIn } = found;
  if (!refresh || !asking || !signIn) throw new TypeError('A load was left out.');
  return { refresh, asking, signIn, signatureMs };
}

const WARM = 500;
const COUNTED = 2_000;

/** CPU of one check of ES256, as Node's crypto does it, of a message as long as an assertion's. */
function measureSignature(): number {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const message = randomBytes(37 + 32);
  const signature = sign('sha256', message, privateKey);
  const check = () => verify('sha256', message, publicKey, signature);
  for (let turn = 0; turn < WARM; turn++) check();
  const before = process.cpuUsage();
  for (let turn = 0; turn < COUNTED; turn++) check();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / COUNTED;
}

function render(rounds: readonly Round[]): string {
  const { cores, node } = describeMachine();
  const told = (name: string, pick: (round: Round) => number, unit = ' ms') => {
    const { median, min, max } = spreadOf(rounds.map(pick));
    return `${name.padEnd(34)}${median.toFixed(3)}${unit} (${min.toFixed(3)} to ${max.toFixed(3)})`;
  };
  const ratioOf = ({ refresh, signIn, signatureMs }: Round) =>
    signIn.serverCpuMs / (refresh.serverCpuMs + signatureMs);
  const isMet = spreadOf(rounds.map(ratioOf)).median <= MARK;
  return [
    `${cores} cores, Node ${node.slice(1)}, ${connections} connections; CPU, median of ${rounds.length} rounds (their range)`,
    '',
    told('refresh', ({ refresh }) => refresh.serverCpuMs),
    told('refresh, mongod', ({ refresh }) => refresh.mongodCpuMs),
    told('signature alone', ({ signatureMs }) => signatureMs),
    told('sign-in by passkey', ({ signIn }) => signIn.serverCpuMs),
    told('  of it beginPasskeySignIn', ({ asking }) => asking.serverCpuMs),
    told('sign-in by passkey, mongod', ({ signIn }) => signIn.mongodCpuMs),
    told('sign-in / (refresh + signature)', ratioOf, ''),
    `at most ${MARK}: ${isMet ? 'met' : 'not met'}`,
  ].join('\n');
}

await runToEnd(main, cleanup, progress);
