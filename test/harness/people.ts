import { randomBytes } from 'node:crypto';

import type { SessionPartsFragment, SignInMutation } from '../generated/operations.js';
import { MeDocument, SignUpDocument } from '../generated/operations.js';
import { until } from './gateway-process.js';
import type { TestGateway } from './gateway.js';

export const password = 'correct horse battery staple';

/** Somebody nobody has met before. */
export function newPerson() {
  return {
    email: `p${randomBytes(6).toString('hex')}@example.com`,
    password,
    firstName: 'Ada',
    lastName: 'Lovelace',
  };
}

export interface SignedUp {
  readonly email: string;
  readonly password: string;
  readonly userId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly session: SessionPartsFragment;
}

/** A new account with its first session. */
export async function signUp({ api }: Pick<TestGateway, 'api'>, profile: object = {}): Promise<SignedUp> {
  const input = { ...newPerson(), ...profile };
  const { auth } = (await api.call(SignUpDocument, { input })).signUp;
  if (!auth?.refreshToken) throw new Error('Sign-up gave no session.');
  const { userId, accessToken, refreshToken } = auth;
  return { email: input.email, password: input.password, userId, accessToken, refreshToken, session: auth };
}

/** The session that a sign-in led to. @throws where it led to the question for a second factor, or to nothing. */
export function opened(result: SignInMutation['signIn'] | undefined): SessionPartsFragment {
  if (result?.__typename !== 'AuthPayload') throw new Error(`No session: ${JSON.stringify(result)}`);
  return result;
}

/** Makes somebody an admin, past the gateway, and waits until the gateway has heard of it. */
export async function makeAdmin(
  { api, database }: Pick<TestGateway, 'api' | 'database'>,
  person: Pick<SignedUp, 'email' | 'accessToken'>,
): Promise<void> {
  await database
    .collection('users')
    .updateOne(
      { emailCanonical: person.email },
      { $set: { roles: ['USER', 'ADMIN'] }, $inc: { version: 1 } },
    );
  await until('the gateway learns of the role', async () => {
    const { me } = await api.call(MeDocument, undefined, person);
    return me?.roles.includes('ADMIN');
  });
}
