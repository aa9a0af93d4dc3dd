/** What pages hand to `navigator.credentials`, in WebAuthn's JSON forms. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';

import { passkeysOf } from '../users/passkeys-of.js';
import type { UserDocument } from '../users/user.model.js';
import type { BegunCeremony } from './passkey-ceremonies.js';
import type { CredentialDescriptor } from './plausible-credentials.js';
import type { RelyingParty } from './relying-party.js';
import { offeredAlgorithms } from './verify-passkey.js';
import { loadWebauthn } from './webauthn-library.js';

/** Beside the options: until when an answer is taken. */
interface Begun<Options> {
  readonly options: Options;
  readonly expiresAt: Date;
}

export type BegunRegistration = Begun<PublicKeyCredentialCreationOptionsJSON>;
export type BegunAssertion = Begun<PublicKeyCredentialRequestOptionsJSON>;

const TIMEOUT_MS = 5 * 60_000;

/** For whom a passkey is made; `userHandle` in base64url. */
interface PasskeyOwner {
  readonly email: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly userHandle: string;
  readonly passkeys: readonly CredentialDescriptor[];
}

/**
 * A passkey is kept on the authenticator where that can, since sign-in without a name needs it, and a second one for the same
 * account there is refused, since it would replace the first (WebAuthn 5.4.3, 6.3.2).
 */
export async function registrationOptions(
  { challenge, expiresAt }: BegunCeremony,
  { id, name }: RelyingParty,
  owner: PasskeyOwner,
): Promise<BegunRegistration> {
  const displayName = [owner.firstName, owner.lastName].filter((part) => part !== undefined).join(' ');
  const { generateRegistrationOptions } = await loadWebauthn();
  const options = await generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userID: bytesOf(owner.userHandle),
    userName: owner.email,
    userDisplayName: displayName || owner.email,
    challenge: bytesOf(challenge),
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    excludeCredentials: owner.passkeys.map(descriptor),
    // A new object each time: the library writes into the one that it is given.
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    supportedAlgorithmIDs: offeredAlgorithms,
  });
  return { options, expiresAt };
}

/** @param allowed empty: whichever the authenticator has for us. */
export async function assertionOptions(
  { challenge, expiresAt }: BegunCeremony,
  { id }: RelyingParty,
  allowed: readonly CredentialDescriptor[],
): Promise<BegunAssertion> {
  const { generateAuthenticationOptions } = await loadWebauthn();
  const options = await generateAuthenticationOptions({
    rpID: id,
    challenge: bytesOf(challenge),
    timeout: TIMEOUT_MS,
    allowCredentials: allowed.map(descriptor),
    userVerification: 'preferred',
  });
  return { options, expiresAt };
}

export function credentialsOf(user: Pick<UserDocument, 'passkeys'>): readonly CredentialDescriptor[] {
  return passkeysOf(user).map(({ credentialId: id, transports }) => ({ id, transports }));
}

type KnownTransport = NonNullable<
  NonNullable<PublicKeyCredentialRequestOptionsJSON['allowCredentials']>[number]['transports']
>[number];

/** Transports as the browser told them, also those that are newer than the library (WebAuthn 5.4.4). */
function descriptor({ id, transports }: CredentialDescriptor) {
  return { id, transports: [...transports] as KnownTransport[] };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}
