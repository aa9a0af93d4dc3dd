import { type Guard, TokenError } from '@portcullis/guard';
import { Types } from 'mongoose';

import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { EndSession } from '../sessions/end-session.js';
import type { RefreshTokens } from '../sessions/refresh-token.js';

/**
 * Ends the session of an access token or a refresh token, spent and expired ones too. Does nothing for any other text, and
 * does not tell so: a token that is not valid is as good as revoked (RFC 7009 section 2.2).
 */
export type RevokeToken = (token: string, origin: RequestOrigin) => Promise<void>;

export interface RevokeTokenOptions {
  readonly guard: Guard;
  readonly refreshTokens: RefreshTokens;
  readonly endSession: EndSession;
}

export function createRevokeToken({ guard, refreshTokens, endSession }: RevokeTokenOptions): RevokeToken {
  return async (token, origin) => {
    const sessionId = refreshTokens.read(token)?.sessionId ?? (await sessionOfAccessToken(guard, token));
    if (sessionId !== undefined) await endSession(new Types.ObjectId(sessionId), 'REVOKED', origin);
  };
}

async function sessionOfAccessToken(guard: Guard, token: string): Promise<string | undefined> {
  try {
    // Who shows an old token wants its session over too, which may well outlive it.
    return (await guard.verify(token, { acceptExpired: true })).sid;
  } catch (error) {
    if (error instanceof TokenError) return undefined;
    throw error;
  }
}
