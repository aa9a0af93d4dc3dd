/**
 * The one place where a passkey's answer is taken, whatever it is for: the challenge is spent first, then the answer is
 * verified (WebAuthn 7.2), and last the counter goes forward by one conditional update, which of any number at once one wins.
 */
import { generateKeyPairSync } from 'node:crypto';

import type { AuthenticationResponseJSON } from '../credentials/webauthn.scalar.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, type ErrorDetails } from '../foundation/errors.js';
import type { RequestOrigin, SignInFailure } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { PasskeyDocument } from '../users/passkey-document.js';
import { passkeysOf } from '../users/passkeys-of.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { coseKeyOf } from './cose-key.js';
import type { PasskeyCeremonies, TakenCeremony } from './passkey-ceremonies.js';
import type { CeremonyPurpose, PasskeyCeremonyDocument } from './passkey-ceremony.model.js';
import type { PlausibleCredentials } from './plausible-credentials.js';
import type { RelyingParty } from './relying-party.js';
import { type ReportRefusal, type VerifiedAssertion, verifyAssertion } from './verify-passkey.js';

interface AssertedPasskey {
  /** As it was read before the answer was verified. */
  readonly user: UserDocument;
  readonly userVerified: boolean;
}

/**
 * @param mustBe what the ceremony must be of.
 * @throws AppError CHALLENGE_EXPIRED, INVALID_CREDENTIALS; that names the credential as unknown where nobody has it and no
 * name was given.
 */
export type AssertPasskey = (
  purpose: CeremonyPurpose,
  response: AuthenticationResponseJSON,
  origin: RequestOrigin,
  mustBe?: Pick<PasskeyCeremonyDocument, 'userId' | 'sessionId'>,
) => Promise<AssertedPasskey>;

export interface AssertPasskeyOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly ceremonies: PasskeyCeremonies;
  readonly relyingParty: RelyingParty;
  readonly plausible: PlausibleCredentials;
  readonly report: ReportRefusal;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
}

export function createAssertPasskey(options: AssertPasskeyOptions): AssertPasskey {
  const { users, ceremonies, relyingParty, report } = options;
  const decoy = makeDecoy();
  return async (purpose, response, origin, mustBe) => {
    const ceremony = await ceremonies.take(purpose, response.response.clientDataJSON, mustBe);
    const { id } = response;
    const user = await rawCollection(users).findOne({ 'passkeys.credentialId': id });
    const passkey = user && passkeysOf(user).find(({ credentialId }) => credentialId === id);
    const isOwn = user !== null && belongs(user, ceremony, response);
    // One that nobody has costs what a wrong signature costs, and so does somebody else's.
    const verified = await verifyAssertion(
      ...[response, isOwn && passkey ? passkey : decoy, ceremony, relyingParty, report],
    );
    if (!isOwn || !passkey || verified === undefined)
      throw refuse(options, user, 'passkey', origin, unknownOf(options, user, ceremony, id));
    if (!(await advance(options, user, passkey, verified)))
      throw await refuseClone(options, user, passkey, verified, origin);
    return { user, userVerified: verified.userVerified };
  };
}

/** A key that nobody has the other half of. */
function makeDecoy(): Pick<PasskeyDocument, 'credentialId' | 'publicKey' | 'backupEligible'> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { credentialId: '', publicKey: coseKeyOf(publicKey), backupEligible: false };
}

/**
 * WebAuthn 7.2: whoever was named has this passkey; where nobody was, the authenticator says whose it is. What it says is
 * never left unread. A deleted account has none.
 */
function belongs(
  { _id, userHandle, deletedAt }: UserDocument,
  { userId, isNamed }: TakenCeremony,
  { response }: AuthenticationResponseJSON,
): boolean {
  if (deletedAt !== undefined) return false;
  const isTold = response.userHandle !== undefined;
  if (isTold && response.userHandle !== userHandle) return false;
  if (userId !== undefined) return _id.equals(userId);
  return isNamed !== true && isTold;
}

/**
 * A sign-in to a name tells nothing of ids (WebAuthn 14.6.3), nor is one of those that stand in for nobody's told from
 * somebody's. That of a deleted account is known until it is erased: an admin may restore it, and an authenticator that has
 * forgotten the passkey could not.
 */
function unknownOf(
  { relyingParty, plausible }: AssertPasskeyOptions,
  owner: UserDocument | null,
  { userId, isNamed }: TakenCeremony,
  credentialId: string,
): ErrorDetails {
  const isUnknown = owner === null && userId === undefined && isNamed !== true;
  if (!isUnknown || plausible.has(credentialId)) return {};
  return { unknownCredential: { rpId: relyingParty.id, credentialId } };
}

function refuse(
  { events }: AssertPasskeyOptions,
  user: UserDocument | null,
  reason: SignInFailure,
  origin: RequestOrigin,
  details: ErrorDetails = {},
): AppError {
  events.raise('sign-in.failed', { userId: user?._id.toHexString(), reason }, origin);
  return new AppError('INVALID_CREDENTIALS', { details });
}

/** WebAuthn 7.2. Synced passkeys count nothing: theirs is 0, and stays it. @returns whether it went forward. */
async function advance(
  { users, userCache, clock }: AssertPasskeyOptions,
  { _id }: UserDocument,
  { credentialId }: PasskeyDocument,
  { counter, backedUp }: VerifiedAssertion,
): Promise<boolean> {
  const before = counter === 0 ? 0 : { $lt: counter };
  const { matchedCount } = await rawCollection(users).updateOne(
    { _id, passkeys: { $elemMatch: { credentialId, counter: before } } },
    {
      $set: {
        'passkeys.$.counter': counter,
        'passkeys.$.backedUp': backedUp,
        'passkeys.$.lastUsedAt': clock.now(),
      },
    },
  );
  userCache.forget(_id.toHexString());
  return matchedCount === 1;
}

/** WebAuthn 6.1.1: two devices may have the key, and which of them answered is not known. Its owner is told. */
async function refuseClone(
  options: AssertPasskeyOptions,
  user: UserDocument,
  { credentialId }: PasskeyDocument,
  { counter }: VerifiedAssertion,
  origin: RequestOrigin,
): Promise<AppError> {
  const { users, notices, events } = options;
  const still = { $elemMatch: { credentialId, counter: { $gte: counter } } };
  const isThere = await rawCollection(users).findOne({ _id: user._id, passkeys: still });
  // Removed at this moment, it is no clone.
  if (isThere === null) return refuse(options, user, 'passkey', origin);
  await notices.write('passkey-cloned', user, origin);
  events.raise('passkey.cloned', { userId: user._id.toHexString() }, origin);
  return refuse(options, user, 'passkey-cloned', origin);
}
