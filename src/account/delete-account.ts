/**
 * The end of an account: shut at once, with all its sessions, and erased when DELETE_GRACE is over. Until then its
 * address and names stay reserved, so that an admin can restore it.
 */
import type { ChangeCredentials } from '../credentials/change-credentials.js';
import type { StepUp, StepUpProof } from '../credentials/step-up.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { SessionCookies } from '../sessions/session-cookies.js';
import { type AdminSet, isAdmin } from '../users/admin-set.js';
import type { CallerContext } from '../users/caller.js';
import { credentialUpdate } from '../users/credential-update.js';
import { notDeleted } from '../users/not-deleted.js';
import { requireCaller } from '../users/require-caller.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { EraseUser } from './erase-users.js';

/** @throws AppError INVALID_CREDENTIALS, RATE_LIMITED, FORBIDDEN (not fresh, or the last admin). */
export type DeleteAccount = (proof: StepUpProof, context: CallerContext) => Promise<void>;

export interface DeleteAccountOptions {
  readonly users: UserModel;
  readonly adminSet: AdminSet;
  readonly stepUp: StepUp;
  readonly changeCredentials: ChangeCredentials;
  readonly eraseUser: EraseUser;
  readonly notices: Notices;
  readonly cookies: SessionCookies;
  /** DELETE_GRACE. */
  readonly graceMs: number;
  readonly events: Events;
  readonly clock: Clock;
}

export function createDeleteAccount(options: DeleteAccountOptions): DeleteAccount {
  const endAccount = createEndAccount(options);
  return async (proof, context) => {
    const caller = await requireCaller(context);
    await options.stepUp(caller, proof, context.origin);
    await endAccount(caller.user, context.origin);
    context.setCookies(options.cookies.clear());
  };
}

/** Without asking for a proof. @throws AppError FORBIDDEN for the last admin, TOKEN_INVALID where it has ended already. */
export type EndAccount = (user: UserDocument, origin: RequestOrigin) => Promise<void>;

export function createEndAccount(options: Omit<DeleteAccountOptions, 'stepUp' | 'cookies'>): EndAccount {
  const { changeCredentials, events, graceMs } = options;
  return async (owner, origin) => {
    const apply = async (transaction: Transaction) => {
      const user = await shut(options, owner, transaction);
      await options.notices.write('account-deleted', user, origin, transaction);
      await events.raiseIn(transaction, 'user.deleted', { userId: user._id.toHexString() }, origin);
      return user;
    };
    const change = () => changeCredentials({ apply, reason: 'DELETED' }, origin);
    const { user } = await (isAdmin(owner) ? options.adminSet.inTurn(change) : change());
    if (graceMs === 0) await options.eraseUser(user._id.toHexString());
  };
}

async function shut(
  { users, adminSet, graceMs, clock }: Omit<DeleteAccountOptions, 'stepUp' | 'cookies'>,
  { _id }: UserDocument,
  transaction: Transaction,
): Promise<UserDocument> {
  const collection = rawCollection(users);
  const open = { _id, ...notDeleted };
  const before = await collection.findOne(open, { session: transaction });
  if (before === null) throw new AppError('TOKEN_INVALID');
  if (isAdmin(before)) await adminSet.enter(transaction);
  const now = clock.now();
  const eraseAt = new Date(now.getTime() + graceMs);
  const user = await collection.findOneAndUpdate(open, credentialUpdate(now, { deletedAt: now, eraseAt }), {
    session: transaction,
    returnDocument: 'after',
  });
  if (user === null) throw new AppError('TOKEN_INVALID');
  if (isAdmin(before)) await adminSet.requireAny(transaction);
  return user;
}
