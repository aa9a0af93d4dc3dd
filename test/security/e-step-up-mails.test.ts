/** Step-up by a mailed code: what it is good for, and what it proves to nobody else. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  BeginPasskeyRegistrationDocument,
  ChangeEmailDocument,
  ReauthenticateDocument,
  SendReauthenticationEmailDocument,
  SignInDocument,
  SignOutEverywhereDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import {
  askForMail,
  completeByMail,
  mailedCode as signInCode,
  mailedMethods,
  verifiedPerson,
} from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, newestMail, subjects } from '../harness/mailbox.js';
import { newPerson, opened, type SignedUp, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ...mailedMethods, ACCESS_TOKEN_TTL: '1h', RATE_LIMIT: 'false' });
});
afterAll(() => gateway.stop());

type Signed = Pick<SignedUp, 'email' | 'accessToken'>;

async function codeFor(person: Signed, on: TestGateway = gateway): Promise<string> {
  await on.api.call(SendReauthenticationEmailDocument, undefined, person);
  const { text } = await newestMail(on, person.email, /^Your code to confirm that it is you/);
  return /^\d{4} \d{4}$/m.exec(text)?.[0] ?? '';
}

const prove = (person: Signed, proof: object, on: TestGateway = gateway) =>
  on.api.send(ReauthenticateDocument, proof, person);
const codeOf = async (answer: ReturnType<typeof prove>) =>
  (await answer).errors[0]?.extensions.code ?? 'taken';
const signInAgain = async ({ email, password }: SignedUp): Promise<Signed> => {
  const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
  return { email, accessToken: opened(signIn).accessToken };
};

describe('E17 a mailed code proves its owner anew in the session that asked alone, once, and signs nobody in', () => {
  it('of twenty at the same instant one, and of twenty guesses five are tried', async () => {
    const person = await verifiedPerson(gateway);
    const mailedCode = await codeFor(person);
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(prove(person, { mailedCode }))));
    expect(codes.filter((code) => code === 'taken')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['taken', 'CHALLENGE_EXPIRED']));
    const right = await codeFor(person);
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () => codeOf(prove(person, { mailedCode: 'wrong' }))),
    );
    expect(guesses.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(5);
    expect(await codeOf(prove(person, { mailedCode: right }))).toBe('CHALLENGE_EXPIRED');
  });

  it('not in another session of the account, nor in one of somebody else, nor past its time', async () => {
    const [person, stranger] = [await verifiedPerson(gateway), await verifiedPerson(gateway)];
    const mailedCode = await codeFor(person);
    for (const other of [await signInAgain(person), stranger])
      expect(await codeOf(prove(other, { mailedCode }))).toBe('CHALLENGE_EXPIRED');
    // Beside one of their own, it is only wrong.
    await codeFor(stranger);
    expect(await codeOf(prove(stranger, { mailedCode }))).toBe('INVALID_CREDENTIALS');
    gateway.clock.advance(10 * 60_000);
    expect(await codeOf(prove(person, { mailedCode }))).toBe('CHALLENGE_EXPIRED');
  });

  it('neither stands in for a code that signs in, nor the other way round', async () => {
    const person = await verifiedPerson(gateway);
    const stepUp = await codeFor(person);
    const { challengeToken, codeVerifier } = await askForMail(gateway, person.email, 'CODE');
    const mailedCode = await signInCode(gateway, person.email);
    const swapped = await completeByMail(gateway, { challengeToken, code: stepUp, codeVerifier });
    expect(swapped.errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
    expect(await codeOf(prove(person, { mailedCode }))).toBe('INVALID_CREDENTIALS');
  });

  it('not once the session has ended or the address is another one, and no code leaves before it is proved', async () => {
    const ended = await verifiedPerson(gateway);
    const voided = await codeFor(ended);
    await gateway.api.call(SignOutEverywhereDocument, undefined, await signInAgain(ended));
    expect(await codeOf(prove(ended, { mailedCode: voided }))).toBe('TOKEN_INVALID');
    const moving = await verifiedPerson(gateway);
    const mailedCode = await codeFor(moving);
    const { email } = newPerson();
    await gateway.api.call(ChangeEmailDocument, { email, password: moving.password }, moving);
    await gateway.api.call(VerifyEmailDocument, {
      token: await mailedToken(gateway, email, subjects.change),
    });
    expect(await codeOf(prove(moving, { mailedCode }))).not.toBe('taken');
    const unproved = await signUp(gateway);
    expect(await gateway.api.refusal(SendReauthenticationEmailDocument, undefined, unproved)).toMatchObject({
      code: 'FORBIDDEN',
      requires: 'verifiedEmail',
    });
  });

  it('wrong ones count as wrong passwords do, and what a session asks for freshens none but itself', async () => {
    const limited = await startTestGateway({ ...mailedMethods, ACCESS_TOKEN_TTL: '1h', SIGN_IN_LIMIT: '4' });
    try {
      const person = await verifiedPerson(limited);
      limited.clock.advance(6 * 60_000);
      const mailedCode = await codeFor(person, limited);
      const begin = () => limited.api.refusal(BeginPasskeyRegistrationDocument, {}, person);
      // Being asked for proves nothing.
      expect(await begin()).toMatchObject({ requires: 'reauthentication' });
      for (let turn = 0; turn < 2; turn++)
        for (const proof of [{ mailedCode: 'wrong' }, { password: 'wrong' }])
          expect(await codeOf(prove(person, proof, limited))).toBe('INVALID_CREDENTIALS');
      for (const proof of [{ mailedCode }, { password: person.password }])
        expect(await codeOf(prove(person, proof, limited))).toBe('RATE_LIMITED');
    } finally {
      await limited.stop();
    }
  });
});
