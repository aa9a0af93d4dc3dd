/**
 * From an access token to who is asking: the token itself is judged by packages/guard, as in any resource
 * server; here comes what only the gateway knows, whether session and account are still open.
 */
import { type Guard, TokenError } from '@portcullis/guard';
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import { AppError } from '../foundation/errors.js';
import type { Caller } from '../users/caller.js';
import type { UserModel } from '../users/user.model.js';
import type { SessionModel } from './session.model.js';

/** @throws AppError TOKEN_EXPIRED or TOKEN_INVALID. */
export type Authenticate = (accessToken: string) => Promise<Caller>;

export interface AuthenticateOptions {
  readonly guard: Guard;
  readonly users: UserModel;
  readonly sessions: SessionModel;
}

export function createAuthenticate({ guard, users, sessions }: AuthenticateOptions): Authenticate {
  return async (accessToken) => {
    const claims = await verify(guard, accessToken);
    const [user, session] = await Promise.all([
      rawCollection(users).findOne({ _id: new Types.ObjectId(claims.userId) }),
      rawCollection(sessions).findOne(
        { _id: new Types.ObjectId(claims.sid) },
        { projection: { endedAt: 1, credentialVersion: 1 } },
      ),
    ]);
    const isSessionOpen = session !== null && session.endedAt === undefined;
    const isAccountOpen = user !== null && user.suspendedAt === undefined && user.deletedAt === undefined;
    if (!isSessionOpen || !isAccountOpen || session.credentialVersion < user.credentialVersion) {
      throw new AppError('TOKEN_INVALID');
    }
    return { user, sessionId: claims.sid };
  };
}

async function verify(guard: Guard, accessToken: string) {
  try {
    return await guard.verify(accessToken);
  } catch (error) {
    throw error instanceof TokenError ? new AppError(error.code, { cause: error }) : error;
  }
}
