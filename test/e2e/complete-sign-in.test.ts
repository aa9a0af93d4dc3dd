import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import {
  CompleteLinkDocument,
  CompleteSignInDocument,
  ReauthenticateDocument,
} from '../generated/operations.js';
import {
  type CodeFlowGateway,
  done,
  makeProof,
  type OneTimeProof,
  startCodeFlowGateway,
} from '../harness/code-flow-gateway.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';
import { createWalker } from '../harness/walker.js';

let flow: CodeFlowGateway;
beforeAll(async () => {
  flow = await startCodeFlowGateway();
});
afterAll(() => flow.stop());

describe('completeSignIn', () => {
  it('takes a code once', async () => {
    flow.meet();
    const proof = await flow.walkAll({ mode: 'sign-up' });
    expect(opened((await flow.complete(proof)).data?.completeSignIn).refreshToken).toBeTruthy();
    expect(await flow.refusal(proof)).toBe('INVALID_CREDENTIALS');
  });

  it('takes a code once, of twenty at once', async () => {
    flow.meet();
    const proof = await flow.walkAll({ mode: 'sign-up' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => flow.complete(proof)));
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
    expect(new Set(codes)).toEqual(new Set(['INVALID_CREDENTIALS']));
  });

  it('asks for the verifier of the frontend that began; whoever lacks it cannot use the code up', async () => {
    flow.meet();
    const proof = await flow.walkAll({ mode: 'sign-up' });
    const { codeVerifier, codeChallenge } = proof;
    for (const wrong of [makeProof().codeVerifier, codeChallenge, `${codeVerifier}A`, '', 'short'])
      expect(await flow.refusal({ ...proof, codeVerifier: wrong })).toBe('INVALID_CREDENTIALS');
    expect((await flow.complete(proof)).errors).toEqual([]);
  });

  it('refuses a code after a minute, and what never was one', async () => {
    flow.meet();
    const proof = await flow.walkAll({ mode: 'sign-up' });
    flow.gateway.clock.advance(60_001);
    expect(await flow.refusal(proof)).toBe('INVALID_CREDENTIALS');
    for (const code of ['', 'x', 'A'.repeat(44), randomBytes(33).toString('base64url')])
      expect(await flow.refusal({ ...proof, code })).toBe('INVALID_CREDENTIALS');
  });

  it('puts the refresh token into the cookie where the frontend wants it there', async () => {
    flow.meet();
    const { code, codeVerifier } = await flow.walkAll({ mode: 'sign-up' });
    const variables = { code, codeVerifier, transport: 'COOKIE' as const };
    const { data, headers } = await flow.gateway.api.send(CompleteSignInDocument, variables);
    expect(opened(data?.completeSignIn).refreshToken).toBeNull();
    expect(headers.getSetCookie()[0]).toMatch(/^refreshToken=/);
  });
});

/** From the frontend's button to an open session, or the code of the refusal. */
async function outcome(query: object = {}, provider = 'quiet') {
  const { data, errors } = await flow.complete(await flow.walkAll(query, provider));
  return errors[0]?.extensions.code ?? opened(data?.completeSignIn).userId;
}

describe('what a provider tells', () => {
  afterEach(() => flow.quiet.answerAt('/me', undefined));

  it.each([{ emailVerified: false }, { emailVerified: undefined }, { email: undefined }])(
    'of an address matters for a new account alone: %p',
    async (more) => {
      for (const provider of ['work', 'quiet']) {
        const { email } = flow.meet();
        const userId = await outcome({ mode: 'sign-up' }, provider);
        flow.meet({ sub: email.replace(/@.*/, ''), email, ...more });
        expect(await outcome({}, provider)).toBe(userId);
        flow.meet(more);
        expect(await outcome({}, provider)).toBe('NOT_REGISTERED');
        expect(await outcome({ mode: 'sign-up' }, provider)).toBe('EMAIL_NOT_VERIFIED');
      }
    },
  );

  it('at UserInfo of another subject is refused', async () => {
    const { email } = flow.meet();
    const body = { sub: 'somebody-else', email, email_verified: true };
    flow.quiet.answerAt('/me', { status: 200, body });
    const { page } = await flow.walkAll({ mode: 'sign-up' }, 'quiet');
    expect(page.href).toBe(`${done}?error=invalid_credentials`);
    expect(flow.gateway.logLines.filter((line) => line.includes('another subject'))).toHaveLength(1);
  });

  it('at a UserInfo that does not answer is waited for, and one that refuses is done without', async () => {
    const { email } = flow.meet();
    const userId = await outcome({ mode: 'sign-up' });
    flow.quiet.answerAt('/me', { status: 503, body: {} });
    expect((await flow.walkAll({}, 'quiet')).page.href).toBe(`${done}?error=unavailable`);
    flow.quiet.answerAt('/me', { status: 403, body: {} });
    flow.meet({ sub: email.replace(/@.*/, ''), email });
    expect(await outcome()).toBe(userId);
  });

  it('as a refusal of the code is one line of the log, without the code', async () => {
    flow.meet();
    const walker = createWalker();
    const { callback } = await flow.walkToCallback(walker);
    callback.searchParams.set('code', 'a-made-up-code');
    await walker.walk(callback, done);
    expect(flow.gateway.logLines.filter((line) => line.includes('invalid_grant'))).toEqual([
      expect.stringMatching(
        /"provider":"work","reason":"exchange","detail":"the provider answers invalid_grant"/,
      ),
    ]);
    expect(flow.gateway.logLines.join('')).not.toContain('a-made-up-code');
  });
});

describe('completeLink', () => {
  const complete = ({ code, codeVerifier }: OneTimeProof, who?: SignedUp) =>
    flow.gateway.api.send(CompleteLinkDocument, { code, codeVerifier }, who);
  const codeOf = async (proof: OneTimeProof, who?: SignedUp) =>
    (await complete(proof, who)).errors[0]?.extensions.code;

  it('links the account of the provider to that of the caller, once', async () => {
    const person = await signUp(flow.gateway);
    flow.meet();
    const proof = await flow.walkAll({ mode: 'link' });
    const { data } = await complete(proof, person);
    expect(data?.completeLink).toMatchObject({ id: person.userId, email: person.email });
    expect(await codeOf(proof, person)).toBe('INVALID_CREDENTIALS');
    expect(await outcome({}, 'work')).toBe(person.userId);
    const other = await flow.walkAll({ mode: 'link' });
    expect(await codeOf(other, await signUp(flow.gateway))).toBe('ALREADY_REGISTERED');
  });

  it('takes no code of a sign-in, and completeSignIn none for linking', async () => {
    const person = await signUp(flow.gateway);
    flow.meet();
    for (const mode of ['sign-in', 'sign-up'])
      expect(await codeOf(await flow.walkAll({ mode }), person)).toBe('INVALID_CREDENTIALS');
    const proof = await flow.walkAll({ mode: 'link' });
    expect(await flow.refusal(proof)).toBe('INVALID_CREDENTIALS');
    expect(await codeOf({ ...proof, codeVerifier: makeProof().codeVerifier }, person)).toBe(
      'INVALID_CREDENTIALS',
    );
    // None of these has used it up.
    expect(await codeOf(proof, person)).toBeUndefined();
  });

  it('asks for a session, and for a fresh sign-in before it takes the code', async () => {
    const person = await signUp(flow.gateway);
    flow.gateway.clock.advance(6 * 60_000);
    flow.meet();
    const proof = await flow.walkAll({ mode: 'link' });
    expect(await codeOf(proof)).toBe('UNAUTHENTICATED');
    const { errors } = await complete(proof, person);
    expect(errors[0]?.extensions).toEqual({ code: 'FORBIDDEN', requires: 'reauthentication' });
    const { reauthenticate } = await flow.gateway.api.call(
      ReauthenticateDocument,
      { password: person.password },
      person,
    );
    expect(await codeOf(proof, { ...person, ...reauthenticate } as SignedUp)).toBeUndefined();
  });
});

describe('a provider whose token endpoint moves', () => {
  it('is found again without a restart', async () => {
    flow.meet();
    expect(await outcome({ mode: 'sign-up' }, 'other')).toMatch(/^[0-9a-f]{24}$/);
    flow.other.move({ token: '/oauth/token' });
    flow.gateway.clock.advance(61_000);
    expect(await outcome({}, 'other')).toMatch(/^[0-9a-f]{24}$/);
  });
});
