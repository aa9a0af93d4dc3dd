/** Refresh as a client asks for it: from an argument or a cookie, perhaps with an access token beside it. */
import { type Guard, TokenError } from '@portcullis/guard';

import { AppError } from '../foundation/errors.js';
import type { CallerContext } from '../users/caller.js';
import type { AuthPayloadType } from './auth-payload.type.js';
import type { DeliverSession } from './deliver-session.js';
import type { RefreshTokens } from './refresh-token.js';
import type { RotateSession } from './rotate-session.js';
import type { SessionCookies } from './session-cookies.js';

/** @throws AppError UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED or TOKEN_REUSED. */
export type RefreshSession = (
  refreshToken: string | undefined,
  context: CallerContext,
) => Promise<AuthPayloadType>;

export interface RefreshSessionOptions {
  readonly rotateSession: RotateSession;
  readonly refreshTokens: RefreshTokens;
  readonly deliver: DeliverSession;
  readonly cookies: SessionCookies;
  readonly guard: Guard;
  /** Whether an access token of the same session has to come along, expired or not. */
  readonly needsAccessToken: boolean;
}

export function createRefreshSession(options: RefreshSessionOptions): RefreshSession {
  const { rotateSession, deliver, cookies } = options;
  return async (argument, context) => {
    const token = argument ?? context.refreshCookie;
    if (token === undefined) throw new AppError('UNAUTHENTICATED');
    try {
      if (options.needsAccessToken) await requireAccessToken(options, token, context.accessToken);
      return deliver(await rotateSession(token, context.origin), context);
    } catch (error) {
      // A cookie that opens nothing any more is not sent again.
      if (argument === undefined && isOver(error)) context.setCookies(cookies.clear());
      throw error;
    }
  };
}

function isOver(error: unknown): boolean {
  return error instanceof AppError && error.code.startsWith('TOKEN_');
}

/** Before anything changes: who has only the one token must not be able to spend it. */
async function requireAccessToken(
  { guard, refreshTokens }: RefreshSessionOptions,
  refreshToken: string,
  accessToken: string | undefined,
): Promise<void> {
  if (accessToken === undefined) throw new AppError('UNAUTHENTICATED');
  const { sid } = await guard.verify(accessToken, { acceptExpired: true }).catch((error: unknown) => {
    throw error instanceof TokenError ? new AppError('TOKEN_INVALID', { cause: error }) : error;
  });
  if (refreshTokens.read(refreshToken)?.sessionId !== sid) throw new AppError('TOKEN_INVALID');
}
