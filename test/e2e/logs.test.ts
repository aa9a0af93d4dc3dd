import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument, SignInDocument, SignOutDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';

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
const lines = () => gateway.logLines.map((line) => JSON.parse(line) as Line);

describe('the log', () => {
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

  it('has one line a request, with its id, path and operation', async () => {
    const { headers } = await gateway.api.send(MeDocument);
    const requestId = headers.get('x-request-id') ?? '';
    const mine = lines().filter((line) => line.requestId === requestId);
    expect(mine).toEqual([
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
    const person = await signUp(gateway);
    const { headers } = await gateway.api.send(SignInDocument, {
      input: { email: person.email, password: 'wrong' },
    });
    const event = lines().find(
      (line) => line.event === 'sign-in.failed' && line.requestId === headers.get('x-request-id'),
    );
    expect(event).toMatchObject({
      outcome: 'failure',
      userId: person.userId,
      ip: '127.0.0.1',
      reason: 'wrong-password',
    });
  });

  it('cannot be forged by line breaks, in a path or a user agent', async () => {
    const before = gateway.logLines.length;
    await fetch(`${gateway.url}/%0d%0a{"level":"error","msg":"forged"}`);
    await gateway.api.send(MeDocument, undefined, { headers: { 'user-agent': 'x\\r\\n{"msg":"forged"}' } });
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
