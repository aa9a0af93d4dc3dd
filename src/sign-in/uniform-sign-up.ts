/**
 * UNIFORM_SIGN_UP: what a sign-up costs and answers does not depend on who is known. The request only writes an
 * order; the worker that takes it makes the account, or writes to the owner of what is known already.
 */
import { Types } from 'mongoose';

import type { MailLimits } from '../abuse/mail-limits.js';
import { rawCollection } from '../database/raw-collection.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { MailJob, MailTurn } from '../mail/mail-worker.js';
import type { Notices } from '../mail/notices.js';
import type { Outbox } from '../mail/outbox.js';
import type { MessageCatalogue } from '../messages/messages.js';
import { notDeleted } from '../users/not-deleted.js';
import type { Profile } from '../users/profile.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { type AddAccount, beginWith, type FirstCredential, newAccount } from './new-account.js';

export const UNIFORM_SIGN_UP_KIND = 'sign-up';

/** With the digest of an Idempotency-Key, where one came. */
type Order = FirstCredential & Pick<UserDocument, 'signUpKey'>;

type SignUpOrder = Order & {
  /** Made with the order: whoever takes it a second time knows its own account again. */
  readonly userId: string;
  readonly profile: Profile;
  readonly origin: RequestOrigin;
};

export interface UniformSignUp {
  order(profile: Profile, credential: Order, origin: RequestOrigin): Promise<void>;
  readonly job: MailJob;
}

export interface UniformSignUpOptions {
  readonly users: UserModel;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly addAccount: AddAccount;
  readonly catalogue: MessageCatalogue;
  readonly mailLimits: MailLimits;
}

export function createUniformSignUp(options: UniformSignUpOptions): UniformSignUp {
  const { outbox, addAccount } = options;
  return {
    async order(profile, credential, origin) {
      const userId = new Types.ObjectId().toHexString();
      const order: SignUpOrder = { userId, profile, ...credential, origin };
      await outbox.write(UNIFORM_SIGN_UP_KIND, order);
    },
    job: {
      async write(
        { userId, profile, origin, signUpKey, ...credential }: SignUpOrder,
        { orderedAt }: MailTurn,
      ) {
        const locale = options.catalogue.languageOf(origin.acceptLanguage);
        const key = signUpKey === undefined ? {} : { signUpKey };
        const _id = new Types.ObjectId(userId);
        const beginning = { ...beginWith(credential, orderedAt), ...key, _id, locale };
        const user = newAccount(profile, beginning, orderedAt);
        try {
          await addAccount(user, credential, origin);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          // A passkey that somebody has: nobody but its owner could have made it, and there is nothing to tell.
          if (error.code !== 'PASSKEY_INVALID' && error.status !== 409) throw error;
          if (error.status === 409) await tellOwner(options, user, origin);
        }
        return undefined;
      },
    },
  };
}

async function tellOwner(
  { users, notices, mailLimits }: UniformSignUpOptions,
  { _id, emailCanonical, usernameCanonical, phoneNumber, signUpKey }: UserDocument,
  origin: RequestOrigin,
): Promise<void> {
  const known = [
    { emailCanonical },
    ...(usernameCanonical === undefined ? [] : [{ usernameCanonical }]),
    ...(phoneNumber === undefined ? [] : [{ phoneNumber }]),
  ];
  const owners = await rawCollection(users)
    .find({ $or: known, _id: { $ne: _id }, ...notDeleted })
    .toArray();
  // Of the address before all: whoever has it need not hear of the name as well.
  const owner = owners.find((user) => user.emailCanonical === emailCanonical) ?? owners[0];
  if (owner === undefined) return;
  // Their own sign-up, sent again after a lost answer: there is nothing to warn of.
  if (signUpKey !== undefined && owner.signUpKey === signUpKey) return;
  await mailLimits.send({ to: owner.emailCanonical }, async () => {
    await notices.write('sign-up-attempted', owner, origin);
    return true;
  });
}
