import type { Undertaking } from '../sessions/undertakings.js';
import type { UserDocument } from '../users/user.model.js';

/** What an account that nobody has taken up yet lives on, whichever link opens it; undefined for every other. */
export function invitationOf({ _id, password, invitedInSession }: UserDocument): Undertaking {
  if (password !== undefined || invitedInSession === undefined) return undefined;
  return { sessionId: invitedInSession, userId: _id };
}
