import { AppError } from '../foundation/errors.js';
import type { PasskeyCeremonies, TakenCeremony } from './passkey-ceremonies.js';
import type { PasskeyCeremonyDocument } from './passkey-ceremony.model.js';
import type { RegistrationResponseJSON } from './passkey.scalar.js';
import type { PlausibleCredentials } from './plausible-credentials.js';
import type { RelyingParty } from './relying-party.js';
import { type ReportRefusal, type VerifiedRegistration, verifyRegistration } from './verify-passkey.js';

interface TakenRegistration {
  readonly ceremony: TakenCeremony;
  readonly registration: VerifiedRegistration;
  /** Its id stands in for nobody's: whoever stores it has to refuse it where somebody's would be, so that the two are not told apart. */
  readonly standsIn: boolean;
}

/**
 * Takes the answer to a ceremony that makes a passkey, once; nothing is stored yet.
 * @throws AppError CHALLENGE_EXPIRED, PASSKEY_INVALID.
 */
export type TakeRegistration = (
  purpose: 'registration' | 'sign-up',
  response: RegistrationResponseJSON,
  mustBe?: Pick<PasskeyCeremonyDocument, 'userId' | 'sessionId'>,
) => Promise<TakenRegistration>;

export interface TakeRegistrationOptions {
  readonly ceremonies: PasskeyCeremonies;
  readonly relyingParty: RelyingParty;
  readonly plausible: PlausibleCredentials;
  readonly report: ReportRefusal;
}

export function createTakeRegistration(options: TakeRegistrationOptions): TakeRegistration {
  const { ceremonies, relyingParty, plausible, report } = options;
  return async (purpose, response, mustBe) => {
    const ceremony = await ceremonies.take(purpose, response.response.clientDataJSON, mustBe);
    const registration = await verifyRegistration(response, ceremony, relyingParty, report);
    if (registration === undefined) throw new AppError('PASSKEY_INVALID');
    return { ceremony, registration, standsIn: plausible.has(registration.passkey.credentialId) };
  };
}
