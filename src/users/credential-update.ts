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

/** The same where a field is worked out of the account as it is then: `set` holds expressions (aggregation pipeline). */
export function credentialPipeline(now: Date, set: mongo.Document): mongo.Document[] {
  const bumped = (field: string) => ({ [field]: { $add: [`$${field}`, 1] } });
  return [
    {
      $set: {
        ...set,
        ...{ credentialsChangedAt: now, updatedAt: now },
        ...{ ...bumped('credentialVersion'), ...bumped('version') },
      },
    },
  ];
}
