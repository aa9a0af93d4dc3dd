import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { CompleteSignInDocument } from '../generated/operations.js';
import { type CodeFlowGateway, makeProof, startCodeFlowGateway } from '../harness/code-flow-gateway.js';
import { opened } from '../harness/people.js';

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
