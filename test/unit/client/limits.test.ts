/** What the client's README says that it cannot do. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'portcullis-client-'));
    await packWorkspace('@portcullis/client', directory);
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('holds what its exports name, and its core runs on plain Node with nothing beside it', async () => {
    const manifest = JSON.parse(await readFile(join(directory, 'package/package.json'), 'utf8')) as {
      exports: Record<string, Record<string, string>>;
      dependencies?: object;
    };
    expect(manifest.dependencies).toBeUndefined();
    const files = Object.values(manifest.exports).flatMap((entry) => Object.values(entry));
    for (const file of files) await expect(readFile(join(directory, 'package', file))).resolves.toBeTruthy();
    const program = `
      import { createClient } from './package/dist/index.js';
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
});
