/** From a request to who asks, exactly as for the gateway's own GraphQL: by what is in memory of tokens, sessions and accounts. */
import type { IncomingHttpHeaders } from 'node:http';

import { databaseFault } from '../database/database-fault.js';
import { AppError } from '../foundation/errors.js';
import type { Authenticate, TokenCaller } from '../sessions/authenticate.js';
import type { ReadAccessToken } from '../sessions/read-access-token.js';
import type { PermissionsOf } from '../users/permissions.js';
import type { UpstreamCaller } from './engine/upstream-caller.js';

export interface JudgedCaller {
  /** For the engine. */
  readonly judged: UpstreamCaller;
  /** Undefined: nobody who is signed in. */
  readonly who: TokenCaller | undefined;
  /** As it came, good or bad. */
  readonly accessToken: string | undefined;
}

/**
 * A token that is not good makes a stranger, so that it stops no public field.
 * @throws AppError FORBIDDEN for a cookie that a stranger's page made the browser send, and UNAVAILABLE.
 */
export type JudgeCaller = (headers: IncomingHttpHeaders) => Promise<JudgedCaller>;

export interface JudgeCallerOptions {
  readonly readAccessToken: ReadAccessToken;
  readonly authenticate: Authenticate;
  readonly permissionsOf: PermissionsOf;
}

const nobody: JudgedCaller = {
  judged: { signedIn: false, because: 'UNAUTHENTICATED' },
  who: undefined,
  accessToken: undefined,
};

export function createJudgeCaller(options: JudgeCallerOptions): JudgeCaller {
  const { readAccessToken, authenticate, permissionsOf } = options;
  return async (headers) => {
    const accessToken = readAccessToken(headers);
    if (accessToken === undefined) return nobody;
    try {
      const caller = await authenticate(accessToken);
      const { roles, emailVerifiedAt } = caller.user;
      const [permissions, verified] = [permissionsOf(roles), emailVerifiedAt !== undefined];
      return { judged: { signedIn: true, roles, permissions, verified }, who: caller, accessToken };
    } catch (error) {
      const because = codeOf(error);
      return { judged: { signedIn: false, because }, who: undefined, accessToken };
    }
  };
}

/** @throws whatever says nothing of the token. */
function codeOf(error: unknown): 'TOKEN_EXPIRED' | 'TOKEN_INVALID' {
  const { code } = error as { readonly code?: unknown };
  if (error instanceof Error && (code === 'TOKEN_EXPIRED' || code === 'TOKEN_INVALID')) return code;
  const fault = databaseFault(error);
  throw fault instanceof AppError ? fault : error;
}
