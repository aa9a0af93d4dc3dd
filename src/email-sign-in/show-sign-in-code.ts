import { AppError } from '../foundation/errors.js';
import type { EmailSignIns } from './email-sign-ins.js';
import { groupedCode } from './mailed-code.js';

/**
 * The code that a mailed link stands for, as it is typed on the device that asked. Looks without touching it, since mail
 * scanners open links. @throws AppError LINK_INVALID.
 */
export type ShowSignInCode = (
  linkToken: string,
) => Promise<{ readonly code: string; readonly expiresAt: Date }>;

export function createShowSignInCode(signIns: EmailSignIns): ShowSignInCode {
  return async (linkToken) => {
    const found = await signIns.lookAt(linkToken);
    if (found === undefined) throw new AppError('LINK_INVALID');
    return { code: groupedCode(found.code), expiresAt: found.expiresAt };
  };
}
