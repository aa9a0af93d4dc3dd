/** What accounts and sessions hold about a person, written out for the export: never a hash, a seed or a token. */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import { deviceName } from '../foundation/device-name.js';
import type { SessionDocument, SessionModel } from '../sessions/session.model.js';
import type { PasskeyDocument } from '../users/passkey-document.js';
import { passkeysOf } from '../users/passkeys-of.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { Collector, Collectors } from './export-data.js';

/** Of one list: somebody may have signed in for years. */
const MOST_SESSIONS = 1_000;

export function createHeldData(users: UserModel, sessions: SessionModel): Collectors {
  const ofUser =
    (describe: (user: UserDocument) => unknown): Collector =>
    async (userId) => {
      const user = await rawCollection(users).findOne({ _id: new Types.ObjectId(userId) });
      return user === null ? null : describe(user);
    };
  return {
    profile: ofUser(describeProfile),
    identities: ofUser(({ identities }) =>
      identities.map(({ provider, issuer, subject, linkedAt }) => ({ provider, issuer, subject, linkedAt })),
    ),
    secondFactors: ofUser(({ factors }) =>
      factors.map(({ type, confirmedAt, recoveryCodes }) => ({
        type,
        confirmedAt: confirmedAt ?? null,
        recoveryCodesLeft: recoveryCodes?.length ?? 0,
      })),
    ),
    passkeys: ofUser((user) => passkeysOf(user).map(describePasskey)),
    preferences: ofUser(({ enable2FA }) => ({ enable2FA })),
    sessions: (userId) => collectSessions(sessions, new Types.ObjectId(userId)),
  };
}

function describePasskey(passkey: PasskeyDocument) {
  const { credentialId, name, aaguid, transports, counter, backupEligible, backedUp } = passkey;
  const { createdAt, lastUsedAt = null } = passkey;
  return { credentialId, name, aaguid, transports, counter, backupEligible, backedUp, createdAt, lastUsedAt };
}

function describeProfile(user: UserDocument) {
  const { email, emailVerifiedAt, username, firstName, lastName, phoneNumber, locale, roles } = user;
  const { publicMetadata = {} } = user;
  return {
    id: user._id.toHexString(),
    ...{ email, emailVerifiedAt, username, firstName, lastName, phoneNumber, locale, roles, publicMetadata },
    hasPassword: user.password !== undefined,
    credentialsChangedAt: user.credentialsChangedAt,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
  };
}

/** Newest first; `leftOut` says how many older ones there are. */
async function collectSessions(model: SessionModel, userId: Types.ObjectId) {
  const sessions = rawCollection(model);
  const newest = await sessions.find({ userId }).sort({ _id: -1 }).limit(MOST_SESSIONS).toArray();
  const count = newest.length < MOST_SESSIONS ? newest.length : await sessions.countDocuments({ userId });
  return { entries: newest.map(describeSession), leftOut: count - newest.length };
}

function describeSession(session: SessionDocument) {
  const { createdAt, createdByIp, userAgent, methods, lastRefreshedAt, lastRefreshedByIp } = session;
  return {
    id: session._id.toHexString(),
    ...{ createdAt, createdByIp, userAgent, device: deviceName(userAgent), methods },
    ...{ lastRefreshedAt, lastRefreshedByIp, rotations: session.generation },
    expiresAt: session.idleExpiresAt,
    endedAt: session.endedAt,
    endedByIp: session.endedByIp,
    endReason: session.endReason,
    reusedAt: session.reusedAt,
  };
}
