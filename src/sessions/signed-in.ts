import type { UserDocument } from '../users/user.model.js';
import type { AccessToken, IssueAccessToken } from './access-token.js';
import type { AddedClaims } from './before-token.js';
import type { SessionDocument } from './session.model.js';

/** What a sign-in or a refresh leads to, before it is written for the wire. */
export interface SignedIn {
  readonly user: UserDocument;
  readonly session: SessionDocument;
  readonly accessToken: AccessToken;
  /** Undefined where the session keeps the one it has. */
  readonly refreshToken: string | undefined;
}

/** For a session that stands in the database already. @param refreshToken undefined where it keeps the one it has. */
export async function completeSignIn(
  issueAccessToken: IssueAccessToken,
  user: UserDocument,
  session: SessionDocument,
  refreshToken: string | undefined,
  added?: AddedClaims,
): Promise<SignedIn> {
  return { user, session, refreshToken, accessToken: await issueAccessToken(user, session, added) };
}
