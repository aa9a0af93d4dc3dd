import type { mongo } from 'mongoose';

import type { UserDocument } from './user.model.js';

/**
 * The update for every change of how somebody signs in: beside its own fields it bumps the versions, by which
 * sign-ins under way, sessions and mail links of before are known.
 */
export function credentialUpdate(
  now: Date,
  set: mongo.MatchKeysAndValues<UserDocument>,
): mongo.UpdateFilter<UserDocument> {
  return {
    $set: { ...set, credentialsChangedAt: now, updatedAt: now },
    $inc: { credentialVersion: 1, version: 1 },
  };
}
