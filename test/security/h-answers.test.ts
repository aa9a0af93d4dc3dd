/** Answers of passkeys that no honest authenticator gives, made by node:crypto; what is refused leaves nothing behind. */
import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import {
  beginSignIn,
  codeIn,
  createPasskeyTrials,
  passkeyPage,
  personWithPasskey,
  signInByPasskey,
} from '../harness/passkeys.js';
import { newPerson, signUp } from '../harness/people.js';
import { type Behaviour, createPasskey, usePasskey } from '../harness/software-authenticator.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false', LOG_LEVEL: 'info' });
});
afterAll(() => gateway.stop());

const { finish, beginRegistration, register, expectNothing } = createPasskeyTrials(() => gateway);

describe('H1 a challenge is answered once, within five minutes, and for what it was asked for', () => {
  it('a replay of what was taken, and a second answer after one that was refused', async () => {
    const person = await personWithPasskey(gateway);
    const answer = usePasskey(await beginSignIn(gateway), person.passkey);
    expect(codeIn(await finish(answer))).toBeUndefined();
    await expectNothing(person, 'CHALLENGE_EXPIRED', () => finish(answer));
    const options = await beginSignIn(gateway);
    const wrong = usePasskey(options, person.passkey, { origin: 'https://evil.example' });
    expect(codeIn(await finish(wrong))).toBe('INVALID_CREDENTIALS');
    await expectNothing(person, 'CHALLENGE_EXPIRED', () => finish(usePasskey(options, person.passkey)));
  });

  it('one that is too late', async () => {
    const person = await personWithPasskey(gateway);
    const answer = usePasskey(await beginSignIn(gateway), person.passkey);
    gateway.clock.advance(5 * 60_000 + 1);
    await expectNothing(person, 'CHALLENGE_EXPIRED', () => finish(answer));
  });

  it('the challenge of a sign-in for a registration, and the other way round', async () => {
    const person = await personWithPasskey(gateway);
    const { challenge } = await beginSignIn(gateway);
    const made = createPasskey(await beginRegistration(person), { origin: passkeyPage, challenge });
    await expectNothing(person, 'CHALLENGE_EXPIRED', () => register(person, made.response));
    const ofRegistration = { challenge: (await beginRegistration(person)).challenge };
    const answer = usePasskey(await beginSignIn(gateway), person.passkey, ofRegistration);
    await expectNothing(person, 'CHALLENGE_EXPIRED', () => finish(answer));
  });

  it('the registration that somebody else began', async () => {
    const [person, stranger] = [await signUp(gateway), await signUp(gateway)];
    const made = createPasskey(await beginRegistration(stranger), { origin: passkeyPage });
    await expectNothing(person, 'CHALLENGE_EXPIRED', () => register(person, made.response));
  });

  it('a challenge of nobody', async () => {
    const person = await personWithPasskey(gateway);
    for (const challenge of ['', 'x', randomBytes(33).toString('base64url'), 'A'.repeat(44)]) {
      const answer = usePasskey(await beginSignIn(gateway), person.passkey, { challenge });
      await expectNothing(person, 'CHALLENGE_EXPIRED', () => finish(answer));
    }
  });
});

describe('H2 an answer that was made for another site, another page or another use signs nobody in', () => {
  it.each<[string, Partial<Behaviour>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that only begins like ours', { origin: `${passkeyPage}.evil.example` }],
    ['the RP ID of another site', { rpId: 'evil.example' }],
    ['the type of a registration', { type: 'webauthn.create' }],
    ['a page within a page', { crossOrigin: true }],
    ['nobody present', { userPresent: false }],
  ])('%s', async (_, otherwise) => {
    const person = await personWithPasskey(gateway);
    const answer = usePasskey(await beginSignIn(gateway), person.passkey, otherwise);
    await expectNothing(person, 'INVALID_CREDENTIALS', () => finish(answer));
  });

  it('one of our own pages in the place of the one that asked', async () => {
    const person = await personWithPasskey(gateway);
    const question = 'mutation { beginPasskeySignIn { options } }';
    const begun = await gateway.api.call<{ beginPasskeySignIn: { options: never } }, object>(
      question,
      {},
      {
        headers: { origin: 'http://localhost:3000' },
      },
    );
    const answer = usePasskey(begun.beginPasskeySignIn.options, person.passkey);
    await expectNothing(person, 'INVALID_CREDENTIALS', () => finish(answer));
  });
});

describe('H3 who signs in is whose key has signed', () => {
  it('the key of somebody else under the id of the account', async () => {
    const [person, stranger] = [await personWithPasskey(gateway), await personWithPasskey(gateway)];
    const { userHandle, id } = person.passkey;
    const credentialId = Buffer.from(id, 'base64url');
    const answer = usePasskey(await beginSignIn(gateway), stranger.passkey, { userHandle, credentialId });
    await expectNothing(person, 'INVALID_CREDENTIALS', () => finish(answer));
  });

  it('the user handle of somebody else, and none where no name was given', async () => {
    const [person, stranger] = [await personWithPasskey(gateway), await personWithPasskey(gateway)];
    for (const userHandle of [stranger.passkey.userHandle, null]) {
      const answer = usePasskey(await beginSignIn(gateway), person.passkey, { userHandle });
      await expectNothing(person, 'INVALID_CREDENTIALS', () => finish(answer));
    }
  });

  it('a passkey of one account for the name of another, whoever has that', async () => {
    const person = await personWithPasskey(gateway);
    const others = [await personWithPasskey(gateway), await signUp(gateway), newPerson()];
    for (const { email } of others) {
      const answer = usePasskey(await beginSignIn(gateway, { email }), person.passkey);
      await expectNothing(person, 'INVALID_CREDENTIALS', () => finish(answer));
    }
  });

  it('what was changed after it was signed', async () => {
    const person = await personWithPasskey(gateway, { userVerified: false });
    const answer = usePasskey(await beginSignIn(gateway), person.passkey);
    const bytes = Buffer.from(answer.response.authenticatorData, 'base64url');
    bytes[32] = (bytes[32] ?? 0) | 4;
    const verified = { ...answer.response, authenticatorData: bytes.toString('base64url') };
    await expectNothing(person, 'INVALID_CREDENTIALS', () => finish({ ...answer, response: verified }));
  });

  it('one whose backup eligibility has changed', async () => {
    const person = await personWithPasskey(gateway);
    const answer = usePasskey(await beginSignIn(gateway), person.passkey, { backupEligible: true });
    await expectNothing(person, 'INVALID_CREDENTIALS', () => finish(answer));
  });
});

describe('H5 a counter that does not go forward is refused, and its owner is told', () => {
  it.each([
    ['as it was', 5],
    ['lower', 4],
    ['gone', 0],
  ])('%s', async (_, counter) => {
    const person = await personWithPasskey(gateway, { counter: 3 });
    expect(codeIn(await signInByPasskey(gateway, person, {}, { counter: 5 }))).toBeUndefined();
    const clone = () => signInByPasskey(gateway, person, {}, { counter });
    await expectNothing(person, 'INVALID_CREDENTIALS', clone);
    await newestMail(gateway, person.email, /^A passkey may have been copied/);
    expect(
      gateway.logLines.some((line) => line.includes('passkey.cloned') && line.includes(person.userId)),
    ).toBe(true);
    expect(codeIn(await signInByPasskey(gateway, person, {}, { counter: 6 }))).toBeUndefined();
  });

  it('a forged one tells nobody anything', async () => {
    const [person, stranger] = [
      await personWithPasskey(gateway, { counter: 9 }),
      await personWithPasskey(gateway),
    ];
    const forged = {
      userHandle: person.passkey.userHandle,
      credentialId: Buffer.from(person.passkey.id, 'base64url'),
    };
    const answer = usePasskey(await beginSignIn(gateway), stranger.passkey, { ...forged, counter: 1 });
    await expectNothing(person, 'INVALID_CREDENTIALS', () => finish(answer));
    await expect(newestMail(gateway, person.email, /copied/)).rejects.toThrow();
  });
});
