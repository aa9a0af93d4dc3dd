import type { SecretBox } from '../foundation/secret-box.js';
import type { FactorDocument } from '../users/user.model.js';

/**
 * An authenticator app that another system has proved, with its seed sealed. It has no recovery codes: theirs cannot be read, and
 * its owner makes new ones.
 * @param secret in base32.
 */
export type NewFactor = (secret: string, confirmedAt: Date) => Promise<FactorDocument>;

export function createNewFactor(box: SecretBox): NewFactor {
  return async (secret, confirmedAt) => ({
    type: 'TOTP',
    confirmedAt,
    secretBox: await box.seal(secret),
    // None was taken here yet. Whether it proves anything by itself shows when it is used beside the password.
    lastTimeStep: 0,
    standsAlone: false,
    recoveryCodes: [],
  });
}
