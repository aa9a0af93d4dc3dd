/** Passkeys that no honest authenticator makes, and those that somebody made for another. */
import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  FinishPasskeySignInDocument,
  MeDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import {
  addPasskey,
  beginSignIn,
  codeIn,
  codesOf,
  createPasskeyTrials,
  passkeyPage,
  personWithPasskey,
  signInByPasskey,
  signUpByPasskey,
  type WithPasskey,
} from '../harness/passkeys.js';
import { signUp } from '../harness/people.js';
import { type Behaviour, createPasskey, encodeCbor, usePasskey } from '../harness/software-authenticator.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false', LOG_LEVEL: 'info' });
});
afterAll(() => gateway.stop());

const { finish, beginRegistration, register, accountOf, sessionsOf, expectNothing } = createPasskeyTrials(
  () => gateway,
);

describe('H4 a registration of what was not asked for stores nothing', () => {
  const certified = new Map<string, Map<string, number> | Buffer | string | number>([
    ['alg', -7],
    ['sig', randomBytes(64)],
    ['x5c', new Map([['0', 1]])],
  ]);
  it.each<[string, Partial<Behaviour>]>([
    ['an algorithm that was not offered', { key: 'ES384' }],
    [
      'no attestation, with a statement',
      { attestation: { fmt: 'none', attStmt: new Map([['sig', randomBytes(64)]]) } },
    ],
    [
      'self attestation with garbage for its signature',
      {
        attestation: {
          fmt: 'packed',
          attStmt: new Map<string, number | Buffer>([
            ['alg', -7],
            ['sig', randomBytes(70)],
          ]),
        },
      },
    ],
    ['certificates that nobody asked for', { attestation: { fmt: 'packed', attStmt: certified } }],
    ['a format that nobody knows', { attestation: { fmt: 'apple', attStmt: new Map() } }],
    ['another origin', { origin: 'https://evil.example' }],
    ['the RP ID of another site', { rpId: 'evil.example' }],
    ['the type of a sign-in', { type: 'webauthn.get' }],
    ['a page within a page', { crossOrigin: true }],
    ['nobody present', { userPresent: false }],
    ['backed up, and not to be backed up', { backupEligible: false, backedUp: true }],
  ])('%s', async (_, behaviour) => {
    const person = await signUp(gateway);
    const made = createPasskey(await beginRegistration(person), { origin: passkeyPage, ...behaviour });
    await expectNothing(person, 'PASSKEY_INVALID', () => register(person, made.response));
  });

  it('an id that is not the one that was attested, and an attestation that is none', async () => {
    const person = await signUp(gateway);
    const id = randomBytes(32).toString('base64url');
    const { response } = createPasskey(await beginRegistration(person), { origin: passkeyPage });
    await expectNothing(person, 'PASSKEY_INVALID', () => register(person, { ...response, id, rawId: id }));
    for (const bytes of [Buffer.from('{}'), encodeCbor(new Map([['fmt', 'none']])), randomBytes(300)]) {
      const made = createPasskey(await beginRegistration(person), { origin: passkeyPage }).response;
      const attestationObject = bytes.toString('base64url');
      const garbage = { ...made, response: { ...made.response, attestationObject } };
      await expectNothing(person, 'PASSKEY_INVALID', () => register(person, garbage));
    }
  });

  it('the passkey of somebody else, also at sign-up', async () => {
    const [owner, person] = [await personWithPasskey(gateway), await signUp(gateway)];
    const credentialId = Buffer.from(owner.passkey.id, 'base64url');
    const made = createPasskey(await beginRegistration(person), { origin: passkeyPage, credentialId });
    await expectNothing(person, 'PASSKEY_INVALID', () => register(person, made.response));
    await expect(signUpByPasskey(gateway, { credentialId })).rejects.toThrow('PASSKEY_INVALID');
  });
});

describe('H6 of any number at the same instant one wins', () => {
  it('twenty times the same answer, and twenty answers with the same count', async () => {
    const person = await personWithPasskey(gateway);
    const answer = usePasskey(await beginSignIn(gateway), person.passkey);
    const same = await codesOf(Array.from({ length: 20 }, () => finish(answer)));
    expect(same).toEqual([...Array.from({ length: 19 }, () => 'CHALLENGE_EXPIRED'), 'taken']);
    const before = await sessionsOf(person);
    const clones = Array.from({ length: 20 }, () => signInByPasskey(gateway, person, {}, { counter: 7 }));
    const counted = await codesOf(clones);
    expect(counted).toEqual([...Array.from({ length: 19 }, () => 'INVALID_CREDENTIALS'), 'taken']);
    expect(await sessionsOf(person)).toBe(before + 1);
  });

  it('twenty times the same registration, and one passkey for two accounts', async () => {
    const person = await signUp(gateway);
    const made = createPasskey(await beginRegistration(person), { origin: passkeyPage });
    const codes = await codesOf(Array.from({ length: 20 }, () => register(person, made.response)));
    expect(codes.filter((code) => code === 'taken')).toHaveLength(1);
    expect((await accountOf(person))?.passkeys).toHaveLength(1);
    const credentialId = randomBytes(32);
    const people = await Promise.all([signUp(gateway), signUp(gateway)]);
    const both = await codesOf(
      people.map(async (owner) =>
        register(
          owner,
          createPasskey(await beginRegistration(owner), { origin: passkeyPage, credentialId }).response,
        ),
      ),
    );
    expect(both).toEqual(['PASSKEY_INVALID', 'taken']);
  });
});

describe('H8 what is no answer of a passkey is refused by its form', () => {
  const answerOf = async (person: WithPasskey) => usePasskey(await beginSignIn(gateway), person.passkey);

  it('ids past 1,023 bytes, user handles past 64, other types, objects in the place of text', async () => {
    const person = await personWithPasskey(gateway);
    const good = await answerOf(person);
    const long = 'A'.repeat(1_400);
    for (const bad of [
      { ...good, id: long, rawId: long },
      { ...good, rawId: 'AAAA' },
      { ...good, type: 'password' },
      { ...good, id: { $ne: null } },
      { ...good, response: { ...good.response, signature: { $gt: '' } } },
      { ...good, response: { ...good.response, userHandle: 'A'.repeat(120) } },
      { ...good, response: { ...good.response, clientDataJSON: '+/=' } },
      { ...good, response: null },
      [good],
      'answer',
      null,
    ])
      await expectNothing(person, 'BAD_USER_INPUT', () => finish(bad as never));
    expect(codeIn(await finish(good))).toBeUndefined();
  });

  it('a credential id of a megabyte is not read', async () => {
    const person = await personWithPasskey(gateway);
    const id = 'A'.repeat(1_400_000);
    const answer = await gateway.api.send(FinishPasskeySignInDocument, {
      credential: { ...(await answerOf(person)), id, rawId: id },
    });
    expect(answer.status).toBe(413);
  });

  it('an id of 1,023 bytes is taken', async () => {
    const person = await personWithPasskey(gateway, { credentialId: randomBytes(1_023) });
    expect(codeIn(await signInByPasskey(gateway, person))).toBeUndefined();
  });
});

describe('H9 a passkey that was prepared for somebody else’s address opens nothing once the address is proved', () => {
  it('a reset link takes it away with whatever else a stranger has left', async () => {
    const stranger = await signUpByPasskey(gateway);
    const { email } = stranger;
    await gateway.api.call(SendPasswordResetEmailDocument, { email });
    const token = await mailedToken(gateway, email, subjects.reset);
    const password = 'another good passphrase';
    const input = { token, password, passwordConfirm: password };
    await gateway.api.call(ResetPasswordDocument, { input });
    expect(codeIn(await signInByPasskey(gateway, stranger))).toBe('INVALID_CREDENTIALS');
    expect((await accountOf(stranger))?.passkeys).toEqual([]);
  });

  it('a registration that began before another change of credentials does not end after it', async () => {
    const person = await signUp(gateway);
    const made = createPasskey(await beginRegistration(person), { origin: passkeyPage });
    await addPasskey(gateway, person);
    await expectNothing(person, 'FORBIDDEN', () => register(person, made.response));
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.passkeyAuthEnabled).toBe(true);
  });
});
