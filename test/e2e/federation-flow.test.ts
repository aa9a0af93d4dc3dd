import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { AuthConfigDocument } from '../generated/operations.js';
import {
  type CodeFlowGateway,
  done,
  doneWithQuery,
  makeProof,
  startCodeFlowGateway,
} from '../harness/code-flow-gateway.js';
import { startTestGateway } from '../harness/gateway.js';
import { opened } from '../harness/people.js';
import { ROOM } from '../harness/timing.js';
import { createWalker } from '../harness/walker.js';

let flow: CodeFlowGateway;
beforeAll(async () => {
  flow = await startCodeFlowGateway();
});
afterEach(() => flow.work.behave('ok'));
afterAll(() => flow.stop());

async function signUpByFlow(provider = 'work') {
  const account = flow.meet();
  const { data, errors } = await flow.complete(await flow.walkAll({ mode: 'sign-up' }, provider));
  expect(errors).toEqual([]);
  return { account, session: opened(data?.completeSignIn) };
}

/** A problem document, which sends nobody anywhere. */
async function expectProblem(response: Response, status = 400): Promise<void> {
  expect(response.headers.get('location')).toBeNull();
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
}

describe('the way to a provider and back', () => {
  it.each(['work', 'other', 'google', 'quiet'])(
    'signs up who is new and asked for it, and signs in who is known: %s',
    async (id) => {
      const { account, session } = await signUpByFlow(id);
      expect(session.user).toMatchObject({ email: account.email });
      const again = await flow.complete(await flow.walkAll({}, id));
      expect(opened(again.data?.completeSignIn).userId).toBe(session.userId);
      // Asked to sign up, who is known is signed in.
      const third = await flow.complete(await flow.walkAll({ mode: 'sign-up' }, id));
      expect(opened(third.data?.completeSignIn).userId).toBe(session.userId);
    },
  );

  it('signs nobody up who did not ask for it', async () => {
    flow.meet();
    expect(await flow.refusal(await flow.walkAll())).toBe('NOT_REGISTERED');
  });

  it('brings a code and nothing else, and keeps the query of the page', async () => {
    flow.meet();
    const { page } = await flow.walkAll({ redirect: doneWithQuery });
    expect(page.href).toMatch(/^https:\/\/app\.example\.com\/done\?tab=account&code=[\w-]{44}$/);
  });

  it('sends state, nonce and PKCE, and a cookie that no script reads', async () => {
    const response = await createWalker().visit(flow.startUrl(makeProof().codeChallenge));
    expect(response.status).toBe(302);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const { origin, searchParams } = new URL(response.headers.get('location') ?? '');
    expect(origin).toBe(flow.work.issuer);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'portcullis',
      response_type: 'code',
      redirect_uri: flow.callbackOf('work'),
      scope: 'openid email profile',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{44}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^federation-[\w-]{8}=[\w-]{44}; Max-Age=600; Path=\/federation\/work\/callback; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });

  it('keeps no state, nonce, verifier, code or address in the open', async () => {
    const { email } = flow.meet();
    const { callback } = await flow.walkToCallback();
    const { code } = await flow.walkAll();
    const stored = JSON.stringify([
      await flow.gateway.database.collection('signInFlows').find().toArray(),
      await flow.gateway.database.collection('oneTimeCodes').find().toArray(),
    ]);
    for (const secret of [callback.searchParams.get('state') ?? '', code, email])
      expect(stored).not.toContain(secret);
    expect(flow.gateway.logLines.join('')).not.toContain(code);
  });

  it('goes on in two tabs at once', async () => {
    flow.meet();
    const walker = createWalker();
    const [first, second] = [await flow.walkToCallback(walker), await flow.walkToCallback(walker)];
    for (const { callback } of [first, second])
      expect((await walker.walk(callback, done)).searchParams.has('code')).toBe(true);
  });

  it('is told by authConfig', async () => {
    const { authConfig } = await flow.gateway.api.call(AuthConfigDocument);
    const startUrls = authConfig.providers.map(({ id, startUrl }) => [id, startUrl]);
    expect(startUrls).toEqual([
      ['google', `${flow.publicUrl}/federation/google/start`],
      ['apple', null],
      ...['work', 'other', 'quiet', 'gone'].map((id) => [id, `${flow.publicUrl}/federation/${id}/start`]),
    ]);
  });
});

describe('a start that asks for what is not allowed', () => {
  const { codeChallenge } = makeProof();
  it.each([
    ['a foreign page', { redirect: 'https://evil.example/done' }],
    ['a prefix of an allowed page', { redirect: 'https://app.example.com/' }],
    ['an allowed page and more', { redirect: `${done}/more` }],
    ['an allowed page with a query of its own', { redirect: `${done}?next=https://evil.example` }],
    ['an allowed page in capitals', { redirect: 'https://APP.example.com/done' }],
    ['an allowed page after a user name', { redirect: 'https://app.example.com@evil.example/done' }],
    ['no page', { redirect: '' }],
    ['no challenge', { code_challenge: '' }],
    ['a challenge that is too short', { code_challenge: codeChallenge.slice(1) }],
    ['a challenge that is none', { code_challenge: `${codeChallenge.slice(1)}=` }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
    ['an unknown mode', { mode: 'admin' }],
  ])('is refused and redirects nowhere: %s', async (_, query) => {
    const response = await createWalker().visit(flow.startUrl(codeChallenge, query));
    await expectProblem(response);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('is refused with a list of pages', async () => {
    const url = flow.startUrl(codeChallenge);
    url.searchParams.append('redirect', 'https://evil.example/');
    await expectProblem(await createWalker().visit(url));
  });

  it('is refused for a provider that is not there, and for another method', async () => {
    await expectProblem(await createWalker().visit(flow.startUrl(codeChallenge, {}, 'nobody')), 404);
    for (const method of ['HEAD', 'POST'])
      expect((await fetch(flow.startUrl(codeChallenge), { method, redirect: 'manual' })).status).toBe(405);
  });
});

describe('a callback', () => {
  it('is refused in another browser, with no cookie, and still works in the one that began', async () => {
    flow.meet();
    const walker = createWalker();
    const { callback } = await flow.walkToCallback(walker);
    await expectProblem(await createWalker().visit(callback));
    // Another flow's cookie is not this one's.
    const stranger = createWalker();
    await flow.walkToCallback(stranger);
    await expectProblem(await stranger.visit(callback));
    expect((await walker.walk(callback, done)).searchParams.has('code')).toBe(true);
  });

  it('is refused with another state', async () => {
    flow.meet();
    const walker = createWalker();
    const { callback } = await flow.walkToCallback(walker);
    const state = callback.searchParams.get('state') ?? '';
    for (const wrong of [`${state.slice(0, 30)}AAAAAA${state.slice(36)}`, '', 'x']) {
      callback.searchParams.set('state', wrong);
      await expectProblem(await walker.visit(callback));
    }
    callback.searchParams.delete('state');
    await expectProblem(await walker.visit(callback));
  });

  it('is refused with the state of another provider, even with its cookie', async () => {
    flow.meet();
    const started = await createWalker().visit(flow.startUrl(makeProof().codeChallenge, {}, 'other'));
    const state = new URL(started.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const [cookie = ''] = (started.headers.getSetCookie()[0] ?? '').split(';');
    const url = `${flow.callbackOf('work')}?code=x&state=${state}`;
    await expectProblem(await fetch(url, { headers: { cookie }, redirect: 'manual' }));
  });

  it('is taken once, of any number at once', async () => {
    flow.meet();
    const started = await createWalker().visit(flow.startUrl(makeProof().codeChallenge));
    const [cookie = ''] = (started.headers.getSetCookie()[0] ?? '').split(';');
    const callback = await createWalker().walk(
      started.headers.get('location') ?? '',
      flow.callbackOf('work'),
    );
    const call = () => fetch(callback, { headers: { cookie }, redirect: 'manual' });
    const statuses = (await Promise.all(Array.from({ length: 10 }, call))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 302)).toHaveLength(1);
    await expectProblem(await call());
  });

  it('is refused once ten minutes have passed', async () => {
    flow.meet();
    const walker = createWalker();
    const { callback } = await flow.walkToCallback(walker);
    flow.gateway.clock.advance(600_001);
    await expectProblem(await walker.visit(callback));
  });

  it('tells the page of a code that the provider does not know, and of a refusal', async () => {
    flow.meet();
    const walker = createWalker();
    const { callback } = await flow.walkToCallback(walker);
    callback.searchParams.set('code', 'made-up');
    expect((await walker.walk(callback, done)).href).toBe(`${done}?error=invalid_credentials`);
  });

  it.each([
    ['access_denied', 'access_denied'],
    ['consent_required', 'consent_required'],
    ['server_error', 'unavailable'],
    ['invalid_scope', 'invalid_credentials'],
    ['<b>made up</b>', 'invalid_credentials'],
  ])(
    'tells the page what the provider says of the person, and nothing else of it: %s',
    async (said, told) => {
      flow.meet();
      const walker = createWalker();
      const { callback } = await flow.walkToCallback(walker);
      callback.searchParams.delete('code');
      callback.searchParams.set('error', said);
      callback.searchParams.set('error_description', 'words of the provider');
      expect((await walker.walk(callback, done)).href).toBe(`${done}?error=${told}`);
    },
  );

  it('that is loaded again is a page for a person, and a problem document for a program', async () => {
    flow.meet();
    const walker = createWalker();
    const { callback } = await flow.walkToCallback(walker);
    await walker.walk(callback, done);
    await expectProblem(await walker.visit(callback));
    const page = await fetch(callback, {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'de' },
    });
    expect(page.status).toBe(400);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await page.text();
    expect(text).toContain('Diese Anmeldung ist beendet');
    expect(text).not.toContain(callback.searchParams.get('code') ?? '');
  });

  it("is refused with the provider's code of another flow, which PKCE and nonce tell apart", async () => {
    flow.meet();
    const walker = createWalker();
    const [mine, stolen] = [await flow.walkToCallback(walker), await flow.walkToCallback()];
    mine.callback.searchParams.set('code', stolen.callback.searchParams.get('code') ?? '');
    expect((await walker.walk(mine.callback, done)).href).toBe(`${done}?error=invalid_credentials`);
  });
});

describe('a provider that is out of reach', () => {
  it('is told to the page, without a word of the network', async () => {
    expect((await flow.walkAll({}, 'gone')).page.href).toBe(`${done}?error=unavailable`);
  });

  it.each(['dead', 'slow'] as const)('holds nobody up on the way back: %s', async (how) => {
    flow.meet();
    const walker = createWalker();
    const { callback } = await flow.walkToCallback(walker);
    flow.work.behave(how);
    const before = Date.now();
    expect((await walker.walk(callback, done)).href).toBe(`${done}?error=unavailable`);
    expect(Date.now() - before).toBeLessThan(ROOM * 5_000);
  });

  it('leaves the others as they are', async () => {
    flow.work.behave('dead');
    await signUpByFlow('other');
  });
});

describe('without FEDERATION_REDIRECTS', () => {
  it('no browser sets out, and no button says so', async () => {
    const closed = await startTestGateway({ OIDC_PROVIDERS: `work|${flow.work.issuer}|portcullis|Example` });
    const url = `${closed.url}/federation/work/start?redirect=${done}&code_challenge=${makeProof().codeChallenge}`;
    await expectProblem(await createWalker().visit(url));
    const { authConfig } = await closed.api.call(AuthConfigDocument);
    expect(authConfig.providers[0]?.startUrl).toBeNull();
    await closed.stop();
  });
});
