/**
 * The verification of WebAuthn 7.1 and 7.2 by @simplewebauthn/server, with what that leaves to its caller: the id is the one
 * that was signed for, no page within a page, no attestation that has to be trusted or looked up. Knows no account.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

import type { PasskeyDocument } from '../users/passkey-document.js';
import { readClientData } from './client-data.js';
import type { TakenCeremony } from './passkey-ceremonies.js';
import type { RelyingParty } from './relying-party.js';
import { loadWebauthn, type WebauthnLibrary } from './webauthn-library.js';

/** EdDSA, ES256 and RS256, whatever the runtime offers besides: every replica must know what another has registered. */
export const offeredAlgorithms = [-8, -7, -257];

/** What a registration proved. */
export interface VerifiedRegistration {
  readonly userVerified: boolean;
  /** Its owner gives it a name. */
  readonly passkey: Omit<PasskeyDocument, 'createdAt' | 'name'>;
}

/** @returns undefined, with the reason told to `report`, where it is not right. */
export async function verifyRegistration(
  response: RegistrationResponseJSON,
  { challenge, webOrigin }: TakenCeremony,
  relyingParty: RelyingParty,
  report: ReportRefusal,
): Promise<VerifiedRegistration | undefined> {
  const { verifyRegistrationResponse, decodeAttestationObject } = await loadWebauthn();
  try {
    const { attestationObject, clientDataJSON, transports = [] } = response.response;
    requireTopPage(clientDataJSON);
    requireNoAttestation(attestationObject, decodeAttestationObject);
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: expectedOrigin(response.response.clientDataJSON, webOrigin, relyingParty),
      expectedRPID: relyingParty.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: offeredAlgorithms,
    });
    if (registrationInfo === undefined) throw new Error('The attestation does not hold.');
    const { credential, aaguid, userVerified } = registrationInfo;
    if (credential.id !== response.id) throw new Error('The id is not the one that was attested.');
    const passkey = {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: [...transports],
      aaguid,
      backupEligible: registrationInfo.credentialDeviceType === 'multiDevice',
      backedUp: registrationInfo.credentialBackedUp,
    };
    return { userVerified, passkey };
  } catch (error) {
    report(error);
    return undefined;
  }
}

export interface VerifiedAssertion {
  readonly userVerified: boolean;
  /** As the authenticator signed it; whether it goes forward is judged where it is stored. */
  readonly counter: number;
  readonly backedUp: boolean;
}

/** Why the word of a passkey was not taken, for the log of whoever runs the gateway; nobody who asks is told. */
export type ReportRefusal = (reason: unknown) => void;

/** @returns undefined, with the reason told to `report`, where it is not right. */
export async function verifyAssertion(
  response: AuthenticationResponseJSON,
  passkey: Pick<PasskeyDocument, 'credentialId' | 'publicKey' | 'backupEligible'>,
  { challenge, webOrigin }: TakenCeremony,
  relyingParty: RelyingParty,
  report: ReportRefusal,
): Promise<VerifiedAssertion | undefined> {
  const { verifyAuthenticationResponse } = await loadWebauthn();
  try {
    requireTopPage(response.response.clientDataJSON);
    const publicKey = new Uint8Array(Buffer.from(passkey.publicKey, 'base64url'));
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: expectedOrigin(response.response.clientDataJSON, webOrigin, relyingParty),
      expectedRPID: relyingParty.id,
      requireUserVerification: false,
      // The stored counter is compared by the update that stores the next one, after the signature and not before it.
      credential: { id: passkey.credentialId, publicKey, counter: 0 },
    });
    if (!verified) throw new Error('The signature does not match.');
    const { userVerified, newCounter, credentialDeviceType, credentialBackedUp } = authenticationInfo;
    // WebAuthn 7.2: whether a passkey may be synced never changes.
    if ((credentialDeviceType === 'multiDevice') !== passkey.backupEligible)
      throw new Error('Its backup eligibility is not the one that was registered.');
    return { userVerified, counter: newCounter, backedUp: credentialBackedUp };
  } catch (error) {
    report(error);
    return undefined;
  }
}

/** The page that asked, where that is known; else the one that answers, as long as it is one of ours (WebAuthn 13.4.9). */
function expectedOrigin(
  clientDataJSON: string,
  webOrigin: string | undefined,
  { isOwnOrigin }: RelyingParty,
): string {
  if (webOrigin !== undefined) return webOrigin;
  const { origin } = readClientData(clientDataJSON) ?? { origin: '' };
  if (!isOwnOrigin(origin)) throw new Error('It was asked for by a page that is none of ours.');
  return origin;
}

/** WebAuthn 13.4.9: a page that another one frames is none of ours, since ours are not to be framed. */
function requireTopPage(clientDataJSON: string): void {
  if (readClientData(clientDataJSON)?.crossOrigin === true)
    throw new Error('It was asked for within a frame.');
}

/**
 * None is asked for, which leaves self attestation as it is (WebAuthn 5.1.3). Certificates prove nothing to who trusts none
 * of them, and whoever reads one may be sent to the address of a revocation list.
 */
function requireNoAttestation(
  attestationObject: string,
  decode: WebauthnLibrary['decodeAttestationObject'],
): void {
  const attestation = decode(new Uint8Array(Buffer.from(attestationObject, 'base64url')));
  const format = attestation.get('fmt');
  const isSelf = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
  if (format !== 'none' && !isSelf) throw new Error('It came with an attestation that was not asked for.');
}
