/** Expressions for `credentialPipeline`: what is left of an account's ways in is judged as it is at that moment. */
import type { mongo } from 'mongoose';

import { credentialPipeline } from './credential-update.js';

const passkeys = { $ifNull: ['$passkeys', []] };
const app = {
  $filter: {
    input: '$factors',
    cond: { $and: [{ $eq: ['$$this.type', 'TOTP'] }, { $gt: ['$$this.confirmedAt', null] }] },
  },
};

/** Takes a passkey away; 2FA is off where nothing is left to ask for. */
export function removePasskeyUpdate(now: Date, credentialId: string): mongo.Document[] {
  const left = { $filter: { input: passkeys, cond: { $ne: ['$$this.credentialId', credentialId] } } };
  return credentialPipeline(now, { passkeys: left, enable2FA: asksFor('$enable2FA', left, app) });
}

/** Takes the authenticator app away; 2FA stays on where a passkey is left to ask for. */
export function removeAppUpdate(now: Date): mongo.Document[] {
  return credentialPipeline(now, { factors: [], enable2FA: asksFor('$enable2FA', passkeys) });
}

function asksFor(wasAsked: string, ...left: readonly mongo.Document[]): mongo.Document {
  return { $and: [wasAsked, { $gt: [{ $add: left.map((list) => ({ $size: list })) }, 0] }] };
}
