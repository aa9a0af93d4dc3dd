/** People with passkeys, and the ceremonies as a frontend does them; the authenticator is our own. */
import { expect } from '@jest/globals';

import {
  BeginPasskeyRegistrationDocument,
  BeginPasskeySignInDocument,
  BeginPasskeySignUpDocument,
  FinishPasskeyRegistrationDocument,
  FinishPasskeySignInDocument,
  FinishPasskeySignUpDocument,
} from '../generated/operations.js';
import type { TestGateway } from './gateway.js';
import { newPerson, type SignedUp, signUp } from './people.js';
import { type Behaviour, createPasskey, type SoftwarePasskey, usePasskey } from './software-authenticator.js';

/** Of the page that asks. A gateway of tests listens at an address, for which `localhost` takes its place as RP ID. */
export const passkeyPage = 'http://localhost:5173';

export type WithPasskey = SignedUp & { readonly passkey: SoftwarePasskey };

type At = Pick<TestGateway, 'api'>;

export async function addPasskey<Person extends SignedUp>(
  { api }: At,
  person: Person,
  behaviour: Partial<Behaviour> = {},
): Promise<Person & WithPasskey> {
  const { options } = (await api.call(BeginPasskeyRegistrationDocument, {}, person)).beginPasskeyRegistration;
  const { passkey, response: credential } = createPasskey(options, { origin: passkeyPage, ...behaviour });
  await api.call(FinishPasskeyRegistrationDocument, { credential }, person);
  return { ...person, passkey };
}

/** Somebody new with a password and a passkey. */
export async function personWithPasskey(
  gateway: At,
  behaviour: Partial<Behaviour> = {},
  profile: object = {},
): Promise<WithPasskey> {
  return addPasskey(gateway, await signUp(gateway, profile), behaviour);
}

export async function beginSignIn({ api }: At, question: { email?: string; challengeToken?: string } = {}) {
  return (await api.call(BeginPasskeySignInDocument, question)).beginPasskeySignIn.options;
}

/** Begins and finishes a sign-in; whatever it leads to. */
export async function signInByPasskey(
  gateway: At,
  { passkey }: Pick<WithPasskey, 'passkey'>,
  question: { email?: string; challengeToken?: string } = {},
  otherwise: Partial<Behaviour> = {},
) {
  const credential = usePasskey(await beginSignIn(gateway, question), passkey, otherwise);
  const { challengeToken } = question;
  return gateway.api.send(FinishPasskeySignInDocument, {
    credential,
    ...(challengeToken && { challengeToken }),
  });
}

/** A new account by a passkey alone. */
export async function signUpByPasskey({ api }: At, behaviour: Partial<Behaviour> = {}) {
  const { email } = newPerson();
  const begun = await api.call(BeginPasskeySignUpDocument, {
    input: { email, firstName: 'Ada', lastName: 'Lovelace' },
  });
  const { options } = begun.beginPasskeySignUp;
  const made = createPasskey(options, { origin: passkeyPage, ...behaviour });
  const answer = await api.call(FinishPasskeySignUpDocument, { credential: made.response });
  const { auth } = answer.finishPasskeySignUp;
  if (!auth?.refreshToken) throw new Error('Sign-up gave no session.');
  const { userId, accessToken, refreshToken } = auth;
  const person = { email, password: '', userId, accessToken, refreshToken, session: auth };
  return { ...person, options, passkey: made.passkey };
}

interface Refusable {
  readonly errors: readonly { readonly extensions: { readonly code: string } }[];
}

/** Undefined: it was taken. */
export const codeIn = ({ errors }: Refusable): string | undefined => errors[0]?.extensions.code;

/** Of any number at once; `taken` stands for those that were. */
export const codesOf = async (answers: readonly Promise<Refusable>[]): Promise<string[]> =>
  (await Promise.all(answers)).map((answer) => codeIn(answer) ?? 'taken').sort();

/** The steps of a ceremony one by one, for answers that no frontend would send. */
export function createPasskeyTrials(current: () => Pick<TestGateway, 'api' | 'database'>) {
  const accountOf = ({ email }: Pick<SignedUp, 'email'>) =>
    current().database.collection('users').findOne({ emailCanonical: email });
  const sessionsOf = async (person: Pick<SignedUp, 'email'>) => {
    const account = await accountOf(person);
    return current().database.collection('sessions').countDocuments({ userId: account?._id });
  };
  return {
    ...{ accountOf, sessionsOf },
    finish: (credential: ReturnType<typeof usePasskey>) =>
      current().api.send(FinishPasskeySignInDocument, { credential }),
    beginRegistration: async (person: SignedUp) =>
      (await current().api.call(BeginPasskeyRegistrationDocument, {}, person)).beginPasskeyRegistration
        .options,
    register: (person: SignedUp, credential: ReturnType<typeof createPasskey>['response']) =>
      current().api.send(FinishPasskeyRegistrationDocument, { credential }, person),
    /** Refused with that code, and neither the account nor its sessions are other than before. */
    async expectNothing(person: SignedUp, code: string, act: () => Promise<Refusable>) {
      const before = [await accountOf(person), await sessionsOf(person)];
      expect(codeIn(await act())).toBe(code);
      expect([await accountOf(person), await sessionsOf(person)]).toEqual(before);
    },
  };
}
