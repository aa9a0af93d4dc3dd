/** `npm run demo` as a process: what it prints leads somewhere, and nothing of it stays. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { isAlive, mongodPid, until } from '../harness/gateway-process.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

interface DemoProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly said: () => string;
  readonly ended: Promise<unknown>;
}

let directory: string;
let running: DemoProcess[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portcullis-demo-test-'));
  running = [];
});
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGTERM');
    await ended;
  }
  await rm(directory, { recursive: true });
});

/** Its data is in the directory of the test, so that what it leaves is seen there. */
function launchDemo(): DemoProcess {
  const { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const program = ['--conditions=source', '--import', 'tsx', 'scripts/demo.ts'];
  const child = spawn(process.execPath, program, {
    cwd: repository,
    env: { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY, TMPDIR: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const demo = { child, said: () => text, ended: once(child, 'close') };
  running.push(demo);
  return demo;
}

/** Waits until all is printed. @returns the addresses by their names. */
async function readPlaces({ child, said }: DemoProcess): Promise<(name: string) => string> {
  await until('the demo is up', () => {
    if (child.exitCode !== null) throw new Error(said());
    return said().includes('user@example.com');
  });
  return (name) => new RegExp(`^ +${name} +(http\\S+)`, 'm').exec(said())?.[1] ?? '';
}

async function ask(url: string, query: string, token = ''): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: unknown }).data;
}

async function whatIsLeft(): Promise<string[]> {
  // Node's own cache of compiled sources is not the demo's.
  return (await readdir(directory)).filter((name) => name.startsWith('portcullis'));
}

async function findMongod(): Promise<number> {
  const [data = ''] = await whatIsLeft();
  const pid = await mongodPid(join(directory, data, 'data'));
  if (pid === undefined) throw new Error('There is no mongod.');
  return pid;
}

it('prints where to go and who may sign in, and leaves nothing behind', async () => {
  const taken: Server = createServer().listen(5173, '127.0.0.1');
  await Promise.race([once(taken, 'listening'), once(taken, 'error')]);
  try {
    const demo = launchDemo();
    const placeOf = await readPlaces(demo);
    expect(demo.said()).toMatch(/^ +Port 5173 is taken, so the frontend is at \d+ this time\.$/m);
    expect(demo.said()).toMatch(/^ {2}The demo is up {3}after [\d.]+ s;/m);

    const [frontend, gateway] = [placeOf('Frontend'), `${placeOf('Gateway')}/graphql`];
    expect(await (await fetch(`${frontend}/profile`)).text()).toContain('/src/main.tsx');
    expect(await (await fetch(`${frontend}/src/main.tsx`)).text()).toContain(placeOf('Gateway'));
    expect((await fetch(placeOf('Mailbox'))).status).toBe(200);
    const [, email = '', password = ''] = /(admin@\S+) +(\S+)/.exec(demo.said()) ?? [];
    const input = `{ email: "${email}", password: "${password}" }`;
    const data = (await ask(
      gateway,
      `mutation { signIn(input: ${input}) { ... on AuthPayload { accessToken } } }`,
    )) as { signIn: { accessToken: string } };
    const { accessToken } = data.signIn;
    const notes = '{ notes { id } everyNote { id } }';
    expect(await ask(placeOf('Notes'), notes, accessToken)).toEqual({ notes: [], everyNote: [] });
    expect(await ask(placeOf('Notes'), notes)).toEqual({ notes: null, everyNote: null });
    expect(await ask(gateway, '{ authConfig { providers { id } } }')).toEqual({
      authConfig: { providers: [{ id: 'harbour' }] },
    });

    const mongod = await findMongod();
    demo.child.kill('SIGINT');
    expect(await demo.ended).toEqual([0, null]);
    expect(demo.said()).toContain('The demo is over');
    expect(await whatIsLeft()).toEqual([]);
    expect(isAlive(mongod)).toBe(false);
    for (const name of ['Frontend', 'Gateway', 'Notes', 'Provider'])
      await expect(fetch(placeOf(name))).rejects.toThrow();
  } finally {
    taken.close();
  }
});

it('ends with what the gateway said where that cannot go on', async () => {
  const demo = launchDemo();
  await readPlaces(demo);
  process.kill(await findMongod(), 'SIGKILL');
  expect(await demo.ended).toEqual([1, null]);
  expect(demo.said()).toContain('The gateway stopped by itself');
  expect(await whatIsLeft()).toEqual([]);
});
