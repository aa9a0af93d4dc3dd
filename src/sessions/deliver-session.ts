import type { Clock } from '../foundation/clock.js';
import type { Caller, CallerContext } from '../users/caller.js';
import type { UserDocument } from '../users/user.model.js';
import { type AuthPayloadType, toAuthPayload } from './auth-payload.type.js';
import { type WithheldRoles, withoutRoles } from './counting-roles.js';
import type { SessionCookies } from './session-cookies.js';
import type { SignedIn } from './signed-in.js';

/**
 * Hands a session's tokens to its client, the way that the session travels. The one place where a refresh token
 * leaves: what is a cookie is never in the answer as well.
 */
export type DeliverSession = (signedIn: SignedIn, context: CallerContext) => AuthPayloadType;

export interface DeliverSessionOptions {
  readonly cookies: SessionCookies;
  readonly withheldRoles: WithheldRoles;
  readonly clock: Clock;
}

export function createDeliverSession({
  cookies,
  withheldRoles,
  clock,
}: DeliverSessionOptions): DeliverSession {
  return (opened, context) => {
    const withheld = withheldRoles(opened.user, opened.session.amr);
    const signedIn = { ...opened, user: withoutRoles(opened.user, withheld) };
    context.becomeCaller(callerOf(signedIn, opened.user, withheld));
    if (signedIn.session.transport === 'BODY') return toAuthPayload(signedIn, clock);
    context.setCookies(cookies.write(signedIn));
    return toAuthPayload({ ...signedIn, refreshToken: undefined }, clock);
  };
}

/** Whoever was given a session may read what is theirs in the same answer. */
function callerOf(
  { user, session }: SignedIn,
  account: UserDocument,
  withheldRoles: readonly string[],
): Caller {
  const { authTime, amr } = session;
  return { user, account, withheldRoles, sessionId: session._id.toHexString(), authTime, amr };
}
