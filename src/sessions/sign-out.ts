import { Types } from 'mongoose';

import { AppError } from '../foundation/errors.js';
import type { CallerContext } from '../users/caller.js';
import type { EndSession } from './end-session.js';
import type { RefreshTokens } from './refresh-token.js';
import type { SessionCookies } from './session-cookies.js';

/**
 * Ends the session of the refresh token, given or as the cookie, else that of the access token. Answers alike for
 * tokens that are unknown, spent or already ended (RFC 7009 section 2.2); an open session of the caller is never
 * missed.
 */
export type SignOut = (refreshToken: string | undefined, context: CallerContext) => Promise<void>;

export interface SignOutOptions {
  readonly refreshTokens: RefreshTokens;
  readonly endSession: EndSession;
  readonly cookies: SessionCookies;
}

export function createSignOut({ refreshTokens, endSession, cookies }: SignOutOptions): SignOut {
  return async (argument, context) => {
    const refreshToken = argument ?? context.refreshCookie;
    const sessionId =
      refreshToken === undefined
        ? await sessionOfCaller(context)
        : refreshTokens.read(refreshToken)?.sessionId;
    if (sessionId !== undefined)
      await endSession(new Types.ObjectId(sessionId), 'SIGNED_OUT', context.origin);
    context.setCookies(cookies.clear());
  };
}

/** A wrong or expired access token stops nobody from signing out. */
async function sessionOfCaller(context: CallerContext): Promise<string | undefined> {
  try {
    return (await context.caller())?.sessionId;
  } catch (error) {
    if (error instanceof AppError && error.status === 401) return undefined;
    throw error;
  }
}
