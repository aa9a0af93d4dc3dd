/** `portcullis users`, as a person at a terminal and as a program uses it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignInDocument } from '../generated/operations.js';
import { runCommand } from '../harness/command-line.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const users = (...args: string[]) =>
  runCommand(['users', ...args], { ...replicaOf(gateway), SECRET: testSecret });

describe('portcullis users', () => {
  it('makes the first admin, once, and never of an account that is not verified', async () => {
    const { email } = await signUp(gateway);
    const stranger = await users('create', '--email', email, '--admin');
    expect([stranger.code, stranger.stderr]).toEqual([3, expect.stringContaining('not verified it')]);
    const made = await users('create', '--email', 'first@example.com', '--admin', '--json');
    expect([made.code, JSON.parse(made.stdout)]).toMatchObject([0, { roles: ['USER', 'ADMIN'] }]);
    expect((await users('create', '--email', 'second@example.com', '--admin')).code).toBe(3);
    // Who has not used the link gets another one.
    const before = await newestMail(gateway, 'first@example.com', /^You have been invited/);
    const again = await users('invite', 'first@example.com', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ email: 'first@example.com', roles: ['USER', 'ADMIN'] });
    await until('the next mail', async () => {
      const { id } = await newestMail(gateway, 'first@example.com', /^You have been invited/);
      return id !== before.id;
    });
    expect((await users('invite', email)).stderr).toContain('already has an account');
  });

  it('suspends, shows and restores; refuses the last admin, unknown people and roles', async () => {
    const { email, password } = await signUp(gateway);
    const signIn = () => gateway.api.refusal(SignInDocument, { input: { email, password } });
    expect((await users('suspend', email, '--reason', 'late')).code).toBe(0);
    expect((await signIn()).code).toBe('ACCOUNT_SUSPENDED');
    expect((await users('show', email)).stdout).toMatch(/state +suspended/);
    expect((await users('restore', email)).code).toBe(0);
    expect((await users('suspend', 'first@example.com')).stderr).toContain('last admin');
    expect((await users('show', 'nobody@example.com')).code).toBe(3);
    expect((await users('roles', email, 'EMPEROR')).stderr).toContain('no role EMPEROR');
  });

  it('finds nobody by a username where an id is written', async () => {
    const erased = 'abcdef0123456789abcdef01';
    await signUp(gateway, { username: erased });
    expect((await users('suspend', erased)).code).toBe(3);
  }, 60_000);

  it('deletes only when told so twice, and lists who is left', async () => {
    const { email } = await signUp(gateway);
    expect((await users('delete', email)).code).toBe(3);
    expect((await users('delete', email, '--yes')).code).toBe(0);
    const { users: left } = JSON.parse((await users('list', '--json')).stdout) as {
      users: { email: string }[];
    };
    expect(left.map((user) => user.email)).not.toContain(email);
  });
});
