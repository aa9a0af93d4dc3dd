/** Signing in by what is mailed: who can use it, how often, and what it tells of whom. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  EmailSignInCodeDocument,
  MeDocument,
  SendSignInEmailDocument,
  SignInDocument,
} from '../generated/operations.js';
import {
  askForMail,
  codeOf,
  completeByMail,
  mailedCode,
  mailedLinkToken,
  mailedMethods,
  newDevice,
  signInByMail,
  verifiedPerson,
} from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, mailsTo, newestMail, outboxSettled } from '../harness/mailbox.js';
import { opened, signUp } from '../harness/people.js';
import { toldApartByTime } from '../harness/timing.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ...mailedMethods, TRUST_PROXY: '1', LINK_REQUEST_LIMIT: '1000' });
});
afterAll(() => gateway.stop());

const users = () => gateway.database.collection('users');
const ask = (email: string, headers: Readonly<Record<string, string>> = {}) =>
  gateway.api.send(
    SendSignInEmailDocument,
    { email, kind: 'CODE', codeChallenge: newDevice().codeChallenge },
    { headers },
  );

describe('E13 a sign-in link signs in on the device that asked alone, once, whoever else opens it', () => {
  it('signs in on the device that asked alone, and is not used up by any other', async () => {
    const { email } = await verifiedPerson(gateway);
    const { codeVerifier } = await askForMail(gateway, email, 'LINK');
    const token = await mailedLinkToken(gateway, email);
    for (const wrong of [newDevice().codeVerifier, '', 'x', codeVerifier.slice(1), `${codeVerifier} `])
      expect(await codeOf(completeByMail(gateway, { token, codeVerifier: wrong }))).toBe('LINK_INVALID');
    opened((await completeByMail(gateway, { token, codeVerifier })).data?.completeEmailSignIn);
  });

  it('opens one session, however many use it at once', async () => {
    const { email } = await verifiedPerson(gateway);
    const { codeVerifier } = await askForMail(gateway, email, 'LINK');
    const token = await mailedLinkToken(gateway, email);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => completeByMail(gateway, { token, codeVerifier })),
    );
    const codes = answers.map(({ errors }) => errors[0]?.extensions.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'LINK_INVALID')).toHaveLength(19);
  });

  it.each([
    ['a link of another purpose', (person: { email: string }) => mailedToken(gateway, person.email)],
    [
      'a challenge',
      async (person: { email: string }) => (await askForMail(gateway, person.email, 'LINK')).challengeToken,
    ],
    ['what is no token', () => Promise.resolve('x'.repeat(44))],
  ])('is LINK_INVALID for %s', async (_, tokenOf) => {
    const person = await signUp(gateway);
    const token = await tokenOf(person);
    expect(await codeOf(completeByMail(gateway, { token, codeVerifier: newDevice().codeVerifier }))).toBe(
      'LINK_INVALID',
    );
    expect((await gateway.api.refusal(EmailSignInCodeDocument, { token })).code).toBe('LINK_INVALID');
  });
});

describe('E14 a mailed code has five tries for its own challenge, and wrong ones count as wrong passwords do', () => {
  it('has five tries, of which a wrong verifier is none; then a new mail is needed', async () => {
    const { email } = await verifiedPerson(gateway);
    const { challengeToken, codeVerifier } = await askForMail(gateway, email, 'CODE');
    const code = await mailedCode(gateway, email);
    const stranger = { challengeToken, code, codeVerifier: newDevice().codeVerifier };
    for (let turn = 0; turn < 6; turn++)
      expect(await codeOf(completeByMail(gateway, stranger))).toBe('CHALLENGE_EXPIRED');
    for (const wrong of ['', '1234', 'letters', '٤٤٤٤٤٤٤٤', `${code}1`])
      expect(await codeOf(completeByMail(gateway, { challengeToken, code: wrong, codeVerifier }))).toBe(
        'INVALID_CREDENTIALS',
      );
    expect(await codeOf(completeByMail(gateway, { challengeToken, code, codeVerifier }))).toBe(
      'CHALLENGE_EXPIRED',
    );
    opened((await signInByMail(gateway, email)).data?.completeEmailSignIn);
  });

  it('of twenty guesses at once, five are tried', async () => {
    const { email } = await verifiedPerson(gateway);
    const { challengeToken, codeVerifier } = await askForMail(gateway, email, 'CODE');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        codeOf(completeByMail(gateway, { challengeToken, code: 'x', codeVerifier })),
      ),
    );
    expect(answers.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(5);
    expect(answers.filter((code) => code === 'CHALLENGE_EXPIRED')).toHaveLength(15);
  });

  it('opens one session, however many use it at once', async () => {
    const { email } = await verifiedPerson(gateway);
    const { challengeToken, codeVerifier } = await askForMail(gateway, email, 'CODE');
    const code = await mailedCode(gateway, email);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        codeOf(completeByMail(gateway, { challengeToken, code, codeVerifier })),
      ),
    );
    expect(answers.filter((code) => code === undefined)).toHaveLength(1);
    expect(answers.filter((code) => code === 'CHALLENGE_EXPIRED')).toHaveLength(19);
  });

  it('is for its own challenge alone', async () => {
    const [one, other] = [await verifiedPerson(gateway), await verifiedPerson(gateway)];
    const { challengeToken, codeVerifier } = await askForMail(gateway, one.email, 'CODE');
    await askForMail(gateway, other.email, 'CODE');
    const code = await mailedCode(gateway, other.email);
    expect(await codeOf(completeByMail(gateway, { challengeToken, code, codeVerifier }))).toBe(
      'INVALID_CREDENTIALS',
    );
  });

  it('counts with wrong passwords: one account, one count', async () => {
    const limited = await startTestGateway({ ...mailedMethods, SIGN_IN_LIMIT: '4' });
    try {
      const { email, password } = await verifiedPerson(limited);
      const { challengeToken, codeVerifier } = await askForMail(limited, email, 'CODE');
      const code = await mailedCode(limited, email);
      const tryPassword = (typed: string) =>
        limited.api.send(SignInDocument, { input: { email, password: typed } });
      const tryCode = (typed: string) =>
        completeByMail(limited, { challengeToken, code: typed, codeVerifier });
      for (let turn = 0; turn < 2; turn++) {
        expect((await tryPassword('wrong')).errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
        expect(await codeOf(tryCode('wrong'))).toBe('INVALID_CREDENTIALS');
      }
      expect((await tryPassword(password)).errors[0]?.extensions.code).toBe('RATE_LIMITED');
      expect(await codeOf(tryCode(code))).toBe('RATE_LIMITED');
    } finally {
      await limited.stop();
    }
  });
});

describe('E15 a sign-in mail is answered alike for known and unknown addresses, in body and in time', () => {
  it('for known, unverified, suspended, deleted and unknown addresses, with a challenge that counts tries alike', async () => {
    const [known, unverified, suspended] = [
      await verifiedPerson(gateway),
      await signUp(gateway),
      await verifiedPerson(gateway),
    ];
    await gateway.database
      .collection('users')
      .updateOne({ emailCanonical: suspended.email }, { $set: { suspendedAt: new Date() } });
    const unknown = `nobody-${known.email}`;
    const seen = [];
    for (const email of [known.email, unverified.email, suspended.email, unknown]) {
      const { codeVerifier, challengeToken, message, expiresAt } = await askForMail(gateway, email, 'CODE');
      const minutes = Math.ceil((Date.parse(expiresAt) - gateway.clock.now().getTime()) / 60_000);
      await outboxSettled(gateway);
      const answers = [];
      for (let turn = 0; turn < 6; turn++) {
        const { status, errors } = await completeByMail(gateway, {
          challengeToken,
          code: 'wrong',
          codeVerifier,
        });
        answers.push([status, errors[0]?.extensions.code]);
      }
      seen.push(JSON.stringify({ message, length: challengeToken.length, minutes, answers }));
    }
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain(`${`[200,"INVALID_CREDENTIALS"],`.repeat(5)}[200,"CHALLENGE_EXPIRED"]`);
    expect(await mailsTo(gateway, unknown)).toEqual([]);
  });

  it('in one time, whoever has the address', async () => {
    const { email } = await verifiedPerson(gateway);
    const kinds = { known: () => ask(email), unknown: () => ask(`nobody-${email}`) };
    expect(await toldApartByTime(kinds, { rounds: 40, gap: 0.5, guess: 0.75 })).toEqual([]);
  });

  it('is also that of an address past MAIL_LIMIT, and strangers use up no mail of a place that is known', async () => {
    const person = await verifiedPerson(gateway);
    const headers = { 'x-forwarded-for': '198.51.100.77' };
    const bodies = new Set<string | undefined>();
    for (let turn = 0; turn < 7; turn++)
      bodies.add((await ask(person.email, headers)).data?.sendSignInEmail.message);
    expect(bodies.size).toBe(1);
    const codes = async () =>
      (await mailsTo(gateway, person.email)).filter(({ subject }) => subject.startsWith('Your code')).length;
    // The mail of the sign-up is one of the five.
    expect(await codes()).toBe(4);
    await ask(person.email);
    expect(await codes()).toBe(5);
  });
});

it('E16 the first proof of an address by a sign-in mail shakes off whoever prepared the account', async () => {
  const thief = await signUp(gateway);
  await users().updateOne(
    { emailCanonical: thief.email },
    {
      $set: {
        identities: [{ provider: 'x', issuer: 'https://x', subject: thief.userId, linkedAt: new Date() }],
        factors: [{ type: 'TOTP', confirmedAt: new Date(), secretBox: 'x', lastTimeStep: 1 }],
      },
    },
  );
  const { data } = await signInByMail(gateway, thief.email);
  const { accessToken } = opened(data?.completeEmailSignIn);
  const { me } = await gateway.api.call(MeDocument, undefined, { accessToken });
  expect(me?.emailVerifiedAt).toBeTruthy();
  expect(await users().findOne({ emailCanonical: thief.email })).toMatchObject({
    identities: [],
    factors: [],
    enable2FA: false,
  });
  const { email, password } = thief;
  const { errors } = await gateway.api.send(SignInDocument, { input: { email, password } });
  expect(errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
  expect((await gateway.api.refusal(MeDocument, undefined, thief)).code).toBe('TOKEN_INVALID');
  await newestMail(gateway, email, /^Your address is confirmed/);
});
