/** What the client's README says that it cannot do. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client, PortcullisError } from '@portcullis/client';

import { packWorkspace } from '../../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../../harness/gateway.js';
import { newPerson } from '../../harness/people.js';
import { replicaOf } from '../../harness/replica.js';
import { Device } from './device.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

async function signedUp(url = gateway.url): Promise<{ device: Device; client: Client }> {
  const device = new Device();
  const client = device.open({ url, transport: 'COOKIE' });
  await client.signUp(newPerson());
  return { device, client };
}

it('a sign-out without a network is UNAVAILABLE, and the session goes on', async () => {
  const { device, client } = await signedUp();
  device.network = () => Promise.reject(new TypeError('no network'));
  await expect(client.signOut()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  device.network = undefined;
  expect(client.session.get().status).toBe('signedIn');
  expect(await client.me()).not.toBeNull();
  client.close();
});

describe('a refresh whose answer is lost', () => {
  async function lose(pauseMs: number) {
    const { device, client } = await signedUp();
    device.network = async (...request) => {
      await fetch(...request);
      throw new TypeError('the answer was lost');
    };
    await expect(client.refresh()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(client.session.get().status).toBe('signedIn');
    device.network = undefined;
    gateway.clock.advance(pauseMs);
    const outcome = await client.refresh().then(
      () => 'refreshed',
      (error: unknown) => (error as PortcullisError).code,
    );
    client.close();
    return [outcome, client.session.get().status];
  }

  it('within REFRESH_GRACE comes again', async () => {
    expect(await lose(9_000)).toEqual(['refreshed', 'signedIn']);
  });

  it('for longer looks like a stolen token', async () => {
    expect(await lose(10_001)).toEqual(['TOKEN_REUSED', 'signedOut']);
  });
});

it('a gateway that wants the access token with a refresh has no session after a reload', async () => {
  const strict = await startTestGateway({ ...replicaOf(gateway), REFRESH_NEEDS_ACCESS_TOKEN: 'true' });
  try {
    const { device, client } = await signedUp(strict.url);
    await client.refresh();
    expect(client.session.get().status).toBe('signedIn');
    client.close();
    const reloaded = device.open({ url: strict.url, transport: 'COOKIE' });
    await device.clock.quiet();
    expect(reloaded.session.get()).toEqual({ status: 'signedOut' });
    reloaded.close();
  } finally {
    await strict.stop();
  }
});

describe('the package', () => {
  const run = promisify(execFile);
  let directory: string;
  let manifest: Manifest;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'portcullis-client-'));
    await packWorkspace('@portcullis/client', directory);
    const scope = join(directory, 'node_modules/@portcullis');
    await mkdir(scope, { recursive: true });
    await rename(join(directory, 'package'), join(scope, 'client'));
    manifest = JSON.parse(await readFile(join(scope, 'client/package.json'), 'utf8')) as Manifest;
  });
  afterAll(() => rm(directory, { recursive: true }));

  /** Beside it, as somebody has installed them. */
  async function install(...names: readonly string[]): Promise<void> {
    for (const name of names)
      await symlink(join(process.cwd(), 'node_modules', name), join(directory, 'node_modules', name));
  }

  it('has a core that runs on plain Node with nothing beside it', async () => {
    expect(manifest.dependencies).toBeUndefined();
    const program = `
      import { createClient } from '@portcullis/client';
      const client = createClient({ url: ${JSON.stringify(gateway.url)} });
      await client.signUp(${JSON.stringify(newPerson())});
      const before = client.session.get();
      await client.refresh();
      console.log(before.status, (await client.me()).email === before.user.email);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], {
      cwd: directory,
    });
    expect(stdout).toBe('signedIn true\n');
  });

  it('runs on its ports alone, where nothing of a browser is', async () => {
    const program = `
      const missing = ['BroadcastChannel', 'navigator', 'structuredClone', 'localStorage', 'sessionStorage'];
      for (const name of missing) delete globalThis[name];
      AbortSignal.any = AbortSignal.timeout = undefined;
      import('@portcullis/client').then(async ({ createClient }) => {
        const kept = new Map();
        const storage = {
          getItem: async (key) => kept.get(key) ?? null,
          setItem: async (key, value) => void kept.set(key, value),
          removeItem: async (key) => void kept.delete(key),
        };
        const wakers = new Set();
        const events = (wake) => (wakers.add(wake), () => wakers.delete(wake));
        let left;
        const ports = { storage, flowStorage: storage, events, navigate: (url) => (left = url) };
        const open = () => createClient({ url: ${JSON.stringify(gateway.url)}, ...ports });
        const client = open();
        const { user } = await client.signUp(${JSON.stringify(newPerson())});
        client.close();
        const restarted = open();
        await restarted.accessToken();
        for (const wake of wakers) wake();
        await restarted.startProvider('work', { redirect: 'app://back' });
        console.log(restarted.session.get().user.id === user.id, wakers.size, left.includes('code_challenge='));
        await restarted.signOut();
        console.log(restarted.session.get().status, [...kept.keys()].length);
        restarted.close();
      });`;
    const { stdout } = await run(process.execPath, ['-e', program], { cwd: directory });
    expect(stdout).toBe('true 1 true\nsignedOut 1\n');
  });

  it('can be imported by each of its entries, whose types are those of the README', async () => {
    await install('@apollo', '@types', '@urql', 'react', 'react-dom', 'vue', 'wonka', '@portcullis/guard');
    const entries = Object.keys(manifest.exports).map((path) => `@portcullis/client${path.slice(1)}`);
    const imports = entries.map((entry, index) => `import * as part${index} from '${entry}';`);
    const uses = entries.map((_, index) => `part${index}`).join(', ');
    await writeFile(join(directory, 'use.mts'), `${imports.join('\n')}\nconsole.log([${uses}].length);\n`);
    const snippets = await readSnippets();
    for (const [index, snippet] of snippets.entries())
      await writeFile(join(directory, `snippet-${index}.tsx`), snippet);
    await writeFile(join(directory, 'package.json'), '{ "type": "module" }');
    await writeFile(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [tsc, '-p', '.'], { cwd: directory }).catch((error: unknown) => {
      throw new Error((error as { stdout: string }).stdout);
    });
    const { stdout } = await run(process.execPath, ['use.mjs'], { cwd: directory });
    expect(stdout.trim()).toBe(String(entries.length));
    expect(snippets.length).toBeGreaterThanOrEqual(7);
  });
});

interface Manifest {
  readonly exports: Readonly<Record<string, object>>;
  readonly dependencies?: object;
}

const compilerOptions = {
  ...{ module: 'nodenext', target: 'es2023', lib: ['es2023', 'dom'], jsx: 'react-jsx' },
  ...{ strict: true, skipLibCheck: true, types: ['node'] },
};

/** The programs of the README, with what they take for granted. */
async function readSnippets(): Promise<string[]> {
  const readme = await readFile('packages/client/README.md', 'utf8');
  const given = "import type { Client as GivenClient } from '@portcullis/client';";
  return [...readme.matchAll(/```tsx?\n(.*?)```/gs)].map(([, program = '']) =>
    [
      given,
      'declare const email: string, password: string, request: Request, element: HTMLElement;',
      ...(program.includes('const client =') ? [] : ['declare const client: GivenClient;']),
      `${program}export {};`,
    ].join('\n'),
  );
}
