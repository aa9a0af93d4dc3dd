import type { AskSecondFactor } from '../sign-in/open-sign-in.js';
import type { Challenges } from './challenges.js';
import { confirmedTotp } from './totp-factors.js';

/** Where two factors are on, a code of the app is asked for, or a recovery code where any is left. */
export function createAskSecondFactor(challenges: Challenges): AskSecondFactor {
  return async (proof) => {
    const { user } = proof;
    if (!user.enable2FA) return undefined;
    const challenge = await challenges.open(proof);
    const hasCodes = (confirmedTotp(user)?.recoveryCodes?.length ?? 0) > 0;
    return { ...challenge, methods: hasCodes ? ['TOTP', 'RECOVERY_CODE'] : ['TOTP'] };
  };
}
