/**
 * Whose account a mailbox opens, and what its first proof does to the account: whatever else opened it may be a stranger's,
 * who prepared it for its later owner (pre-hijacking).
 */
import type { ChangeCredentials } from '../credentials/change-credentials.js';
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import { invitationOf } from '../mail-links/invitation.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { Undertakings } from '../sessions/undertakings.js';
import type { BeforeSignUp } from '../sign-in/before-sign-up.js';
import { newAccount } from '../sign-in/new-account.js';
import { credentialUpdate } from '../users/credential-update.js';
import { notDeleted } from '../users/not-deleted.js';
import { passkeysOf } from '../users/passkeys-of.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { OpenedEmailSignIn } from './email-sign-ins.js';

/** @returns undefined where the account is gone, or was changed since its mail was written. */
export type EnterByEmail = (
  proved: OpenedEmailSignIn,
  origin: RequestOrigin,
) => Promise<UserDocument | undefined>;

export interface EnterByEmailOptions {
  readonly users: UserModel;
  readonly inTransaction: InTransaction;
  readonly undertakings: Undertakings;
  readonly changeCredentials: ChangeCredentials;
  /** Undefined: nobody is asked. */
  readonly beforeSignUp: BeforeSignUp | undefined;
  readonly notices: Notices;
  readonly catalogue: MessageCatalogue;
  readonly events: Events;
  readonly clock: Clock;
}

export function createEnterByEmail(options: EnterByEmailOptions): EnterByEmail {
  const { users } = options;
  return async (proved, origin) => {
    const { userId: _id, credentialVersion, emailCanonical } = proved;
    if (_id === undefined) return addAccount(options, proved, origin);
    const filter = { _id, credentialVersion: credentialVersion ?? 0, emailCanonical, ...notDeleted };
    const user = await rawCollection(users).findOne(filter);
    if (user === null) return undefined;
    const isProvedFirst = user.emailVerifiedAt === undefined || invitationOf(user) !== undefined;
    // A suspended account is refused a step later, and stays as it is.
    return isProvedFirst && user.suspendedAt === undefined ? takeUp(options, user, origin) : user;
  };
}

/** Of the address alone; the unique index decides, should somebody else have signed up with it meanwhile. */
async function addAccount(
  { users, inTransaction, catalogue, events, clock, beforeSignUp }: EnterByEmailOptions,
  { email, emailCanonical }: OpenedEmailSignIn,
  origin: RequestOrigin,
): Promise<UserDocument | undefined> {
  await beforeSignUp?.({ profile: { email, emailCanonical }, method: 'EMAIL' }, origin);
  const now = clock.now();
  const locale = catalogue.languageOf(origin.acceptLanguage);
  const user = newAccount({ email, emailCanonical }, { emailVerifiedAt: now, locale }, now);
  try {
    await inTransaction(async (transaction) => {
      await rawCollection(users).insertOne(user, { session: transaction });
      await events.raiseIn(transaction, 'user.signed-up', { userId: user._id.toHexString() }, origin);
    });
  } catch (error) {
    if (conflictingField(error) === undefined) throw error;
    return undefined;
  }
  return user;
}

async function takeUp(
  options: EnterByEmailOptions,
  user: UserDocument,
  origin: RequestOrigin,
): Promise<UserDocument | undefined> {
  const { changeCredentials, events } = options;
  const apply = async (transaction: Transaction) => {
    const proved = await proveFirst(options, user, origin, transaction);
    await events.raiseIn(transaction, 'email.verified', { userId: user._id.toHexString() }, origin);
    return proved;
  };
  const changed = await changeCredentials({ apply, reason: 'CREDENTIALS_CHANGED' }, origin).catch(
    (error: unknown) => {
      if (error instanceof NotTakenUp) return undefined;
      throw error;
    },
  );
  return changed?.user;
}

/** Ends the transaction: somebody else was first, or the invitation has died. */
class NotTakenUp extends Error {}

async function proveFirst(
  { users, undertakings, notices, clock }: EnterByEmailOptions,
  before: UserDocument,
  origin: RequestOrigin,
  transaction: Transaction,
): Promise<UserDocument> {
  const { _id, credentialVersion, emailCanonical } = before;
  if (!(await undertakings.claim(invitationOf(before), transaction))) throw new NotTakenUp();
  const now = clock.now();
  const set = { emailVerifiedAt: now, identities: [], factors: [], passkeys: [], enable2FA: false };
  const user = await rawCollection(users).findOneAndUpdate(
    { _id, credentialVersion, emailCanonical, ...notDeleted },
    { ...credentialUpdate(now, set), $unset: { password: '', invitedInSession: '' } },
    { session: transaction, returnDocument: 'after' },
  );
  if (user === null) throw new NotTakenUp();
  if (hadOtherWaysIn(before)) await notices.write('address-proved', user, origin, transaction);
  return user;
}

function hadOtherWaysIn(user: UserDocument): boolean {
  const added = [...user.identities, ...user.factors, ...passkeysOf(user)];
  return user.password !== undefined || added.length > 0;
}
