/** The list of one's own passkeys, their names, and taking one away: never the last way in. */
import type { mongo } from 'mongoose';

import type { ChangeCredentials } from '../credentials/change-credentials.js';
import type { StepUp, StepUpProof } from '../credentials/step-up.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { Caller } from '../users/caller.js';
import { notDeleted } from '../users/not-deleted.js';
import type { PasskeyDocument } from '../users/passkey-document.js';
import { removePasskeyUpdate } from '../users/passkey-update.js';
import { passkeysOf } from '../users/passkeys-of.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { readPasskeyName } from './passkey-name.js';

export interface ManagePasskeys {
  /** Oldest first. */
  list(caller: Caller): readonly PasskeyDocument[];
  /** @throws AppError BAD_USER_INPUT, NOT_FOUND. */
  rename(caller: Caller, id: string, name: string): Promise<PasskeyDocument>;
  /** Switches 2FA off where nothing is left to ask for. @throws AppError NOT_FOUND, INVALID_CREDENTIALS, RATE_LIMITED, FORBIDDEN. */
  remove(caller: Caller, id: string, proof: StepUpProof, origin: RequestOrigin): Promise<UserDocument>;
}

export interface ManagePasskeysOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  /** What opens an account beside its passkeys. */
  readonly otherWaysIn: readonly mongo.Filter<UserDocument>[];
  readonly stepUp: StepUp;
  readonly changeCredentials: ChangeCredentials;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
}

export function createManagePasskeys(options: ManagePasskeysOptions): ManagePasskeys {
  const { users, userCache, stepUp, changeCredentials, notices, events, clock } = options;
  return {
    list: ({ user }) => passkeysOf(user),
    async rename({ user: { _id } }, credentialId, given) {
      const name = readPasskeyName(given);
      const user = await rawCollection(users).findOneAndUpdate(
        { _id, ...notDeleted, 'passkeys.credentialId': credentialId },
        { $set: { 'passkeys.$.name': name, updatedAt: clock.now() } },
        { returnDocument: 'after' },
      );
      userCache.forget(_id.toHexString());
      return ownPasskey(user, credentialId);
    },
    async remove(caller, credentialId, proof, origin) {
      ownPasskey(caller.user, credentialId);
      await stepUp(caller, proof, origin);
      const apply = async (transaction: Transaction) => {
        const user = await takeAway(options, caller, credentialId, transaction);
        await notices.write('passkey-removed', user, origin, transaction);
        await events.raiseIn(transaction, 'passkey.removed', { userId: user._id.toHexString() }, origin);
        return user;
      };
      const keptSession = { id: caller.sessionId, isRequired: true };
      const changed = await changeCredentials({ apply, keptSession, reason: 'CREDENTIALS_CHANGED' }, origin);
      return changed.user;
    },
  };
}

/** @throws AppError NOT_FOUND, for somebody else's too. */
function ownPasskey(user: UserDocument | null, id: string): PasskeyDocument {
  const own = user && passkeysOf(user).find(({ credentialId }) => credentialId === id);
  if (!own) throw new AppError('NOT_FOUND', { message: 'You have no such passkey.' });
  return own;
}

async function takeAway(
  { users, otherWaysIn, clock }: ManagePasskeysOptions,
  { user: { _id } }: Caller,
  credentialId: string,
  transaction: Transaction,
): Promise<UserDocument> {
  const another = { 'passkeys.1': { $exists: true } };
  const user = await rawCollection(users).findOneAndUpdate(
    {
      _id,
      ...notDeleted,
      'passkeys.credentialId': credentialId,
      // Something has to be left to sign in with.
      $or: [...otherWaysIn, another],
    },
    removePasskeyUpdate(clock.now(), credentialId),
    { session: transaction, returnDocument: 'after' },
  );
  if (user !== null) return user;
  ownPasskey(await rawCollection(users).findOne({ _id }, { session: transaction }), credentialId);
  throw new AppError('FORBIDDEN', {
    message: 'This is the last way into the account: set a password or add another passkey first.',
  });
}
