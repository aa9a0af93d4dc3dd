import type { Clock } from '../foundation/clock.js';
import type { Caller, CallerContext } from '../users/caller.js';
import { type AuthPayloadType, toAuthPayload } from './auth-payload.type.js';
import type { SessionCookies } from './session-cookies.js';
import type { SignedIn } from './signed-in.js';

/**
 * Hands a session's tokens to its client, the way that the session travels. The one place where a refresh token
 * leaves: what is a cookie is never in the answer as well.
 */
export type DeliverSession = (signedIn: SignedIn, context: CallerContext) => AuthPayloadType;

export function createDeliverSession(cookies: SessionCookies, clock: Clock): DeliverSession {
  return (signedIn, context) => {
    context.becomeCaller(callerOf(signedIn));
    if (signedIn.session.transport === 'BODY') return toAuthPayload(signedIn, clock);
    context.setCookies(cookies.write(signedIn));
    return toAuthPayload({ ...signedIn, refreshToken: undefined }, clock);
  };
}

/** Whoever was given a session may read what is theirs in the same answer. */
function callerOf({ user, session }: SignedIn): Caller {
  return { user, sessionId: session._id.toHexString(), authTime: session.authTime, amr: session.amr };
}
