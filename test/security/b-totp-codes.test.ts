/** Which codes of an authenticator app are taken, and how often. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createSecretBox } from '../../src/foundation/secret-box.js';
import { createSecrets } from '../../src/foundation/secrets.js';
import {
  ConfirmTotpDocument,
  DisableTotpDocument,
  SetupTotpDocument,
  SignInWithTotpDocument,
  type TotpSignInInput,
} from '../generated/operations.js';
import {
  challengeFor,
  codeAt,
  enterNextStep,
  freshCode,
  hasOathtool,
  oathtoolCode,
  personWith2fa,
  personWithTotp,
  setClock,
  verifyAddress,
  type WithAuthenticator,
} from '../harness/authenticator.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
let replica: TestGateway;
let person: WithAuthenticator;
let secured: WithAuthenticator;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false', TOTP_ALONE: 'true' });
  replica = await startTestGateway({ ...replicaOf(gateway), RATE_LIMIT: 'false', TOTP_ALONE: 'true' });
  person = await personWithTotp(gateway);
  secured = await personWith2fa(gateway);
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

const signIn = (input: TotpSignInInput, at = gateway) => at.api.send(SignInWithTotpDocument, { input });
const codeOf = async (input: TotpSignInInput, at = gateway) =>
  (await signIn(input, at)).errors[0]?.extensions.code;
const alone = (code: string) => codeOf({ email: person.email, code });
const codeOfStep = (steps: number) => codeAt(person.secret, gateway.clock.now(), steps);
/** How many of these, sent at one instant to two replicas, are let in. */
async function race(inputs: readonly TotpSignInInput[]): Promise<number> {
  setClock(replica.clock, gateway.clock);
  const sent = inputs.map((input, turn) => signIn(input, turn % 2 ? replica : gateway));
  const answers = await Promise.all(sent);
  const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
  expect(new Set(codes)).toEqual(new Set(['INVALID_CREDENTIALS']));
  return answers.filter(({ data }) => data).length;
}

describe('B2 a code is taken once, one after the other and at one instant on two replicas', () => {
  it('a second time it is refused, here and there', async () => {
    const code = freshCode(gateway, person);
    setClock(replica.clock, gateway.clock);
    expect(await alone(code)).toBeUndefined();
    expect(await alone(code)).toBe('INVALID_CREDENTIALS');
    expect(await codeOf({ email: person.email, code }, replica)).toBe('INVALID_CREDENTIALS');
  });

  it('of twenty at once, alone and with a challenge each, one is let in', async () => {
    const open = await Promise.all(Array.from({ length: 20 }, () => challengeFor(gateway, secured)));
    const code = freshCode(gateway, person);
    expect(await race(open.map(() => ({ email: person.email, code })))).toBe(1);
    const second = freshCode(gateway, secured);
    expect(await race(open.map((challengeToken) => ({ challengeToken, code: second })))).toBe(1);
  });

  it('one that stepped up signs nobody in, nor steps up again', async () => {
    const code = freshCode(gateway, person);
    await gateway.api.call(SetupTotpDocument, { code }, person);
    expect(await alone(code)).toBe('INVALID_CREDENTIALS');
    const again = await gateway.api.refusal(DisableTotpDocument, { code }, person);
    expect(again.code).toBe('INVALID_CREDENTIALS');
  });
});

describe('B3 after a code of one step, none of an earlier step is taken', () => {
  it('on either replica, while later ones are', async () => {
    enterNextStep(gateway.clock, 2);
    setClock(replica.clock, gateway.clock);
    expect(await alone(codeOfStep(0))).toBeUndefined();
    expect(await alone(codeOfStep(-1))).toBe('INVALID_CREDENTIALS');
    expect(await codeOf({ email: person.email, code: codeOfStep(-1) }, replica)).toBe('INVALID_CREDENTIALS');
    expect(await alone(codeOfStep(1))).toBeUndefined();
    expect(await alone(codeOfStep(0))).toBe('INVALID_CREDENTIALS');
  });
});

describe('B4 codes of the step before, of now and of the next are taken, of two away none', () => {
  it('T-2 and T+2 are refused, T-1, T and T+1 are taken', async () => {
    enterNextStep(gateway.clock, 4);
    const codes = [];
    for (const steps of [-2, 2, -3, 3, 20, -20]) codes.push(await alone(codeOfStep(steps)));
    expect(codes).toEqual(Array(6).fill('INVALID_CREDENTIALS'));
    for (const steps of [-1, 0, 1]) expect(await alone(codeOfStep(steps))).toBeUndefined();
  });

  it('at the very beginning and end of a step too', async () => {
    await gateway.clock.standStill(async () => {
      for (const into of [0, 29_999]) {
        enterNextStep(gateway.clock, 3);
        gateway.clock.advance(into - (gateway.clock.now().getTime() % 30_000));
        expect(await alone(codeOfStep(-2))).toBe('INVALID_CREDENTIALS');
        expect(await alone(codeOfStep(-1))).toBeUndefined();
      }
    });
  });
});

describe('B5 the code that confirmed the set-up signs nobody in', () => {
  it('nor steps up, nor confirms anything else', async () => {
    const newcomer = await signUp(gateway);
    await verifyAddress(gateway, newcomer);
    const { setupTotp } = await gateway.api.call(SetupTotpDocument, {}, newcomer);
    const code = freshCode(gateway, setupTotp);
    await gateway.api.call(ConfirmTotpDocument, { code }, newcomer);
    expect(await codeOf({ email: newcomer.email, code })).toBe('INVALID_CREDENTIALS');
    const disabled = await gateway.api.refusal(DisableTotpDocument, { code }, newcomer);
    expect(disabled.code).toBe('INVALID_CREDENTIALS');
    const next = freshCode(gateway, setupTotp);
    expect(await codeOf({ email: newcomer.email, code: next })).toBeUndefined();
  });
});

describe('B12 blanks in a code do not count, and whatever is no six ASCII digits is refused cleanly', () => {
  it('takes blanks around and within', async () => {
    for (const spell of [
      (code: string) => ` ${code}`,
      (code: string) => `${code.slice(0, 3)} ${code.slice(3)}\t`,
      (code: string) => [...code].join(' '),
    ])
      expect(await alone(spell(freshCode(gateway, person)))).toBeUndefined();
  });

  it('refuses letters, signs, other digits, and five, seven and 50,000 of them, alone and with a challenge', async () => {
    const challengeToken = await challengeFor(gateway, secured);
    const code = freshCode(gateway, person);
    const digits = (zero: number) =>
      [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
    const wrong = [
      ...[
        '',
        'abcdef',
        `-${code}`,
        `+${code}`,
        `${code}\u0000`,
        `0x${code.slice(2)}`,
        `${code.slice(0, 5)}e`,
      ],
      ...[code.slice(1), `${code}0`, `0${code}`, '1'.repeat(50_000), `${' '.repeat(40)}${code}`],
      ...[digits(0xff10), digits(0x0660), digits(0x1d7ce)],
    ];
    for (const typed of wrong) expect([typed, await alone(typed)]).toEqual([typed, 'INVALID_CREDENTIALS']);
    expect(await codeOf({ challengeToken, code: digits(0xff10) })).toBe('INVALID_CREDENTIALS');
    // It was right all along.
    expect(await alone(code)).toBeUndefined();
  });

  it('refuses operators, lists, numbers and nothing as no text', async () => {
    for (const value of [{ $ne: null }, { $gt: '' }, ['123456'], 123_456, true, null]) {
      const code = value as unknown as string;
      for (const input of [
        { email: person.email, code },
        { challengeToken: 'x', code },
      ])
        expect(await codeOf(input)).toBe('BAD_USER_INPUT');
      const asked = await gateway.api.refusal(ConfirmTotpDocument, { code }, person);
      expect(asked.code).toBe('BAD_USER_INPUT');
    }
  });
});

// Last: it takes the clock through six decades.
describe('B1 the codes of RFC 6238, appendix B, are taken at their times', () => {
  const vectors = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ] as const;

  it('by an app with the secret of the RFC, and by no other code', async () => {
    // Enrolment makes its own secrets; this one is laid where theirs lie, sealed as they are.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const secretBox = await createSecretBox(createSecrets([testSecret]), 'totp').seal(secret);
    const factor = { type: 'TOTP', confirmedAt: new Date(0), secretBox, lastTimeStep: 0, standsAlone: true };
    await gateway.database
      .collection('users')
      .updateOne({ emailCanonical: person.email }, { $set: { factors: [factor] } });
    for (const [seconds, digits] of vectors) {
      gateway.clock.advance(seconds * 1_000 - gateway.clock.now().getTime());
      expect(await alone(digits.slice(0, 6))).toBe('INVALID_CREDENTIALS');
      expect([seconds, await alone(digits.slice(2))]).toEqual([seconds, undefined]);
    }
  });

  (hasOathtool() ? it : it.skip)('as oathtool shows them for a secret of our own', async () => {
    gateway.clock.advance(Date.now() - gateway.clock.now().getTime());
    const other = await personWithTotp(gateway);
    enterNextStep(gateway.clock);
    const code = oathtoolCode(other.secret, gateway.clock.now());
    expect(await codeOf({ email: other.email, code })).toBeUndefined();
  });
});
