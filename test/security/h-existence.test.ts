/** What must not be told of the passkeys that there are, and of whose they are. */
import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { BeginPasskeySignUpDocument, FinishPasskeySignUpDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailsTo, outboxSettled } from '../harness/mailbox.js';
import {
  addPasskey,
  beginSignIn,
  createPasskeyTrials,
  passkeyPage,
  personWithPasskey,
} from '../harness/passkeys.js';
import { newPerson, signUp } from '../harness/people.js';
import { createPasskey, usePasskey } from '../harness/software-authenticator.js';
import { toldApartByTime } from '../harness/timing.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false' });
});
afterAll(() => gateway.stop());

const { finish, beginRegistration, register } = createPasskeyTrials(() => gateway);

/** An id that stands in for nobody's, and one that somebody has. */
async function bothKinds(on: TestGateway, owner?: string) {
  const idOf = async (email: string) => (await beginSignIn(on, { email })).allowCredentials?.[0]?.id ?? '';
  const email = owner ?? (await personWithPasskey(on)).email;
  return { standIn: await idOf(newPerson().email), somebodys: await idOf(email) };
}

async function finishSignUp({ api }: TestGateway, email: string, credentialId = randomBytes(32)) {
  const input = { email, firstName: 'Ada', lastName: 'Lovelace' };
  const { options } = (await api.call(BeginPasskeySignUpDocument, { input })).beginPasskeySignUp;
  const { response: credential } = createPasskey(options, { origin: passkeyPage, credentialId });
  return api.send(FinishPasskeySignUpDocument, { credential });
}

/** All of an answer but what numbers it. */
const toldOf = ({
  data,
  errors,
}: Awaited<ReturnType<typeof finishSignUp>> | Awaited<ReturnType<typeof register>>) =>
  errors[0] ? { message: errors[0].message, ...errors[0].extensions, requestId: '' } : data;

describe('H7 who has an account, and which passkeys are somebody’s, is told to nobody', () => {
  const allowed = async (email: string) => (await beginSignIn(gateway, { email })).allowCredentials ?? [];

  it('a name that nobody has gets the like of what others get, the same each time', async () => {
    const { email } = newPerson();
    const [first, again, other] = [
      await allowed(email),
      await allowed(` ${email.toUpperCase()}`),
      await allowed(newPerson().email),
    ];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    const known = await allowed((await personWithPasskey(gateway)).email);
    expect(first.map((entry) => Object.keys(entry).sort())).toEqual(
      known.map((entry) => Object.keys(entry).sort()),
    );
    expect(first[0]?.id).toHaveLength(known[0]?.id.length ?? 0);
    // One who has an account and no passkey is not to be told from them.
    expect(await allowed((await signUp(gateway)).email)).toHaveLength(1);
  });

  it('a stand-in is refused like a passkey, whatever is tried with it', async () => {
    const stranger = await personWithPasskey(gateway);
    const owner = await personWithPasskey(gateway);
    const [standIn] = await allowed(newPerson().email);
    const details = async (id: string) => {
      const credentialId = Buffer.from(id, 'base64url');
      const userHandle = owner.passkey.userHandle;
      const answer = usePasskey(await beginSignIn(gateway), stranger.passkey, { credentialId, userHandle });
      const made = createPasskey(await beginRegistration(stranger), { origin: passkeyPage, credentialId });
      const [asked, added] = [await finish(answer), await register(stranger, made.response)];
      return [asked, added].map(({ errors: [error] }) => ({
        message: error?.message,
        ...error?.extensions,
        requestId: '',
      }));
    };
    expect(await details(standIn?.id ?? '')).toEqual(await details(owner.passkey.id));
  });

  it('nor by a sign-up with it, whether the address is free, or by what else is wrong first', async () => {
    const ids = await bothKinds(gateway);
    const taken = (await signUp(gateway)).email;
    const told = async (email: string, id: string) =>
      toldOf(await finishSignUp(gateway, email, Buffer.from(id, 'base64url')));
    for (const emailOf of [() => newPerson().email, () => taken])
      expect(await told(emailOf(), ids.standIn)).toEqual(await told(emailOf(), ids.somebodys));
    expect(await told(newPerson().email, ids.standIn)).toMatchObject({ code: 'PASSKEY_INVALID' });
    const afterAChange = async (id: string) => {
      const person = await signUp(gateway);
      const credentialId = Buffer.from(id, 'base64url');
      const made = createPasskey(await beginRegistration(person), { origin: passkeyPage, credentialId });
      await addPasskey(gateway, person);
      return toldOf(await register(person, made.response));
    };
    expect(await afterAChange(ids.standIn)).toEqual(await afterAChange(ids.somebodys));
  });

  it('nor where UNIFORM_SIGN_UP is on: neither makes an account, and both are answered like a new one', async () => {
    const uniform = await startTestGateway({ UNIFORM_SIGN_UP: 'true', RATE_LIMIT: 'false' });
    try {
      const owner = newPerson().email;
      await finishSignUp(uniform, owner);
      await outboxSettled(uniform);
      const { standIn, somebodys } = await bothKinds(uniform, owner);
      const told = [];
      for (const id of [standIn, somebodys]) {
        const { email } = newPerson();
        told.push(toldOf(await finishSignUp(uniform, email, Buffer.from(id, 'base64url'))));
        expect(await mailsTo(uniform, email)).toEqual([]);
        expect(await uniform.database.collection('users').countDocuments({ email })).toBe(0);
      }
      told.push(toldOf(await finishSignUp(uniform, newPerson().email)));
      expect(new Set(told.map((answer) => JSON.stringify(answer))).size).toBe(1);
    } finally {
      await uniform.stop();
    }
  });

  it('in one time, whoever has the name', async () => {
    const { email } = await personWithPasskey(gateway);
    const without = await signUp(gateway);
    const kinds = {
      known: () => allowed(email),
      passwordOnly: () => allowed(without.email),
      unknown: () => allowed(`nobody-${email}`),
    };
    expect(await toldApartByTime(kinds, { rounds: 40, gap: 0.5, guess: 0.75 })).toEqual([]);
  });
});
