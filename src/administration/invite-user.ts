/**
 * Accounts that an admin makes for somebody by a mail that invites them; and the same mail once more, for who has not taken
 * the first one up.
 */
import type { mongo } from 'mongoose';

import type { MailLimits } from '../abuse/mail-limits.js';
import { canTakeUp, type SignInMethod, signsInByMail } from '../config/sign-in-methods.js';
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { LinkOrders } from '../mail-links/link-orders.js';
import { newAccount } from '../sign-in/new-account.js';
import { type AdminSet, isAdmin } from '../users/admin-set.js';
import { notDeleted } from '../users/not-deleted.js';
import type { Profile, ProfileReader } from '../users/profile.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { actedOn, type Administrator, withUserRole } from './administered-user.js';
import { addAccount } from './create-user.js';

/**
 * Mails a link that sets the password, and proves the address by its use; to somebody who was invited and has no way in
 * yet a new one, whereupon the old one is void. Where there are no passwords, the mail says to sign in by mail.
 *
 * @param roles all of them; undefined: those that the account has.
 * @throws AppError BAD_USER_INPUT, EMAIL_TAKEN, RATE_LIMITED, FORBIDDEN where the last admin would be none, or where neither
 * passwords nor mails sign in: nobody could take the account up, and its address would be lost to its owner.
 */
export type InviteUser = (
  admin: Administrator,
  email: string,
  roles: readonly string[] | undefined,
  origin: RequestOrigin,
) => Promise<UserDocument>;

export interface InviteUserOptions {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly adminSet: AdminSet;
  readonly inTransaction: InTransaction;
  readonly readProfile: ProfileReader;
  readonly orders: LinkOrders;
  readonly mailLimits: MailLimits;
  /** SIGN_IN_METHODS. */
  readonly methods: readonly SignInMethod[];
  readonly events: Events;
  readonly clock: Clock;
}

/** Nothing opens the account but a link, or the mail that it waits for. */
function waitingIn({ methods }: Pick<InviteUserOptions, 'methods'>): mongo.Filter<UserDocument> {
  return {
    password: { $exists: false },
    identities: { $size: 0 },
    'passkeys.0': { $exists: false },
    suspendedAt: { $exists: false },
    ...notDeleted,
    // Whoever has proved the address by a mail lives on that.
    ...(signsInByMail(methods) && { emailVerifiedAt: { $exists: false } }),
  };
}

export function createInviteUser(options: InviteUserOptions): InviteUser {
  const { users, methods } = options;
  const waiting = waitingIn(options);
  return async (admin, email, roles, origin) => {
    if (!canTakeUp(methods)) throw new AppError('FORBIDDEN', { details: { requires: 'signInMethod' } });
    const { profile, problems } = options.readProfile({ email }, ['email']);
    refuseProblems(problems);
    const { emailCanonical = '' } = profile;
    const known = await rawCollection(users).findOne({ emailCanonical, ...waiting });
    const user =
      known === null
        ? await inviteFirst(options, admin, profile, roles, origin)
        : await inviteAnew(options, admin, known, roles, origin);
    return user;
  };
}

async function inviteFirst(
  options: InviteUserOptions,
  admin: Administrator,
  profile: Profile,
  roles: readonly string[] | undefined,
  origin: RequestOrigin,
): Promise<UserDocument> {
  const beginning = {
    roles: withUserRole(roles ?? []),
    ...(admin && { invitedInSession: admin.sessionId }),
  };
  const user = newAccount(profile, beginning, options.clock.now());
  await addAccount(options, user, (transaction) => order(options, admin, user, origin, transaction));
  return user;
}

async function inviteAnew(
  options: InviteUserOptions,
  admin: Administrator,
  known: UserDocument,
  roles: readonly string[] | undefined,
  origin: RequestOrigin,
): Promise<UserDocument> {
  const { mailLimits, inTransaction, userCache } = options;
  const renewed = () =>
    inTransaction(async (transaction) => {
      const user = await renew(options, admin, known, roles, transaction);
      await order(options, admin, user, origin, transaction);
      return user;
    });
  const quota = { to: known.emailCanonical, askedBy: admin?.user._id.toHexString() };
  const user = await (admin === undefined ? renewed() : mailLimits.demand(quota, renewed));
  userCache.forget(user._id.toHexString());
  return user;
}

async function order(
  { orders, events }: InviteUserOptions,
  admin: Administrator,
  user: UserDocument,
  origin: RequestOrigin,
  transaction: Transaction,
): Promise<void> {
  await orders.orderInvitation(user.emailCanonical, origin, transaction);
  const told = { ...actedOn(user._id.toHexString(), admin), roles: user.roles };
  await events.raiseIn(transaction, 'user.invited', told, origin);
}

/** From now on the account waits for whoever invited last. @throws AppError EMAIL_TAKEN where it was taken up meanwhile. */
async function renew(
  { users, adminSet, methods, clock }: InviteUserOptions,
  admin: Administrator,
  { _id }: UserDocument,
  roles: readonly string[] | undefined,
  transaction: Transaction,
): Promise<UserDocument> {
  await adminSet.enter(transaction);
  const accounts = rawCollection(users);
  const waiting = waitingIn({ methods });
  const before = await accounts.findOne({ _id, ...waiting }, { session: transaction });
  const set = { updatedAt: clock.now(), ...(roles && { roles: withUserRole(roles) }) };
  const after = await accounts.findOneAndUpdate(
    { _id, ...waiting },
    {
      $inc: { version: 1 },
      ...(admin === undefined
        ? { $set: set, $unset: { invitedInSession: '' } }
        : { $set: { ...set, invitedInSession: admin.sessionId } }),
    },
    { session: transaction, returnDocument: 'after' },
  );
  if (before === null || after === null) throw new AppError('EMAIL_TAKEN');
  if (isAdmin(before) && !isAdmin(after)) await adminSet.requireAny(transaction);
  return after;
}
