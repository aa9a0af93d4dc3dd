/** Asking for a mail link. What it costs and answers does not depend on whether anybody has the address. */
import type { CheckCaptcha } from '../abuse/check-captcha.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { Caller, CallerContext } from '../users/caller.js';
import { parseEmailAddress } from '../users/email-address.js';
import type { LinkOrders, Requester } from './link-orders.js';

/** For people who ask from outside. Rooms order link mails by `LinkOrders`, without a captcha. */
export interface LinkRequests {
  /** @throws AppError BAD_USER_INPUT, CAPTCHA_REQUIRED, CAPTCHA_INVALID; that of a bad access token without an address. */
  sendVerificationEmail(
    email: string | undefined,
    captchaToken: string | null | undefined,
    context: Pick<CallerContext, 'origin' | 'caller'>,
  ): Promise<void>;
  /** By an admin on behalf, without a captcha. @throws AppError BAD_USER_INPUT, CAPTCHA_REQUIRED, CAPTCHA_INVALID. */
  sendPasswordResetEmail(
    email: string,
    captchaToken: string | null | undefined,
    context: Pick<CallerContext, 'origin' | 'caller'>,
  ): Promise<void>;
}

export function createLinkRequests(orders: LinkOrders, checkCaptcha: CheckCaptcha): LinkRequests {
  return {
    async sendVerificationEmail(email, captchaToken, context) {
      const caller = await findCaller(context, email !== undefined);
      // Whoever is signed in is no machine that tries addresses.
      if (caller === undefined) await checkCaptcha(captchaToken, context.origin);
      const address = caller?.user.email ?? email;
      const by = caller && { userId: caller.user._id.toHexString(), isOnBehalf: false };
      if (address !== undefined) await orders.requestLink('verify-email', address, context.origin, by);
      else refuseProblems([{ path: 'email', rule: 'required', message: 'is required without a token' }]);
    },
    async sendPasswordResetEmail(email, captchaToken, context) {
      const caller = await findCaller(context, true);
      const by = requesterOf(caller, email);
      if (!by?.isOnBehalf) await checkCaptcha(captchaToken, context.origin);
      await orders.requestLink('reset-password', email, context.origin, by);
    },
  };
}

/** Undefined for who asks for an address that is not theirs: they are a stranger to it. */
function requesterOf(caller: Caller | undefined, email: string): Requester | undefined {
  if (caller === undefined) return undefined;
  const { _id, roles, emailCanonical } = caller.user;
  const isOnBehalf = roles.includes('ADMIN');
  const isOwn = parseEmailAddress(email)?.emailCanonical === emailCanonical;
  return isOnBehalf || isOwn ? { userId: _id.toHexString(), isOnBehalf } : undefined;
}

/** A wrong or expired access token does not matter where an address is given. */
async function findCaller(
  context: Pick<CallerContext, 'caller'>,
  hasAddress: boolean,
): Promise<Caller | undefined> {
  try {
    return await context.caller();
  } catch (error) {
    if (hasAddress && error instanceof AppError && error.status === 401) return undefined;
    throw error;
  }
}
