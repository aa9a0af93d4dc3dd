import { createHash, randomBytes } from 'node:crypto';

import {
  CompleteEmailSignInDocument,
  type CompleteEmailSignInMutationVariables,
  SendSignInEmailDocument,
} from '../generated/operations.js';
import { verifyAddress } from './authenticator.js';
import type { TestGateway } from './gateway.js';
import { newestMail, tokenIn } from './mailbox.js';
import { type SignedUp, signUp } from './people.js';

export const mailedMethods = { SIGN_IN_METHODS: 'password,passkey,email-link,email-code,providers' };

/** What a frontend keeps on the device that asks. */
export interface DeviceProof {
  readonly codeVerifier: string;
  readonly codeChallenge: string;
}

export function newDevice(): DeviceProof {
  const codeVerifier = randomBytes(32).toString('base64url');
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
}

/** Asks for a mail of that kind on a new device. */
export async function askForMail({ api }: Pick<TestGateway, 'api'>, email: string, kind: 'LINK' | 'CODE') {
  const device = newDevice();
  const { codeChallenge } = device;
  const { sendSignInEmail } = await api.call(SendSignInEmailDocument, { email, kind, codeChallenge });
  return { ...device, ...sendSignInEmail };
}

/** The code of the newest mail. */
export async function mailedCode(gateway: TestGateway, email: string): Promise<string> {
  const { text } = await newestMail(gateway, email, /^Your code for signing in/);
  const [code] = /^\d{4} \d{4}$/m.exec(text) ?? [];
  if (code === undefined) throw new Error('The mail has no code.');
  return code;
}

/** The token of the newest mailed link. */
export async function mailedLinkToken(gateway: TestGateway, email: string): Promise<string> {
  return tokenIn(await newestMail(gateway, email, /^Your link for signing in/));
}

export function completeByMail(
  { api }: Pick<TestGateway, 'api'>,
  proof: CompleteEmailSignInMutationVariables,
  options: Parameters<TestGateway['api']['send']>[2] = {},
) {
  return api.send(CompleteEmailSignInDocument, proof, options);
}

/** Asks, reads the mail and completes it, on one device. */
export async function signInByMail(gateway: TestGateway, email: string, kind: 'LINK' | 'CODE' = 'CODE') {
  const { challengeToken, codeVerifier } = await askForMail(gateway, email, kind);
  const proof =
    kind === 'LINK'
      ? { token: await mailedLinkToken(gateway, email), codeVerifier }
      : { challengeToken, code: await mailedCode(gateway, email), codeVerifier };
  return completeByMail(gateway, proof);
}

/** The code of the refusal, if it was one. */
export const codeOf = async (answer: ReturnType<typeof completeByMail>): Promise<string | undefined> =>
  (await answer).errors[0]?.extensions.code;

/** Somebody with a password, whose address is proved: what mails do to it is not its first proof. */
export async function verifiedPerson(gateway: TestGateway): Promise<SignedUp> {
  const person = await signUp(gateway);
  await verifyAddress(gateway, person);
  return person;
}
