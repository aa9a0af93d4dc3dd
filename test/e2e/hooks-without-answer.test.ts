/** Hooks that give no answer, or one that cannot be taken, and what HOOKS_FAIL makes of it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignInDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { answerWith, type HookReceiver, hookSecret, startHookReceiver } from '../harness/hook-receiver.js';
import { type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { claimsOf } from '../harness/token.js';

const hooked = { HOOK_SECRET: hookSecret, WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128' };

let tokens: HookReceiver;
/** Asks nobody. */
let plain: TestGateway;
let closed: TestGateway;
let open: TestGateway;
let person: SignedUp;
beforeAll(async () => {
  tokens = await startHookReceiver();
  plain = await startTestGateway();
  person = await signUp(plain);
  const settings = { ...replicaOf(plain), ...hooked, BEFORE_TOKEN_URL: tokens.url };
  closed = await startTestGateway(settings);
  open = await startTestGateway({ ...settings, HOOKS_FAIL: 'open' });
});
afterAll(async () => {
  await closed.stop();
  await open.stop();
  await plain.stop();
  tokens.stop();
});

const signIn = ({ email, password }: SignedUp, on: TestGateway) =>
  on.api.send(SignInDocument, { input: { email, password } });
const metricsOf = async ({ url }: TestGateway) => (await fetch(`${url}/metrics`)).text();
const codeOf = async (answer: ReturnType<typeof signIn>) => (await answer).errors[0]?.extensions.code;

describe('a hook that does not behave', () => {
  const endless = () => undefined;
  const cases: [string, HookReceiver['respond'], string][] = [
    ['answers nothing', endless, 'TIMEOUT'],
    ['is away', (response) => response.destroy(), 'ECONNRESET'],
    ['answers 204', answerWith({ allow: true }, 204), 'HTTP_204'],
    ['answers 500', answerWith({ allow: true }, 500), 'HTTP_500'],
    ['leads elsewhere', (response) => response.writeHead(307, { location: '/elsewhere' }).end(), 'HTTP_307'],
    ['answers garbage', (response) => response.end('<html>'), 'ANSWER_UNREADABLE'],
    ['misspells what it means', answerWith({ allowed: false }), 'ANSWER_UNREADABLE'],
    ['answers without an end', (response) => void response.write('{"allow":'), 'ANSWER_UNREADABLE'],
    [
      'answers 100 KB',
      (response) => response.end(`{"allow":true}${' '.repeat(100_000)}`),
      'ANSWER_UNREADABLE',
    ],
    [
      'adds a claim that verifiers act on',
      answerWith({ allow: true, claims: { roles: ['ADMIN'] } }),
      'CLAIM_RESERVED',
    ],
    ['adds 3 KB', answerWith({ allow: true, claims: { much: 'x'.repeat(3_000) } }), 'CLAIMS_TOO_LONG'],
  ];
  it.each(cases)(
    'and %s: UNAVAILABLE where HOOKS_FAIL is closed, and a token without it where it is open',
    async (_, respond, reason) => {
      tokens.respond = respond;
      // So that it is asked, whatever came before.
      for (const { clock } of [closed, open]) clock.advance(11_000);
      expect(await codeOf(signIn(person, closed))).toBe('UNAVAILABLE');
      const { data } = await signIn(person, open);
      if (data?.signIn.__typename !== 'AuthPayload') throw new Error('No session.');
      expect(claimsOf(data.signIn.accessToken)['roles']).toEqual(['USER']);
      for (const { logLines } of [closed, open])
        expect(logLines.join('')).toMatch(new RegExp(`${reason}|TIMEOUT`));
      expect(tokens.elsewhereAsked()).toBe(0);
    },
  );

  it('is let be after five failures in a row, for ten seconds, and asked again then', async () => {
    tokens.respond = answerWith({}, 500);
    // The ten seconds are not over before they are to be.
    await closed.clock.standStill(async () => {
      for (let turn = 0; turn < 7; turn++) await signIn(person, closed);
      tokens.asked.length = 0;
      expect(await codeOf(signIn(person, closed))).toBe('UNAVAILABLE');
    });
    expect(tokens.asked).toEqual([]);
    const figures = await metricsOf(closed);
    expect(figures).toContain('portcullis_hook_circuit_open{hook="token"} 1');
    expect(figures).toMatch(/^portcullis_hook_token_total\{outcome="spared"\} [1-9]/m);
    expect(figures).toMatch(/^portcullis_hook_token_seconds_count [1-9]/m);
    tokens.respond = answerWith({ allow: true });
    await until('it is well again', async () => {
      closed.clock.advance(11_000);
      return (await signIn(person, closed)).data;
    });
    expect(tokens.asked.length).toBeGreaterThan(0);
    expect(await metricsOf(closed)).toContain('portcullis_hook_circuit_open{hook="token"} 0');
  });

  it('takes the signature of either secret, while one takes the place of the other', async () => {
    const next = `whsec_${Buffer.alloc(32, 'the one to come').toString('base64')}`;
    const ahead = await startHookReceiver(next);
    tokens.respond = answerWith({ allow: true });
    const settings = { ...replicaOf(plain), ...hooked, HOOK_SECRET: `${next},${hookSecret}` };
    const both = await startTestGateway({
      ...settings,
      ...{ BEFORE_SIGN_UP_URL: ahead.url, BEFORE_TOKEN_URL: tokens.url },
    });
    try {
      await signUp(both);
      expect([ahead.asked.length, tokens.asked.length > 0]).toEqual([1, true]);
      expect([...ahead.unsigned, ...tokens.unsigned]).toEqual([]);
    } finally {
      await both.stop();
      ahead.stop();
    }
  });

  it('is not asked at an inner address that is not allowed', async () => {
    const strict = await startTestGateway({
      ...{ ...replicaOf(plain), HOOK_SECRET: hookSecret, BEFORE_TOKEN_URL: tokens.url },
    });
    tokens.asked.length = 0;
    try {
      expect(await codeOf(signIn(person, strict))).toBe('UNAVAILABLE');
      expect(strict.logLines.join('')).toContain('ADDRESS_REFUSED');
      expect(tokens.asked).toEqual([]);
    } finally {
      await strict.stop();
    }
  });

  it.each([
    [{ BEFORE_TOKEN_URL: 'https://hooks.example.com' }, 'HOOK_SECRET is required with BEFORE_TOKEN_URL'],
    [{ BEFORE_SIGN_UP_URL: 'http://hooks.example.com', HOOK_SECRET: hookSecret }, 'must be an https URL'],
    [{ BEFORE_TOKEN_URL: 'https://hooks.example.com', HOOK_SECRET: 'hunter2' }, 'must be a secret or two'],
  ])('does not start with %j', async (settings, sentence) => {
    await expect(startTestGateway(settings)).rejects.toThrow(sentence);
  });
});
