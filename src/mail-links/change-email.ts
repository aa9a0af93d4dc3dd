/** A change of address: asked for by a signed-in user, done by the link that the new address gets. */
import type { MailLimits } from '../abuse/mail-limits.js';
import type { ChangeCredentials } from '../credentials/change-credentials.js';
import type { StepUp, StepUpProof } from '../credentials/step-up.js';
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { Undertaking, Undertakings } from '../sessions/undertakings.js';
import type { Caller } from '../users/caller.js';
import { credentialUpdate } from '../users/credential-update.js';
import { type EmailAddress, parseEmailAddress } from '../users/email-address.js';
import { brokenRule } from '../users/input-rules.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { ActionTokenDocument } from './action-token.model.js';
import type { LinkOrders } from './link-orders.js';
import type { LiveLinks } from './live-links.js';

export interface ChangeEmailOptions {
  readonly users: UserModel;
  readonly links: LiveLinks;
  readonly orders: LinkOrders;
  readonly notices: Notices;
  readonly stepUp: StepUp;
  readonly changeCredentials: ChangeCredentials;
  readonly inTransaction: InTransaction;
  readonly undertakings: Undertakings;
  readonly mailLimits: MailLimits;
  /** Whether it may be told that an address has an account. */
  readonly isUniform: boolean;
  readonly events: Events;
  readonly clock: Clock;
}

/**
 * @returns whether a link is on its way: undefined where that may not be told, since the address may be somebody's.
 * @throws AppError BAD_USER_INPUT, INVALID_CREDENTIALS, FORBIDDEN, EMAIL_TAKEN, RATE_LIMITED.
 */
export type RequestEmailChange = (
  caller: Caller,
  email: string,
  proof: StepUpProof,
  origin: RequestOrigin,
) => Promise<true | undefined>;

export function createRequestEmailChange(options: ChangeEmailOptions): RequestEmailChange {
  const { stepUp, mailLimits, inTransaction, events } = options;
  return async (caller, email, proof, origin) => {
    const { user, sessionId } = caller;
    const address = judge(email, user);
    await stepUp(caller, proof, origin);
    const owner = await findOwner(options.users, address.emailCanonical, user);
    if (owner !== null && !options.isUniform) throw new AppError('EMAIL_TAKEN');
    const userId = user._id.toHexString();
    const order = async (transaction: Transaction) => {
      const { notices, orders } = options;
      await notices.write('email-change-requested', user, origin, transaction, { newEmail: address.email });
      if (owner === null) await orders.orderEmailChange(user, { ...address, sessionId }, origin, transaction);
      else await notices.write('sign-up-attempted', owner, origin, transaction);
    };
    await mailLimits.demand({ to: address.emailCanonical, askedBy: userId }, () => inTransaction(order));
    events.raise('email.change-requested', { userId }, origin);
    return options.isUniform ? undefined : true;
  };
}

function judge(email: string, user: UserDocument): EmailAddress {
  const address = parseEmailAddress(email);
  if (address === undefined) refuseProblems([brokenRule('email')]);
  else if (address.email === user.email)
    refuseProblems([{ path: 'email', rule: 'unchanged', message: 'is your address already' }]);
  else return address;
  throw new TypeError('An address that is none has no problem.');
}

/** Somebody else: one's own address may be asked for in another letter case. */
function findOwner(
  users: UserModel,
  emailCanonical: string,
  { _id }: UserDocument,
): Promise<UserDocument | null> {
  return rawCollection(users).findOne({ emailCanonical, _id: { $ne: _id } });
}

/** @throws AppError LINK_INVALID, EMAIL_TAKEN. */
export type CompleteEmailChange = (token: string, origin: RequestOrigin) => Promise<UserDocument>;

export function createCompleteEmailChange(options: ChangeEmailOptions): CompleteEmailChange {
  const { links, undertakings, changeCredentials, events } = options;
  return async (token, origin) => {
    const { sessionId } = await links.find(token, ['change-email']);
    const apply = async (transaction: Transaction) => {
      const link = await links.use(token, ['change-email'], transaction);
      // Whoever was thrown out completes nothing any more (ASVS 7.4.1).
      if (!(await undertakings.claim(undertakingOf(link), transaction))) throw new AppError('LINK_INVALID');
      const moved = await moveAddress(options, link, origin, transaction);
      await events.raiseIn(transaction, 'email.changed', { userId: moved._id.toHexString() }, origin);
      return moved;
    };
    const keptSession = sessionId === undefined ? undefined : { id: sessionId, isRequired: false };
    const { user } = await changeCredentials({ apply, keptSession, reason: 'CREDENTIALS_CHANGED' }, origin);
    return user;
  };
}

export function undertakingOf({ sessionId, userId }: ActionTokenDocument): Undertaking {
  return sessionId === undefined ? undefined : { sessionId, userId };
}

async function moveAddress(
  { users, notices, clock }: ChangeEmailOptions,
  { userId, email, emailCanonical, credentialVersion }: ActionTokenDocument,
  origin: RequestOrigin,
  transaction: Transaction,
): Promise<UserDocument> {
  const now = clock.now();
  const before = await rawCollection(users)
    .findOneAndUpdate(
      { _id: userId, credentialVersion, ...notDeleted },
      credentialUpdate(now, { email, emailCanonical, emailVerifiedAt: now }),
      { session: transaction, returnDocument: 'before' },
    )
    .catch((error: unknown) => {
      // The index decides: somebody may have signed up with the address since.
      throw conflictingField(error) === undefined ? error : new AppError('EMAIL_TAKEN', { cause: error });
    });
  if (before === null) throw new AppError('LINK_INVALID');
  await notices.write('email-changed', before, origin, transaction, { newEmail: email });
  const after = await rawCollection(users).findOne({ _id: userId }, { session: transaction });
  if (after === null) throw new AppError('LINK_INVALID');
  return after;
}
