/**
 * `npm run bench:imported`: what a sign-in takes of an account that was imported and has signed in once, of one that signed up here, and
 * of nobody, in turn. Exit codes: 0 measured, 1 an answer was wrong or the run failed.
 */
import { parseArgs } from 'node:util';

import bcrypt from 'bcryptjs';

import { build } from './build.js';
import { Cleanup } from './cleanup.js';
import { findDatabaseOf, startGatewayProcess } from './gateway-process.js';
import { createHttpClient, type HttpClient } from './http-client.js';
import { describeMachine } from './machine.js';
import { createOperations, graphqlCall, type Operations, password, type Person } from './operations.js';
import { readCount } from './options.js';
import { createCpuMeter, type CpuMeter } from './process-cpu.js';
import { createProgress } from './progress.js';
import { runToEnd } from './run-to-end.js';
import { spreadOf } from './statistics.js';
import { alignColumns, showSpread } from './table.js';
import { openUsers } from './user-filling.js';

const usage = `npm run bench:imported -- [--rounds 6] [--people 4]

  --rounds  how often each kind is measured, forwards and backwards by turns
  --people  how many sign in each time, one after the other`;

const kinds = ['native', 'imported', 'unknown'] as const;
type Kind = (typeof kinds)[number];

const cleanup = new Cleanup();
const progress = createProgress(process.stderr);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '6' },
      people: { type: 'string', default: '4' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const rounds = readCount('--rounds', values.rounds, 1);
  const people = readCount('--people', values.people, 1);
  progress.show('building');
  await build(cleanup);
  const { actions, cpu } = await openActions(people);
  const found: Record<Kind, { readonly ms: number[]; readonly cpuMs: number[] }> = {
    native: { ms: [], cpuMs: [] },
    imported: { ms: [], cpuMs: [] },
    unknown: { ms: [], cpuMs: [] },
  };
  for (let round = 0; round < rounds; round++) {
    progress.show(`round ${round + 1} of ${rounds}`);
    for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
      const { times, cpuMs } = await measureEach(actions[kind], cpu);
      found[kind].ms.push(...times);
      found[kind].cpuMs.push(cpuMs);
    }
  }
  progress.clear();
  const { cores, node } = describeMachine();
  console.log(
    `${cores} cores, Node ${node.slice(1)}, ${values.rounds} rounds of ${values.people} sign-ins each`,
  );
  const rows = kinds.map((kind) => [
    kind,
    showSpread(spreadOf(found[kind].ms)),
    showSpread(spreadOf(found[kind].cpuMs)),
  ]);
  console.log(alignColumns([['', 'ms', 'gateway CPU ms'], ...rows]));
}

type Actions = Readonly<Record<Kind, readonly (() => Promise<void>)[]>>;

async function openActions(count: number): Promise<{ readonly actions: Actions; readonly cpu: CpuMeter }> {
  progress.show('starting the gateway');
  const { pid, port, dataDir } = await startGatewayProcess({}, cleanup);
  const client = createHttpClient(port);
  cleanup.add(() => client.close());
  const origin = `http://127.0.0.1:${port}`;
  const operations = createOperations(client, origin);
  progress.show('signing people up');
  const people: Person[] = [];
  while (people.length < 2 * count) people.push(await operations.signUp());
  const [native, imported] = [people.slice(0, count), people.slice(count)];
  await makeImported(dataDir, imported, operations);
  const signIn = (person: Person) => () => operations.signIn(person);
  const unknown = native.map((_, index) => () => refuse(client, origin, `nobody-${index}@example.com`));
  return {
    actions: { native: native.map(signIn), imported: imported.map(signIn), unknown },
    cpu: createCpuMeter(pid),
  };
}

/** Gives them hashes as an import leaves them, and signs them in once: the first right password renews it. */
async function makeImported(dataDir: string, people: readonly Person[], operations: Operations) {
  const uri = await findDatabaseOf({ dataDir });
  const database = await openUsers(uri);
  const { users } = database;
  cleanup.add(() => database.close());
  const hash = await bcrypt.hash(password, IMPORTED_COST);
  const stored = { scheme: 'bcrypt', work: 'bcrypt', cost: IMPORTED_COST, hash };
  for (const person of people) {
    await users.updateOne({ emailCanonical: person.email }, { $set: { password: stored } });
    await operations.signIn(person);
  }
  const left = await users.countDocuments({ 'password.work': { $exists: true } });
  if (left > 0) throw new Error(`${left} hashes were not renewed.`);
}

/** Of PHP before 8.4, and of most of npm. */
const IMPORTED_COST = 10;

async function refuse(client: HttpClient, origin: string, email: string): Promise<void> {
  const query = 'mutation($input:SignInInput!){signIn(input:$input){__typename}}';
  const text = await client.send(graphqlCall(query, { input: { email, password } }, { origin }));
  if (!text.includes('INVALID_CREDENTIALS')) throw new Error(`signIn answered ${text.slice(0, 300)}`);
}

async function measureEach(actions: readonly (() => Promise<void>)[], cpu: CpuMeter) {
  const times: number[] = [];
  const before = cpu().serverMs;
  for (const act of actions) {
    const begin = performance.now();
    await act();
    times.push(performance.now() - begin);
  }
  return { times, cpuMs: (cpu().serverMs - before) / actions.length };
}

await runToEnd(main, cleanup, progress);
