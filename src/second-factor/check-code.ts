/** What a code of the authenticator app is worth at step-up. */
import { Types } from 'mongoose';

import type { CheckCode } from '../credentials/step-up.js';
import { rawCollection } from '../database/raw-collection.js';
import type { SessionModel } from '../sessions/session.model.js';
import type { Caller } from '../users/caller.js';
import type { UserDocument } from '../users/user.model.js';
import { confirmedTotp, standsAlone, type TotpFactors } from './totp-factors.js';

export function createCheckCode(factors: TotpFactors, sessions: SessionModel): CheckCode {
  return async (caller, code, isWithPassword) => {
    const user = await factors.take(caller.user, code, isWithPassword);
    if (user === undefined) return undefined;
    return { counts: isWithPassword || (standsAlone(user) && (await isTrusted(user, caller, sessions))) };
  };
}

/**
 * Whoever has only a token must not bring the proof along: an app counts that was connected under step-up, or that was there
 * when the sign-in under way was made (ASVS 7.5.1).
 */
async function isTrusted(
  user: UserDocument,
  { sessionId }: Caller,
  sessions: SessionModel,
): Promise<boolean> {
  const { standsAlone: isProven, confirmedAt } = confirmedTotp(user) ?? {};
  if (isProven === true) return true;
  const session = await rawCollection(sessions).findOne({ _id: new Types.ObjectId(sessionId) });
  return session !== null && confirmedAt !== undefined && confirmedAt <= session.createdAt;
}
