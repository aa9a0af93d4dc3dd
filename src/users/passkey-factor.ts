import type { FactorDocument, UserDocument } from './user.model.js';

type PasskeyField =
  | 'confirmedAt'
  | 'credentialId'
  | 'publicKey'
  | 'counter'
  | 'transports'
  | 'aaguid'
  | 'name'
  | 'backupEligible'
  | 'backedUp';

/** A factor that is a passkey: what its registration left, and what each use of it brings up to date. */
export type PasskeyFactor = FactorDocument & Required<Pick<FactorDocument, PasskeyField>>;

/** Oldest first; none that is not registered wholly. */
export function passkeysOf({ factors }: Pick<UserDocument, 'factors'>): readonly PasskeyFactor[] {
  return factors.filter((factor): factor is PasskeyFactor => factor.type === 'PASSKEY');
}
