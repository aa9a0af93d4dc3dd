import type { SecondFactorKind } from '../sign-in/open-sign-in.js';
import { passkeysOf } from '../users/passkeys-of.js';

/** Beside a password or a provider's word; what was opened by a passkey is not made safer by the same one. */
export const passkeyKind: SecondFactorKind = {
  whereSetUp: { 'passkeys.0': { $exists: true } },
  methodsFor: ({ user, methods }) =>
    methods.includes('PASSKEY') || passkeysOf(user).length === 0 ? [] : ['PASSKEY'],
};
