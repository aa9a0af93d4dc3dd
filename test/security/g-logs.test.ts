/** What is logged, and what never is. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  Enable2FaDocument,
  MeDocument,
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignInWithTotpDocument,
  SignOutDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  connectAuthenticator,
  freshCode,
  personWith2fa,
  verifyAddress,
} from '../harness/authenticator.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { findLeaks } from '../harness/log-scan.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ LOG_LEVEL: 'trace' });
});
afterAll(() => gateway.stop());

interface Line {
  readonly msg: string;
  readonly event?: string;
  readonly requestId?: string;
  readonly outcome?: string;
  readonly userId?: string;
  readonly ip?: string;
  readonly path?: string;
  readonly operation?: string;
}
const lines = (of = gateway) => of.logLines.map((line) => JSON.parse(line) as Line);

// test/harness/log-scan-reporter.js looks at every line of the whole run in this way, and fails it.
describe('G1 no log line holds a password, token, code, seed, link or header', () => {
  it.each([
    ['an access token', `eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ4In0xxxx.x`],
    ['a refresh token', `${'0'.repeat(24)}.${'a'.repeat(71)}`],
    ['the token of a mail link', `{"path":"/verify-email?token=${'a'.repeat(44)}"}`],
    ['a password hash', '$2b$12$abc'],
    ['an Authorization header', '{"authorization":"Basic YTpi"}'],
    ['an Authorization header', 'Bearer abcdefgh1'],
    ['the seed of an authenticator', '{"secret":"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}'],
    ['a code of an authenticator', '{"code":"123456"}'],
    ['a code of an authenticator', 'code: 123456'],
    ['a recovery code', '{"x":"0A2B-3C4D-5E6F-7G8H"}'],
    ['a private key', `{\\"d\\":\\"${'a'.repeat(43)}\\"}`],
  ])('would be found: %s', (name, line) => {
    expect(findLeaks(line)).toEqual([expect.stringContaining(name)]);
  });

  it('would be found: a password, as JSON writes it', () => {
    const password = 'a "quoted" passphrase';
    expect(findLeaks(JSON.stringify({ password }), [password])).toEqual([`a password (${password})`]);
    expect(findLeaks('{"time":"2026-01-01T00:00:00.000Z","ms":123456,"port":43210}', [password])).toEqual([]);
  });

  it('nor does /metrics, after a second factor, a reset, and what goes wrong with them', async () => {
    const person = await personWith2fa(gateway);
    const challengeToken = await challengeFor(gateway, person);
    const code = freshCode(gateway, person);
    await gateway.api.send(SignInWithTotpDocument, { input: { challengeToken, code: '000000' } });
    await gateway.api.call(SignInWithTotpDocument, { input: { challengeToken, code } });
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const token = await mailedToken(gateway, person.email, subjects.reset);
    await fetch(`${gateway.url}/reset-password?token=${token}`);
    const input = { token, password: 'short', passwordConfirm: 'short' };
    await gateway.api.send(ResetPasswordDocument, { input });
    const authorization = `Basic ${Buffer.from('shop:secret').toString('base64')}`;
    const body = new URLSearchParams({ token: person.refreshToken });
    await fetch(`${gateway.url}/oauth/introspect`, { method: 'POST', headers: { authorization }, body });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    const seen = `${gateway.logLines.join('')}${metrics}`;
    expect(findLeaks(seen, [person.password])).toEqual([]);
    for (const secret of [person.secret, token, challengeToken, authorization, ...person.recoveryCodes])
      expect(seen).not.toContain(secret);
  });

  it('holds no password, token, address or header, whatever is done', async () => {
    const { api } = gateway;
    const person = await signUp(gateway, { password: 'a very secret passphrase' });
    const next = await api.call(RefreshDocument, { refreshToken: person.refreshToken });
    await api.send(SignInDocument, { input: { email: person.email, password: 'another secret passphrase' } });
    await api.send(SignInDocument, {
      input: { email: person.email, password: { secret: 'object' } as unknown as string },
    });
    await api.send(`mutation { signIn(input: { email: "${person.email}", password: 5 }) { secretField } }`);
    await api.send(MeDocument, undefined, { accessToken: `${person.accessToken}x` });
    await api.send(SignOutDocument, { refreshToken: `${person.refreshToken}x` });
    await fetch(`${gateway.url}/verify-email?token=${person.refreshToken}`);
    await fetch(`${gateway.url}/graphql`, { method: 'POST', body: `{"password":"a very secret passphrase"` });
    const log = gateway.logLines.join('');
    const secrets = [
      person.password,
      'secret',
      person.accessToken,
      person.refreshToken,
      next.refresh.accessToken,
    ];
    for (const secret of [...secrets, next.refresh.refreshToken ?? '', person.email, 'Bearer', '$2b$']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('G2 each security event is a line with time, user, source, outcome and request, and none can be forged', () => {
  it('has one line a request, with its id, path and operation', async () => {
    const { headers } = await gateway.api.send(MeDocument);
    const requestId = headers.get('x-request-id') ?? '';
    const mine = () => lines().filter((line) => line.requestId === requestId);
    // It is written once the answer is out.
    await until('it is logged', () => mine().length > 0);
    expect(mine()).toEqual([
      expect.objectContaining({
        msg: 'request',
        method: 'POST',
        path: '/graphql',
        operation: 'me',
        status: 200,
      }),
    ]);
  });

  it('tells each event with time, outcome, user, source and request', async () => {
    const { api } = gateway;
    const newcomer = await signUp(gateway);
    const { email, password } = newcomer;
    await api.send(SignInDocument, { input: { email, password: 'wrong' } });
    await api.call(SignInDocument, { input: { email, password } });
    const next = await api.call(RefreshDocument, { refreshToken: newcomer.refreshToken });
    await api.call(RefreshDocument, { refreshToken: next.refresh.refreshToken ?? null });
    await api.send(RefreshDocument, { refreshToken: newcomer.refreshToken });
    await verifyAddress(gateway, newcomer);
    const again = await api.call(SignInDocument, { input: { email, password } });
    if (again.signIn.__typename !== 'AuthPayload') throw new Error('No session.');
    const person = await connectAuthenticator(gateway, {
      ...newcomer,
      accessToken: again.signIn.accessToken,
    });
    await api.call(Enable2FaDocument, {}, person);
    await api.call(SendPasswordResetEmailDocument, { email });
    const token = await mailedToken(gateway, email, subjects.reset);
    const input = {
      token,
      password: 'a different good passphrase',
      passwordConfirm: 'a different good passphrase',
    };
    await api.call(ResetPasswordDocument, { input });
    const mine = lines().filter(({ userId, event }) => userId === newcomer.userId && event !== undefined);
    const outcomes = new Map(mine.map((line) => [line.event, line.outcome]));
    expect(Object.fromEntries(outcomes)).toMatchObject({
      ...{ 'user.signed-up': 'success', 'sign-in.failed': 'failure', 'sign-in.succeeded': 'success' },
      ...{ 'session.reuse-detected': 'failure', 'session.ended': 'success', 'email.verified': 'success' },
      ...{
        'second-factor.confirmed': 'success',
        'two-factor.enabled': 'success',
        'password.reset': 'success',
      },
    });
    const uuid = /^[0-9a-f-]{36}$/;
    for (const line of mine) {
      expect(line).toMatchObject({ ip: '127.0.0.1', requestId: expect.stringMatching(uuid) });
      expect(line).toMatchObject({ time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/) });
    }
  });

  it('tells who is throttled, and that a key was rotated', async () => {
    const busy = await startTestGateway({
      SIGN_IN_LIMIT: '2',
      KEY_ROTATION_CRON: '* * * * * *',
      KEY_ROTATION_LEAD: '0',
    });
    try {
      const { email } = newPerson();
      for (let turn = 0; turn < 4; turn++)
        await busy.api.send(SignInDocument, { input: { email, password: 'wrong' } });
      const event = (name: string) => lines(busy).find((line) => line.event === name);
      expect(event('limit.reached')).toMatchObject({
        outcome: 'failure',
        ip: '127.0.0.1',
        requestId: expect.any(String),
      });
      await until('a key is rotated', () => event('key.rotated'));
      expect(event('key.rotated')).toMatchObject({ outcome: 'success', time: expect.any(String) });
    } finally {
      await busy.stop();
    }
  });

  it('cannot be forged by line breaks, in a path or a user agent', async () => {
    const before = gateway.logLines.length;
    await fetch(`${gateway.url}/%0d%0a{"level":"error","msg":"forged"}`);
    await gateway.api.send(MeDocument, undefined, { headers: { 'user-agent': 'x\\r\\n{"msg":"forged"}' } });
    const email = 'a@example.com\\r\\n{"level":"error","msg":"forged"}';
    await gateway.api.send(SignInDocument, { input: { email, password: 'x' } });
    await gateway.api.send(SignInDocument, {
      input: { email: 'a\r\n{"msg":"forged"}@example.com', password: 'x' },
    });
    for (const line of gateway.logLines.slice(before)) {
      expect(line.trimEnd().split('\n')).toHaveLength(1);
      expect((JSON.parse(line) as Line).msg).not.toBe('forged');
    }
  });

  it('masks what is unexpected, and has it under the request’s id', async () => {
    const broken = await startTestGateway();
    try {
      const person = await signUp(broken);
      await broken.database
        .collection('users')
        .updateOne({ emailCanonical: person.email }, { $set: { 'password.hash': 'no hash' } });
      await broken.database
        .collection('users')
        .updateOne({ emailCanonical: person.email }, { $set: { 'password.pepperId': 'unknown' } });
      const input = { email: person.email, password: person.password };
      const { errors, headers } = await broken.api.send(SignInDocument, { input });
      const requestId = headers.get('x-request-id');
      expect(errors).toEqual([
        {
          message: 'Something went wrong on our side.',
          path: ['signIn'],
          locations: expect.anything(),
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
        },
      ]);
      const logged = broken.logLines.find(
        (line) => line.includes(String(requestId)) && line.includes('"error"'),
      );
      expect(logged).toContain('pepper that is not configured');
    } finally {
      await broken.stop();
    }
  });
});
