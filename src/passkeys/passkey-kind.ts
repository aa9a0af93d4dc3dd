import type { SecondFactorKind } from '../sign-in/open-sign-in.js';
import { passkeysOf } from '../users/passkey-factor.js';

/** Beside a password or a provider's word; what was opened by a passkey is not made safer by the same one. */
export const passkeyKind: SecondFactorKind = {
  type: 'PASSKEY',
  methodsFor: ({ user, methods }) =>
    methods.includes('PASSKEY') || passkeysOf(user).length === 0 ? [] : ['PASSKEY'],
};
