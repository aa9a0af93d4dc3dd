/** BREACHED_PASSWORDS: new passwords that are known from a breach, by a service and by a file. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignUpDocument,
} from '../generated/operations.js';
import { runCommand } from '../harness/command-line.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const breached = 'plum-orbit-lantern-42';
const fresh = 'tricycle winter lantern 71';
const sha1Of = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

let folder: string;
let filter: string;
const listOf = (...passwords: string[]) =>
  passwords
    .map((password, index) => `${sha1Of(password)}:${index + 1}`)
    .sort()
    .join('\r\n');
const build = (list: string, out: string) => runCommand(['passwords', 'build-filter', list, out], {});
async function buildOf(name: string, text: string) {
  const [list, out] = [join(folder, `${name}.txt`), join(folder, `${name}.filter`)];
  await writeFile(list, text);
  return { ...(await build(list, out)), out };
}

/** Says of nothing that it is anything else than what each test says. */
let respond: (response: ServerResponse) => void = () => undefined;
const service = createServer((_, response) => {
  respond(response);
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-breached-'));
  const many = Array.from({ length: 5_000 }, (_, index) => `password number ${index}`);
  const built = await buildOf('list', listOf(breached, ...many));
  expect(built).toMatchObject({ code: 0, stdout: expect.stringContaining('5,001 hashes written') });
  filter = built.out;
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
});
afterAll(async () => {
  service.closeAllConnections();
  service.close();
  await rm(folder, { recursive: true });
});

const signUpWith = async ({ api }: TestGateway, password: string) =>
  (await api.send(SignUpDocument, { input: { ...newPerson(), password } })).errors[0]?.extensions;
const refused = {
  code: 'BAD_USER_INPUT',
  fields: [{ path: 'password', rule: 'too-common', message: 'is known from a data breach; choose another' }],
};

describe('BREACHED_PASSWORDS=<file>', () => {
  let gateway: TestGateway;
  let before: TestGateway;
  beforeAll(async () => {
    before = await startTestGateway();
    gateway = await startTestGateway({ ...replicaOf(before), BREACHED_PASSWORDS: filter });
  });
  afterAll(async () => {
    await gateway.stop();
    await before.stop();
  });

  it('refuses it at sign-up, change and reset, and writes nothing then', async () => {
    const count = () => gateway.database.collection('users').countDocuments();
    const there = await count();
    expect(await signUpWith(gateway, breached)).toMatchObject(refused);
    expect(await signUpWith(gateway, 'password number 4999')).toMatchObject(refused);
    expect(await count()).toBe(there);
    const person = await signUp(gateway, { password: fresh });
    const both = { password: breached, passwordConfirm: breached };
    const change = { input: { currentPassword: fresh, ...both } };
    const changed = await gateway.api.send(ChangePasswordDocument, change, person);
    expect(changed.errors[0]?.extensions).toMatchObject(refused);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const token = await mailedToken(gateway, person.email, subjects.reset);
    const reset = await gateway.api.send(ResetPasswordDocument, { input: { token, ...both } });
    expect(reset.errors[0]?.extensions).toMatchObject(refused);
    const again = { token, password: `${fresh}!`, passwordConfirm: `${fresh}!` };
    expect((await gateway.api.send(ResetPasswordDocument, { input: again })).errors).toEqual([]);
  });

  it('asks nothing at sign-in: who has such a password still comes in', async () => {
    const { email, password } = await signUp(before, { password: breached });
    const { data } = await gateway.api.send(SignInDocument, { input: { email, password } });
    expect(data?.signIn.__typename).toBe('AuthPayload');
  });

  it('tells a wrong current password before it tells anything of the new one', async () => {
    const person = await signUp(gateway, { password: fresh });
    const input = { currentPassword: 'not it at all', password: breached, passwordConfirm: breached };
    const { errors } = await gateway.api.send(ChangePasswordDocument, { input }, person);
    expect(errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
  });

  it('takes a password where its bucket is damaged, and says so to the log and the metrics', async () => {
    const damaged = join(folder, 'damaged.filter');
    const bytes = await readFile(filter);
    // All hashes, and nothing in front of them.
    bytes.fill(1, 56 + 8 * 65_536);
    await writeFile(damaged, bytes);
    const lenient = await startTestGateway({
      ...{ ...replicaOf(before), BREACHED_PASSWORDS: damaged },
      METRICS_TOKEN: 'a-token-for-the-metrics-of-tests-1234',
    });
    try {
      expect(await signUpWith(lenient, breached)).toBeUndefined();
      expect(lenient.logLines.join('')).toContain('the filter is damaged');
      const headers = { authorization: 'Bearer a-token-for-the-metrics-of-tests-1234' };
      const metrics = await (await fetch(`${lenient.url}/metrics`, { headers })).text();
      expect(metrics).toMatch(/^portcullis_breached_unchecked_total(\{.*\})? 1$/m);
    } finally {
      await lenient.stop();
    }
  });

  it('does not start with a file that is none, cut, or of another version', async () => {
    const bytes = await readFile(filter);
    const newer = Buffer.from(bytes);
    newer.writeUInt16BE(2, 8);
    const table = Buffer.from(bytes);
    table.writeUInt8(table.readUInt8(100) ^ 1, 100);
    for (const [content, sentence] of [
      [Buffer.from('no filter'), 'is no filter of breached passwords'],
      [bytes.subarray(0, -1), 'is not whole, or damaged'],
      [table, 'is not whole, or damaged'],
      [newer, 'is of version 2, and 1 is read here'],
    ] as const) {
      const path = join(folder, 'wrong.filter');
      await writeFile(path, content);
      await expect(startTestGateway({ BREACHED_PASSWORDS: path })).rejects.toThrow(sentence);
    }
    const missing = join(folder, 'missing.filter');
    await expect(startTestGateway({ BREACHED_PASSWORDS: missing })).rejects.toThrow('cannot be read');
  });

  it('is a line of the doctor', async () => {
    const settings = { ...replicaOf(before), SECRET: testSecret, BREACHED_PASSWORDS: filter };
    const { stdout } = await runCommand(['doctor', '--json'], settings);
    expect(JSON.parse(stdout)).toContainEqual({
      ...{ subject: 'Breached passwords', state: 'good', says: '5,001 hashes in the filter' },
    });
  });
});

describe('BREACHED_PASSWORDS=<URL>', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const { port } = service.address() as AddressInfo;
    gateway = await startTestGateway({ BREACHED_PASSWORDS: `http://127.0.0.1:${port}/range/` });
  });
  afterAll(() => gateway.stop());

  it('refuses what the service knows', async () => {
    respond = (response) => void response.end(`${sha1Of(breached).slice(5)}:5\r\n`);
    // It has a second, which a busy machine may not.
    await until('the service is asked in time', async () => {
      const problem = await signUpWith(gateway, breached);
      return problem?.code === 'BAD_USER_INPUT' && problem;
    });
    expect(await signUpWith(gateway, fresh)).toBeUndefined();
  });

  it('takes what it cannot tell: it is slow, away, or answers something else', async () => {
    for (const [how, reason] of [
      [() => undefined, 'no answer in time'],
      [(response: ServerResponse) => response.destroy(), 'not to be reached'],
      [(response: ServerResponse) => response.writeHead(500).end(), 'status 500'],
    ] as const) {
      respond = how;
      expect(await signUpWith(gateway, breached)).toBeUndefined();
      expect(gateway.logLines.join('')).toMatch(new RegExp(`${reason}|no answer in time`));
    }
  });
});

describe('portcullis passwords build-filter', () => {
  it.each([
    ['no hashes', 'password\n123456\n', 'line 1 is no SHA-1'],
    ['hashes of another kind', `${'A'.repeat(32)}:1\n`, 'line 1 is no SHA-1'],
    ['hashes out of order', `${'B'.repeat(40)}:1\n${'A'.repeat(40)}:1\n`, 'line 2 is out of order'],
    ['nothing but padding', `${'A'.repeat(40)}:0\n`, 'holds no hash'],
    ['a line without an end', 'A'.repeat(2_000_000), 'has lines that are no hashes'],
  ])('refuses %s, and leaves no file behind', async (name, text, sentence) => {
    const { code, stderr, out } = await buildOf(name, text);
    expect([code, stderr]).toEqual([3, expect.stringContaining(sentence)]);
    await expect(stat(out)).rejects.toThrow();
  });

  it('takes no other file’s place, and says of a list that is not there', async () => {
    const list = join(folder, 'list.txt');
    expect(await build(list, filter)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('is there already'),
    });
    const missing = await build(join(folder, 'none.txt'), join(folder, 'none.filter'));
    expect(missing).toMatchObject({ code: 3, stderr: expect.stringContaining('no such file') });
  });

  it('holds a hash once, and makes a file of six bytes for each', async () => {
    const hash = sha1Of('once');
    const { out } = await buildOf('once', `${hash}:1\n${hash}:2\n`);
    const file = await open(out);
    const { size } = await file.stat();
    await file.close();
    expect(size).toBe(56 + 8 * 65_536 + 6);
  });
});
