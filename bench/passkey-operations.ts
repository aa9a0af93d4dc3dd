/** What people with passkeys do; the authenticator is the one of the tests, in the process that measures. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';

import { createPasskey, type SoftwarePasskey, usePasskey } from '../test/harness/software-authenticator.js';
import type { HttpClient } from './http-client.js';
import { graphqlCall, type Person } from './operations.js';

export interface PasskeyOwner extends Person {
  readonly passkey: SoftwarePasskey;
}

export interface PasskeyOperations {
  /** With a passkey alone. */
  signUp(): Promise<PasskeyOwner>;
  /** The first half of a sign-in. */
  ask(): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** Without a name. Replaces the tokens. */
  signIn(owner: PasskeyOwner): Promise<void>;
}

type Tokens = Pick<Person, 'accessToken' | 'refreshToken'>;

const documents = {
  beginPasskeySignUp: 'mutation($input:PasskeySignUpInput!){beginPasskeySignUp(input:$input){options}}',
  finishPasskeySignUp:
    'mutation($credential:RegistrationResponseJSON!){finishPasskeySignUp(credential:$credential){auth{accessToken refreshToken}}}',
  beginPasskeySignIn: 'mutation{beginPasskeySignIn{options}}',
  finishPasskeySignIn:
    'mutation($credential:AuthenticationResponseJSON!){finishPasskeySignIn(credential:$credential){...on AuthPayload{accessToken refreshToken}}}',
};

export function createPasskeyOperations(client: HttpClient, origin: string): PasskeyOperations {
  let signUps = 0;
  const ask = async <Answer>(name: keyof typeof documents, variables: object): Promise<Answer> => {
    const text = await client.send(graphqlCall(documents[name], variables, { origin }));
    const { data } = JSON.parse(text) as { data?: Record<string, Answer | null> | null };
    const field = data?.[name];
    if (!field) throw new Error(`${name} answered ${text.slice(0, 300)}`);
    return field;
  };
  const begin = async () =>
    (await ask<{ options: PublicKeyCredentialRequestOptionsJSON }>('beginPasskeySignIn', {})).options;
  return {
    async signUp() {
      const email = `owner-${++signUps}@example.com`;
      const input = { email, firstName: 'Ada', lastName: 'Byron' };
      interface Begun {
        options: PublicKeyCredentialCreationOptionsJSON;
      }
      const { options } = await ask<Begun>('beginPasskeySignUp', { input });
      const { passkey, response: credential } = createPasskey(options, { origin });
      const { auth } = await ask<{ auth: Tokens }>('finishPasskeySignUp', { credential });
      return { email, passkey, ...auth };
    },
    ask: begin,
    async signIn(owner) {
      const credential = usePasskey(await begin(), owner.passkey);
      const { accessToken, refreshToken } = await ask<Tokens>('finishPasskeySignIn', { credential });
      if (!accessToken || !refreshToken) throw new Error('A sign-in gave no tokens.');
      Object.assign(owner, { accessToken, refreshToken });
    },
  };
}
