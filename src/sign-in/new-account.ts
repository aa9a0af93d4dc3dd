/** Makes an account, with its first session and the order for its verification mail, in one transaction; the unique indexes decide who was first. */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction } from '../database/transaction.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { LinkOrders } from '../mail-links/link-orders.js';
import type { PasswordHash } from '../passwords/password-hasher.js';
import type { FirstSession } from '../sessions/start-session.js';
import type { PasskeyDocument } from '../users/passkey-document.js';
import type { Profile } from '../users/profile.js';
import { takenOr } from '../users/taken-values.js';
import type { UserDocument, UserModel } from '../users/user.model.js';

export interface NewAccountsOptions {
  readonly users: UserModel;
  readonly orders: LinkOrders;
  readonly inTransaction: InTransaction;
  readonly events: Events;
}

/**
 * @param credential what the account begins with. @param firstSession absent: it has none, or not yet.
 * @throws AppError EMAIL_TAKEN, USERNAME_TAKEN or PHONE_NUMBER_TAKEN; PASSKEY_INVALID where somebody has it.
 */
export type AddAccount = (
  user: UserDocument,
  credential: FirstCredential,
  origin: RequestOrigin,
  firstSession?: Pick<FirstSession, 'store'>,
) => Promise<void>;

export function createAddAccount({ users, orders, inTransaction, events }: NewAccountsOptions): AddAccount {
  return async (user, credential, origin, firstSession) => {
    try {
      await inTransaction(async (transaction) => {
        await rawCollection(users).insertOne(user, { session: transaction });
        // Where the index refuses one that somebody has.
        if ('passkey' in credential && credential.standsIn) throw new AppError('PASSKEY_INVALID');
        await firstSession?.store(transaction);
        await orders.orderVerification(user.emailCanonical, origin, transaction);
        await events.raiseIn(transaction, 'user.signed-up', { userId: user._id.toHexString() }, origin);
      });
    } catch (error) {
      throw await whyNot(users, credential, error);
    }
  };
}

/**
 * A passkey that somebody has before all, whichever index the database names first: beside an address that is taken, too, an
 * id that stands in for nobody's must not be told from somebody's (WebAuthn 14.6.3).
 */
async function whyNot(users: UserModel, credential: FirstCredential, error: unknown): Promise<unknown> {
  const refusal = takenOr(error);
  if (!(refusal instanceof AppError) || !('passkey' in credential)) return refusal;
  const { credentialId } = credential.passkey;
  const owner = await rawCollection(users).findOne({ 'passkeys.credentialId': credentialId });
  const isTaken = owner !== null || credential.standsIn;
  return isTaken ? new AppError('PASSKEY_INVALID', { cause: error }) : refusal;
}

/** What somebody signs up with; it may wait as JSON. */
export type FirstCredential =
  | { readonly password: PasswordHash }
  | {
      readonly passkey: Omit<PasskeyDocument, 'createdAt'>;
      readonly userHandle: string;
      /** Its id stands in for nobody's (passkeys/plausible-credentials.ts), and is refused like one that somebody has. */
      readonly standsIn: boolean;
    };

/** As the account has it from `now` on. */
export function beginWith(credential: FirstCredential, now: Date): Beginning {
  if ('password' in credential) return credential;
  const { passkey, userHandle } = credential;
  return { passkeys: [{ ...passkey, createdAt: now, lastUsedAt: now }], userHandle };
}

/** What an account begins with, beside its profile. */
type Beginning = Partial<
  Pick<
    UserDocument,
    | '_id'
    | 'password'
    | 'identities'
    | 'passkeys'
    | 'userHandle'
    | 'emailVerifiedAt'
    | 'roles'
    | 'invitedInSession'
    | 'signUpKey'
  >
> & { readonly locale?: string | undefined };

/** Not stored yet. @throws TypeError where the profile was read without demanding an address. */
export function newAccount(profile: Profile, beginning: Beginning, now: Date): UserDocument {
  const { email, emailCanonical, ...rest } = profile;
  const { locale, ...others } = beginning;
  if (email === undefined || emailCanonical === undefined)
    throw new TypeError('A user has an e-mail address.');
  return {
    _id: new Types.ObjectId(),
    schemaVersion: 1,
    email,
    emailCanonical,
    ...rest,
    roles: ['USER'],
    identities: [],
    factors: [],
    enable2FA: false,
    credentialVersion: 1,
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...(locale !== undefined && { locale }),
    ...others,
  };
}
