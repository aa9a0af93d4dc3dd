/**
 * From an access token to who is asking: the token itself is judged by packages/guard, as in any resource
 * server; here comes what only the gateway knows, whether session and account are still open.
 */
import { type Guard, TokenError } from '@portcullis/guard';
import { AppError } from '../foundation/errors.js';
import type { Caller } from '../users/caller.js';
import { isOpen } from '../users/is-open.js';
import type { UserCache } from '../users/user-cache.js';
import { type WithheldRoles, withoutRoles } from './counting-roles.js';
import type { RevocationFeed } from './revocation-feed.js';

/** By the token that was shown. */
export interface TokenCaller extends Caller {
  /** Its `exp`. */
  readonly expiresAtSeconds: number;
}

/** @throws AppError TOKEN_EXPIRED or TOKEN_INVALID. */
export type Authenticate = (accessToken: string) => Promise<TokenCaller>;

export interface AuthenticateOptions {
  readonly guard: Guard;
  readonly userCache: UserCache;
  readonly revocations: RevocationFeed;
  readonly withheldRoles: WithheldRoles;
}

export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  const { guard, userCache, revocations } = options;
  return async (accessToken) => {
    const { userId, sid, auth_time, amr, exp } = await verify(guard, accessToken);
    // One after the other: nearly always both are in memory, and waiting for the two together costs more than asking them.
    const user = await userCache.find(userId);
    if (user === null || !isOpen(user) || (await revocations.isEnded(sid)))
      throw new AppError('TOKEN_INVALID');
    const withheldRoles = options.withheldRoles(user, amr);
    return {
      user: withoutRoles(user, withheldRoles),
      account: user,
      withheldRoles,
      sessionId: sid,
      authTime: new Date(auth_time * 1_000),
      amr,
      expiresAtSeconds: exp,
    };
  };
}

async function verify(guard: Guard, accessToken: string) {
  try {
    return await guard.verify(accessToken);
  } catch (error) {
    throw error instanceof TokenError ? new AppError(error.code, { cause: error }) : error;
  }
}
