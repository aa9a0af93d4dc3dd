/** Adding a passkey to one's account, under step-up: it is a way in, and more than a password is. */
import type { ChangeCredentials } from '../credentials/change-credentials.js';
import type { ChangeUndos } from '../credentials/change-undos.js';
import { proveAnew, type StepUp, type StepUpProof } from '../credentials/step-up.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Randomness } from '../foundation/randomness.js';
import type { Notices } from '../mail/notices.js';
import type { Caller } from '../users/caller.js';
import { credentialUpdate } from '../users/credential-update.js';
import { notDeleted } from '../users/not-deleted.js';
import type { PasskeyDocument } from '../users/passkey-document.js';
import { passkeysOf } from '../users/passkeys-of.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { type BegunRegistration, credentialsOf, registrationOptions } from './ceremony-options.js';
import type { PasskeyCeremonies } from './passkey-ceremonies.js';
import { namePasskey } from './passkey-name.js';
import type { RegistrationResponseJSON } from './passkey.scalar.js';
import { registeredAlready } from './registered-already.js';
import type { RelyingParty } from './relying-party.js';
import type { TakeRegistration } from './take-registration.js';

export interface RegisterPasskey {
  /** @throws AppError INVALID_CREDENTIALS, RATE_LIMITED, FORBIDDEN where the caller does not prove anew, or has too many. */
  begin(caller: Caller, proof: StepUpProof, origin: RequestOrigin): Promise<BegunRegistration>;
  /**
   * One that was begun with the password or a code needs no step-up any more.
   * @param name as its owner calls it; absent: after what it is.
   * @throws AppError BAD_USER_INPUT, CHALLENGE_EXPIRED, PASSKEY_INVALID, FORBIDDEN.
   */
  finish(
    caller: Caller,
    response: RegistrationResponseJSON,
    name: string | null | undefined,
    origin: RequestOrigin,
  ): Promise<PasskeyDocument>;
}

export interface RegisterPasskeyOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly stepUp: StepUp;
  readonly changeCredentials: ChangeCredentials;
  readonly changeUndos: ChangeUndos;
  readonly ceremonies: PasskeyCeremonies;
  readonly takeRegistration: TakeRegistration;
  readonly relyingParty: RelyingParty;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** Each is looked up with the account. */
const MOST_PASSKEYS = 50;

export function createRegisterPasskey(options: RegisterPasskeyOptions): RegisterPasskey {
  const { stepUp, ceremonies, takeRegistration, relyingParty, events } = options;
  return {
    async begin(caller, proof, origin) {
      const { password, code } = await stepUp(caller, proof, origin);
      const { _id: userId, credentialVersion } = caller.user;
      const { sessionId } = caller;
      const user = await withUserHandle(options, caller.user);
      if (passkeysOf(user).length >= MOST_PASSKEYS) throw tooMany();
      const facts = { userId, sessionId, credentialVersion, isProven: password || code };
      const begun = await ceremonies.begin('registration', origin.webOrigin, facts);
      const { email, firstName, lastName, userHandle = '' } = user;
      const owner = { email, firstName, lastName, userHandle, passkeys: credentialsOf(user) };
      return registrationOptions(begun, relyingParty, owner);
    },
    async finish(caller, response, givenName, origin) {
      const name = namePasskey(givenName);
      const { _id: userId, credentialVersion } = caller.user;
      // What was proved was proved in this session, and judged by these credentials.
      const mustBe = { userId, sessionId: caller.sessionId };
      const { ceremony, registration, standsIn } = await takeRegistration('registration', response, mustBe);
      if (ceremony.credentialVersion !== credentialVersion) throw proveAnew();
      if (ceremony.isProven !== true) await stepUp(caller, {}, origin);
      const createdAt = options.clock.now();
      const { passkey: made } = registration;
      const passkey = { ...made, name: name(made, origin), createdAt };
      await add(options, caller, { passkey, standsIn }, origin);
      events.raise('passkey.added', { userId: userId.toHexString() }, origin);
      return passkey;
    },
  };
}

/** One for each account (WebAuthn 5.4.3), made when it is first needed; of two at once the first stays. */
async function withUserHandle(
  { users, userCache, randomness }: RegisterPasskeyOptions,
  { _id }: UserDocument,
): Promise<UserDocument> {
  const made = randomness(32).toString('base64url');
  const user = await rawCollection(users).findOneAndUpdate(
    { _id, ...notDeleted },
    [{ $set: { userHandle: { $ifNull: ['$userHandle', made] } } }],
    { returnDocument: 'after' },
  );
  userCache.forget(_id.toHexString());
  if (user === null) throw new AppError('TOKEN_INVALID');
  return user;
}

interface NewPasskey {
  readonly passkey: PasskeyDocument;
  readonly standsIn: boolean;
}

async function add(
  { users, changeCredentials, changeUndos, notices, clock }: RegisterPasskeyOptions,
  { user: { _id, credentialVersion }, sessionId }: Caller,
  { passkey, standsIn }: NewPasskey,
  origin: RequestOrigin,
): Promise<void> {
  const apply = async (transaction: Transaction) => {
    const user = await rawCollection(users)
      .findOneAndUpdate(
        {
          _id,
          credentialVersion,
          ...notDeleted,
          'passkeys.credentialId': { $ne: passkey.credentialId },
          [`passkeys.${String(MOST_PASSKEYS - 1)}`]: { $exists: false },
        },
        { ...credentialUpdate(clock.now(), {}), $push: { passkeys: passkey } },
        { session: transaction, returnDocument: 'after' },
      )
      .catch((error: unknown) => {
        throw conflictingField(error) === undefined ? error : registeredAlready(error);
      });
    if (user === null) throw await whyNot(users, _id, passkey.credentialId, transaction);
    // Here, where the index refuses what somebody has: whatever else is wrong is told first of both (WebAuthn 14.6.3).
    if (standsIn) throw registeredAlready();
    const undo = await changeUndos.ofPasskey(user, passkey, transaction);
    await notices.write('passkey-added', user, origin, transaction, { undo });
    return user;
  };
  const keptSession = { id: sessionId, isRequired: true };
  await changeCredentials({ apply, keptSession, reason: 'CREDENTIALS_CHANGED' }, origin);
}

async function whyNot(
  users: UserModel,
  _id: UserDocument['_id'],
  credentialId: string,
  transaction: Transaction,
): Promise<AppError> {
  const user = await rawCollection(users).findOne({ _id }, { session: transaction });
  if (user === null) return new AppError('TOKEN_INVALID');
  if (passkeysOf(user).some((passkey) => passkey.credentialId === credentialId)) return registeredAlready();
  return passkeysOf(user).length >= MOST_PASSKEYS ? tooMany() : proveAnew();
}

function tooMany(): AppError {
  const message = `An account has up to ${String(MOST_PASSKEYS)} passkeys: remove one first.`;
  return new AppError('FORBIDDEN', { message });
}
