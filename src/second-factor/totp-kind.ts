import type { SecondFactorKind } from '../sign-in/open-sign-in.js';
import { confirmedTotp } from './totp-factors.js';

/** The authenticator app is asked for, or a recovery code where any is left. */
export const totpKind: SecondFactorKind = {
  whereSetUp: { factors: { $elemMatch: { type: 'TOTP', confirmedAt: { $exists: true } } } },
  methodsFor({ user }) {
    const app = confirmedTotp(user);
    if (app === undefined) return [];
    return (app.recoveryCodes?.length ?? 0) > 0 ? ['TOTP', 'RECOVERY_CODE'] : ['TOTP'];
  },
};
