/** Expressions for `credentialPipeline`: factors of one kind change, and those of others stay as they are at that moment. */
import type { mongo } from 'mongoose';

import type { FactorDocument } from './user.model.js';

/** The authenticator app, confirmed or not, gives way to these: one at most. */
export function authenticatorReplacedBy(apps: readonly FactorDocument[]): mongo.Document {
  return { $concatArrays: [filtered({ $ne: ['$$this.type', 'TOTP'] }), { $literal: apps }] };
}

/** @param credentialId of the passkey that goes. */
export function passkeyRemoved(credentialId: string): mongo.Document {
  return filtered({ $ne: ['$$this.credentialId', credentialId] });
}

/**
 * For `enable2FA`: off where nothing is left to ask for.
 * @param factors as they are to be. @param wasAsked absent: as the account says.
 */
export function askedWhileAnyIsLeft(
  factors: mongo.Document,
  wasAsked: boolean | '$enable2FA' = '$enable2FA',
): mongo.Document {
  const confirmed = { $filter: { input: factors, cond: { $gt: ['$$this.confirmedAt', null] } } };
  return { $and: [wasAsked, { $gt: [{ $size: confirmed }, 0] }] };
}

function filtered(cond: mongo.Document): mongo.Document {
  return { $filter: { input: '$factors', cond } };
}
