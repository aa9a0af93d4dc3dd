/** Passkeys by authenticators of other makers and languages: what is sent to them, and what they answer, is none of our doing. */
import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

import {
  BeginPasskeyReauthenticationDocument,
  BeginPasskeyRegistrationDocument,
  BeginPasskeySignUpDocument,
  Enable2FaDocument,
  FinishPasskeyRegistrationDocument,
  FinishPasskeySignInDocument,
  FinishPasskeySignUpDocument,
  ReauthenticateDocument,
} from '../generated/operations.js';
import { challengeFor, verifyAddress } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import { beginSignIn, passkeyPage } from '../harness/passkeys.js';
import { newPerson, opened, type SignedUp, signUp } from '../harness/people.js';
import { missingPrograms } from '../harness/programs.js';
import { claimsOf } from '../harness/token.js';
import {
  type AuthenticatorProcess,
  type Ceremony,
  type Likeness,
  startGoAuthenticator,
  startPythonAuthenticator,
} from './authenticator-process.js';

const [ES256, EdDSA, RS256] = [-7, -8, -257] as const;

interface Made {
  readonly start: () => Promise<AuthenticatorProcess>;
  /** That it has. */
  readonly algorithms: readonly number[];
  /** Whether a passkey answers only for the RP ID that it was made for, as it has to (WebAuthn 4). */
  readonly scopes: boolean;
}

const makers: readonly (Made & { readonly maker: string; readonly program: string })[] = [
  {
    ...{ maker: 'python-fido2', program: 'python3', start: startPythonAuthenticator },
    ...{ algorithms: [ES256, EdDSA, RS256], scopes: true },
  },
  {
    ...{ maker: 'virtualwebauthn', program: 'go', start: startGoAuthenticator },
    ...{ algorithms: [ES256, RS256], scopes: false },
  },
];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    ...{ ACCESS_TOKEN_TTL: '1h', RATE_LIMIT: 'false', WEBAUTHN_ORIGINS: passkeyPage },
  });
});
afterAll(() => gateway.stop());

for (const { maker, program, ...made } of makers)
  describe(`the authenticator of ${maker}`, () => {
    if (missingPrograms([program]).length > 0)
      it.skip(`was not asked: ${program} is not installed here`, () => undefined);
    else testAuthenticator(made);
  });

function testAuthenticator({ start, algorithms, scopes }: Made): void {
  let authenticator: AuthenticatorProcess;
  beforeAll(async () => {
    authenticator = await start();
  }, 300_000);
  afterAll(() => authenticator.stop());
  const actor = createActor(() => authenticator);
  testWaysIn(actor, algorithms);
  testProofs(actor);
  testForeignPlaces(actor, scopes);
}

function testWaysIn(actor: Actor, algorithms: readonly number[]): void {
  it.each(algorithms)('registers a key of algorithm %d, and signs in by it without a name', async (key) => {
    const owner = await actor.register({ algorithms: [key] });
    for (let times = 0; times < 2; times += 1) {
      const session = await actor.signIn(owner);
      expect(session.userId).toBe(owner.userId);
      expect(amrOf(session)).toEqual(['hwk', 'user', 'mfa']);
    }
  });

  it('signs up with it alone', async () => {
    const { email, firstName, lastName } = newPerson();
    const input = { email, firstName, lastName };
    const { beginPasskeySignUp } = await gateway.api.call(BeginPasskeySignUpDocument, { input });
    const device = randomUUID();
    const credential = await actor.create(device, beginPasskeySignUp.options);
    const { finishPasskeySignUp } = await gateway.api.call(FinishPasskeySignUpDocument, { credential });
    expect((await actor.signIn({ device })).userId).toBe(finishPasskeySignUp.auth?.userId);
  });

  it('signs in to a name with a key that keeps nothing and verifies nobody', async () => {
    const owner = await actor.register({ keeps: false, verifies: false });
    const session = await actor.signIn(owner, { email: owner.email });
    expect(amrOf(session)).toEqual(['hwk', 'user']);
    // Where nobody is named, it has nothing to answer with.
    const options = await beginSignIn(gateway);
    expect(await actor.perform('get', owner.device, options)).toEqual({
      refused: 'DEVICE_INELIGIBLE',
    });
  });
}

function testProofs(actor: Actor): void {
  it('is the second factor beside a password', async () => {
    const owner = await actor.register({ verifies: false });
    await verifyAddress(gateway, owner);
    await gateway.api.call(Enable2FaDocument, {}, owner);
    const session = await actor.signIn(owner, { challengeToken: await challengeFor(gateway, owner) });
    expect([...amrOf(session)].sort()).toEqual(['hwk', 'mfa', 'pwd', 'user']);
  });

  it('proves its owner anew', async () => {
    const owner = await actor.register({});
    gateway.clock.advance(6 * 60_000);
    const begun = await gateway.api.call(BeginPasskeyReauthenticationDocument, {}, owner);
    const passkey = await actor.get(owner.device, begun.beginPasskeyReauthentication.options);
    const { reauthenticate } = await gateway.api.call(ReauthenticateDocument, { passkey }, owner);
    await gateway.api.call(BeginPasskeyRegistrationDocument, {}, reauthenticate);
  });

  it('is not asked for a second passkey of one account, by what it is told', async () => {
    const owner = await actor.register({});
    const begun = await gateway.api.call(BeginPasskeyRegistrationDocument, {}, owner);
    const { options } = begun.beginPasskeyRegistration;
    expect(await actor.perform('create', owner.device, options)).toEqual({
      refused: 'DEVICE_INELIGIBLE',
    });
  });

  it('is a clone where its counter is behind, which its owner hears of', async () => {
    const owner = await actor.register({});
    const clone = randomUUID();
    await actor.copy(owner.device, clone);
    for (let times = 0; times < 2; times += 1) await actor.signIn(owner);
    expect(await actor.refusalOf(clone)).toBe('INVALID_CREDENTIALS');
    await newestMail(gateway, owner.email, /^A passkey may have been copied/);
    await actor.signIn(owner);
  });
}

function testForeignPlaces(actor: Actor, scopes: boolean): void {
  const elsewhere = { origin: 'http://localhost:9999' };
  // The page of another site, whose browser does not ask whether it may.
  const foreign = { rpId: 'example.com', careless: true };

  it('is refused a sign-in that it answered for a page of another origin', async () => {
    const owner = await actor.register({});
    expect(await actor.refusalOf(owner.device, elsewhere)).toBe('INVALID_CREDENTIALS');
    await actor.signIn(owner);
  });

  it('signs nobody in by an answer for another RP ID', async () => {
    const owner = await actor.register({});
    const refusal = scopes ? 'DEVICE_INELIGIBLE' : 'INVALID_CREDENTIALS';
    expect(await actor.refusalOf(owner.device, foreign)).toBe(refusal);
    await actor.signIn(owner);
  });

  it.each([
    ['a page of another origin', elsewhere],
    ['another RP ID', foreign],
  ])('is refused a registration for %s', async (_what, place) => {
    const person = await signUp(gateway);
    const begun = await gateway.api.call(BeginPasskeyRegistrationDocument, {}, person);
    const credential = await actor.create(randomUUID(), begun.beginPasskeyRegistration.options, place);
    const { code } = await gateway.api.refusal(FinishPasskeyRegistrationDocument, { credential }, person);
    expect(code).toBe('PASSKEY_INVALID');
  });
}

interface Owner extends SignedUp {
  /** Which has the one passkey. */
  readonly device: string;
}

/** What of a ceremony is not as it should be. */
interface Otherwise extends Partial<Pick<Ceremony, 'origin' | 'careless' | 'like'>> {
  readonly rpId?: string;
}

type Actor = ReturnType<typeof createActor>;
type Question = Parameters<typeof beginSignIn>[1];

/** People at a page of ours, and a device of that maker each. */
function createActor(current: () => AuthenticatorProcess) {
  const perform = (kind: Ceremony['do'], device: string, options: object, otherwise: Otherwise = {}) => {
    const { rpId, ...rest } = otherwise;
    const asked = rpId === undefined ? options : { ...options, rpId, rp: { id: rpId, name: rpId } };
    return current().perform({ do: kind, device, origin: passkeyPage, options: asked, ...rest });
  };
  const take = async <Form>(...ceremony: Parameters<typeof perform>) => {
    const { credential, refused } = await perform(...ceremony);
    if (credential === undefined) throw new Error(`The client refused: ${refused}`);
    return credential as Form;
  };
  const create = (device: string, options: object, otherwise?: Otherwise) =>
    take<RegistrationResponseJSON>('create', device, options, otherwise);
  const get = (device: string, options: object) => take<AuthenticationResponseJSON>('get', device, options);
  return {
    ...{ perform, create, get },
    copy: (device: string, as: string) => current().copy(device, as),
    /** Somebody with a password, and a passkey on a new device. */
    async register(like: Likeness): Promise<Owner> {
      const person = await signUp(gateway);
      const device = randomUUID();
      const begun = await gateway.api.call(BeginPasskeyRegistrationDocument, {}, person);
      const credential = await create(device, begun.beginPasskeyRegistration.options, { like });
      await gateway.api.call(FinishPasskeyRegistrationDocument, { credential }, person);
      return { ...person, device };
    },
    async signIn({ device }: Pick<Owner, 'device'>, question: Question = {}) {
      const credential = await get(device, await beginSignIn(gateway, question));
      const { challengeToken } = question;
      const answer = { credential, ...(challengeToken && { challengeToken }) };
      return opened((await gateway.api.call(FinishPasskeySignInDocument, answer)).finishPasskeySignIn);
    },
    /** By the client, or by the gateway. */
    async refusalOf(device: string, otherwise?: Otherwise): Promise<string | undefined> {
      const { credential, refused } = await perform('get', device, await beginSignIn(gateway), otherwise);
      if (credential === undefined) return refused;
      const answer = { credential: credential as AuthenticationResponseJSON };
      return (await gateway.api.refusal(FinishPasskeySignInDocument, answer)).code;
    },
  };
}

const amrOf = ({ accessToken }: { accessToken: string }) => claimsOf(accessToken)['amr'] as string[];
