import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';
import { untilNothingIsAsked } from '../harness/unasked-database.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_COOKIE: 'true', ROLES: 'USER,ADMIN,EDITOR' });
});
afterAll(() => gateway.stop());

const ask = (accessToken?: string, query = '', init: RequestInit = {}) =>
  fetch(`${gateway.url}/forward-auth${query}`, {
    ...init,
    headers: {
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
      ...(init.headers as Record<string, string> | undefined),
    },
  });
const challengeOf = ({ headers }: Response) => headers.get('www-authenticate');
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

/** Written past this replica, as another one would: the change feed tells it within a fifth of a second. */
async function changeUser(email: string, change: object): Promise<void> {
  await gateway.database.collection('users').updateOne({ emailCanonical: email }, { $set: change });
}

const untilIs = (status: number, question: () => Promise<Response>) =>
  until(`the answer is ${status}`, async () => {
    const response = await question();
    return response.status === status ? response : undefined;
  });

describe('forward-auth: ok', () => {
  it('tells whose request it is, in headers alone', async () => {
    const person = await signUp(gateway);
    const response = await ask(person.accessToken);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-auth-user-id': person.userId,
      'x-auth-email': person.email,
      'x-auth-roles': 'USER',
      'x-auth-session': claimsOf(person.accessToken)['sid'],
      'cache-control': 'no-store',
      'content-length': '0',
    });
  });

  it('judges by the account as it is now, not as the token says', async () => {
    const person = await signUp(gateway);
    expect((await ask(person.accessToken, '?roles=EDITOR')).status).toBe(403);
    await changeUser(person.email, { roles: ['USER', 'EDITOR'], emailVerifiedAt: new Date() });
    const response = await untilIs(200, () => ask(person.accessToken, '?roles=ADMIN,EDITOR&verified=true'));
    expect([response.status, response.headers.get('x-auth-roles')]).toEqual([200, 'USER,EDITOR']);
  });

  it('needs no database', async () => {
    const { accessToken } = await signUp(gateway);
    await ask(accessToken);
    await untilNothingIsAsked(gateway.database, async () => {
      for (let round = 0; round < 10; round++) expect((await ask(accessToken)).status).toBe(200);
    });
  });

  it('answers HEAD, and refuses any other method', async () => {
    const { accessToken } = await signUp(gateway);
    expect((await ask(accessToken, '', { method: 'HEAD' })).status).toBe(200);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await ask(accessToken, '', { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });
});

describe('forward-auth: a preflight', () => {
  const page = { origin: 'https://app.example.com', 'access-control-request-method': 'POST' };
  const asked = (query: string, headers: Record<string, string>, method = 'GET') =>
    ask(undefined, query, { headers, method });

  it('passes where the configuration says so, and tells of nobody', async () => {
    for (const query of ['?preflight=pass', '?roles=ADMIN&preflight=pass']) {
      const byHeader = await asked(query, { ...page, 'x-forwarded-method': 'OPTIONS' });
      const byMethod = await asked(query, page, 'OPTIONS');
      for (const response of [byHeader, byMethod]) {
        expect([response.status, await response.text()]).toEqual([200, '']);
        expect(response.headers.get('x-auth-user-id')).toBeNull();
      }
    }
  });

  it.each<[string, string, Record<string, string>]>([
    ['without preflight=pass', '', { ...page, 'x-forwarded-method': 'OPTIONS' }],
    ['of another method', '?preflight=pass', { ...page, 'x-forwarded-method': 'POST' }],
    ['of no method', '?preflight=pass', page],
    ['of no page', '?preflight=pass', { 'x-forwarded-method': 'OPTIONS' }],
    ['that is an OPTIONS alone', '?preflight=pass', { origin: page.origin, 'x-forwarded-method': 'OPTIONS' }],
  ])('does not pass %s', async (_, query, headers) => {
    expect((await asked(query, headers)).status).toBe(401);
  });

  it('that is asked for in another word is refused', async () => {
    for (const value of ['', 'true', 'PASS'])
      expect((await asked(`?preflight=${value}`, { ...page, 'x-forwarded-method': 'OPTIONS' })).status).toBe(
        400,
      );
  });
});

describe('forward-auth as Envoy asks, with method and path of the request', () => {
  it('judges by the sign-in alone', async () => {
    const { accessToken, userId } = await signUp(gateway);
    for (const [method, path] of [
      ['POST', '/orders'],
      ['DELETE', '/orders/7?page=2&sort=name'],
      ['GET', '/'],
      ['PUT', '/?page=2'],
    ] as const) {
      const response = await ask(accessToken, path, { method });
      expect([method, response.status, response.headers.get('x-auth-user-id')]).toEqual([
        method,
        200,
        userId,
      ]);
      expect((await ask(undefined, path, { method })).status).toBe(401);
    }
    expect((await ask(undefined, '/orders', { method: 'OPTIONS' })).status).toBe(401);
  });

  it('takes no requirement there, which a caller could write', async () => {
    const { accessToken } = await signUp(gateway);
    for (const query of ['roles=USER', 'verified=false', 'preflight=pass'])
      for (const path of ['/orders', '/'])
        expect((await ask(accessToken, `${path}?${query}`)).status).toBe(400);
  });

  it('passes no preflight whose caller wrote that it may, to the root neither', async () => {
    const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'POST' };
    const byHeader = { headers: { ...headers, 'x-forwarded-method': 'OPTIONS' } };
    for (const init of [{ headers, method: 'OPTIONS' }, byHeader])
      expect((await ask(undefined, '/?preflight=pass', init)).status).toBe(400);
  });
});

describe('forward-auth: UNAUTHENTICATED', () => {
  const invalid = /^Bearer realm="portcullis", error="invalid_token", error_description=".+"$/;

  it('refuses whatever is no access token', async () => {
    const { refreshToken, accessToken } = await signUp(gateway);
    for (const token of [refreshToken, '', `${accessToken}x`, 'x'.repeat(12_000), 'a.b.c', 'a b']) {
      const response = await ask(token);
      expect(response.status).toBe(401);
      expect(challengeOf(response)).toMatch(invalid);
      expect(await codeOf(response)).toBe('TOKEN_INVALID');
    }
  });

  it('refuses the token of an ended session at once, and of a suspended account', async () => {
    const [ended, suspended] = [await signUp(gateway), await signUp(gateway)];
    expect((await ask(ended.accessToken)).status).toBe(200);
    await gateway.api.call(SignOutDocument, { refreshToken: ended.refreshToken });
    expect((await ask(ended.accessToken)).status).toBe(401);
    await changeUser(suspended.email, { suspendedAt: new Date() });
    expect((await untilIs(401, () => ask(suspended.accessToken))).status).toBe(401);
  });
});

describe('forward-auth: FORBIDDEN', () => {
  it.each(['?roles=ADMIN', '?roles=ADMIN,EDITOR', '?verified=true', '?roles=USER&verified=true'])(
    '%s asks for more than a new account has',
    async (query) => {
      const response = await ask((await signUp(gateway)).accessToken, query);
      expect([response.status, challengeOf(response), await codeOf(response)]).toEqual([
        403,
        'Bearer realm="portcullis", error="insufficient_scope"',
        'FORBIDDEN',
      ]);
      expect(response.headers.get('x-auth-user-id')).toBeNull();
    },
  );

  it.each(['?roles=USER', '?roles=ADMIN,USER', '?verified=false', '?roles=USER&verified=false'])(
    '%s does not',
    async (query) => {
      expect((await ask((await signUp(gateway)).accessToken, query)).status).toBe(200);
    },
  );
});

describe('forward-auth: BAD_REQUEST', () => {
  it.each([
    '?verified=maybe',
    '?verified=',
    '?verified=TRUE',
    '?verified=true&verified=false',
    '?roles=',
    '?roles=admin',
    '?roles=ADMIN,',
    '?roles=ADMIN,%20EDITOR',
    '?roles=ADMIN&roles=USER',
    '?roles[]=ADMIN',
    '?role=ADMIN',
    '?roles=USER&x=1',
  ])('%s lets nobody pass', async (query) => {
    const response = await ask((await signUp(gateway)).accessToken, query);
    expect([response.status, await codeOf(response)]).toEqual([400, 'BAD_REQUEST']);
  });
});

describe('forward-auth: the access cookie', () => {
  const withCookie = (accessToken: string, headers: Record<string, string> = {}) =>
    ask(undefined, '', { headers: { cookie: `theme=dark; accessToken=${accessToken}`, ...headers } });

  it('is taken where no header came; a header wins', async () => {
    const [one, other] = [await signUp(gateway), await signUp(gateway)];
    expect((await withCookie(one.accessToken)).headers.get('x-auth-user-id')).toBe(one.userId);
    const both = await withCookie(one.accessToken, { authorization: `Bearer ${other.accessToken}` });
    expect(both.headers.get('x-auth-user-id')).toBe(other.userId);
    expect((await withCookie('nonsense')).status).toBe(401);
  });

  it('is refused where the page of a stranger made the browser send it', async () => {
    const { accessToken } = await signUp(gateway);
    const response = await withCookie(accessToken, { origin: 'https://evil.example.com' });
    expect([response.status, await codeOf(response), challengeOf(response)]).toEqual([
      403,
      'FORBIDDEN',
      null,
    ]);
    expect((await withCookie(accessToken, { origin: gateway.url })).status).toBe(200);
  });

  it('counts for nothing where ACCESS_COOKIE is off', async () => {
    const own = await startTestGateway();
    try {
      const headers = { cookie: `accessToken=${(await signUp(own)).accessToken}` };
      expect((await fetch(`${own.url}/forward-auth`, { headers })).status).toBe(401);
    } finally {
      await own.stop();
    }
  });
});

it('leaves one line in the log, without the token', async () => {
  const { accessToken } = await signUp(gateway);
  const before = gateway.logLines.length;
  const { headers } = await ask(accessToken, `?token=${accessToken}`);
  const id = String(headers.get('x-request-id'));
  const linesOfIt = () => gateway.logLines.slice(before).filter((line) => line.includes(id));
  // It is written once the answer is out.
  await until('it is logged', () => linesOfIt().length > 0);
  const mine = linesOfIt().map((line) => JSON.parse(line) as unknown);
  expect(mine).toEqual([
    expect.objectContaining({ msg: 'request', method: 'GET', path: '/forward-auth', status: 400 }),
  ]);
  expect(JSON.stringify(mine)).not.toContain(accessToken.slice(-20));
});
