/** Ends every session of the caller, and whatever is under way to become one: mail links and sign-ins too. */
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { SessionCookies } from '../sessions/session-cookies.js';
import type { CallerContext } from '../users/caller.js';
import { credentialUpdate } from '../users/credential-update.js';
import { notDeleted } from '../users/not-deleted.js';
import { requireCaller } from '../users/require-caller.js';
import type { UserModel } from '../users/user.model.js';
import type { ChangeCredentials } from './change-credentials.js';

export type SignOutEverywhere = (context: CallerContext) => Promise<void>;

export interface SignOutEverywhereOptions {
  readonly users: UserModel;
  readonly changeCredentials: ChangeCredentials;
  readonly cookies: SessionCookies;
  readonly clock: Clock;
}

export function createSignOutEverywhere(options: SignOutEverywhereOptions): SignOutEverywhere {
  const { users, changeCredentials, cookies, clock } = options;
  return async (context) => {
    const { user } = await requireCaller(context);
    const apply = async (transaction: Transaction) => {
      const changed = await rawCollection(users).findOneAndUpdate(
        { _id: user._id, ...notDeleted },
        credentialUpdate(clock.now(), {}),
        { session: transaction, returnDocument: 'after' },
      );
      if (changed === null) throw new AppError('TOKEN_INVALID');
      return changed;
    };
    await changeCredentials({ apply, reason: 'SIGNED_OUT_EVERYWHERE' }, context.origin);
    context.setCookies(cookies.clear());
  };
}
