/** Sets a password by a link that was mailed: it proves the address, ends every session, and signs nobody in. */
import type { mongo } from 'mongoose';

import type { Attempts } from '../abuse/attempts.js';
import type { ChangeCredentials } from '../credentials/change-credentials.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { PasswordHash, PasswordHasher } from '../passwords/password-hasher.js';
import { confirmationProblems, type PasswordPolicy } from '../passwords/password-policy.js';
import type { Undertakings } from '../sessions/undertakings.js';
import { credentialUpdate } from '../users/credential-update.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { ActionTokenDocument, LinkPurpose } from './action-token.model.js';
import { invitationOf } from './invitation.js';
import type { LiveLinks } from './live-links.js';
import { reportRefusal } from './report-refusal.js';
import { accountOf } from './verify-email.js';

interface ResetPasswordInput {
  readonly token: string;
  readonly password: string;
  readonly passwordConfirm: string;
}

/** For reset links, and for invitations, whose owner sets the first password. */
export interface ResetPassword {
  /** Everything that is wrong with an input whatever its link. */
  problems(input: Partial<ResetPasswordInput>): ReturnType<PasswordPolicy>;
  /** @throws AppError BAD_USER_INPUT, LINK_INVALID, UNAVAILABLE. */
  reset(input: ResetPasswordInput, origin: RequestOrigin): Promise<void>;
}

export interface ResetPasswordOptions {
  readonly users: UserModel;
  readonly links: LiveLinks;
  readonly newPasswords: Pick<PasswordHasher, 'hash'>;
  readonly policy: PasswordPolicy;
  readonly notices: Notices;
  readonly changeCredentials: ChangeCredentials;
  readonly undertakings: Undertakings;
  readonly catalogue: MessageCatalogue;
  readonly attempts: Attempts;
  readonly events: Events;
  readonly clock: Clock;
}

/** An invitation sets the first password, as a reset sets another. */
const setsPassword: readonly LinkPurpose[] = ['reset-password', 'invitation'];

export function createResetPassword(options: ResetPasswordOptions): ResetPassword {
  const { policy, newPasswords, changeCredentials, events } = options;
  const problems: ResetPassword['problems'] = ({ password = '', passwordConfirm = '' }) => [
    ...policy(password, {}),
    ...confirmationProblems(password, passwordConfirm),
  ];

  const reset: ResetPassword['reset'] = async (input, origin) => {
    refuseProblems(problems(input));
    const user = await findAccount(options, input.token);
    refuseProblems(policy(input.password, user));
    const password = await newPasswords.hash(input.password);
    const apply = async (transaction: Transaction) => {
      const changed = await setPassword(options, input.token, password, origin, transaction);
      await events.raiseIn(transaction, 'password.reset', { userId: changed._id.toHexString() }, origin);
      return changed;
    };
    await changeCredentials({ apply, reason: 'PASSWORD_CHANGED' }, origin);
    // Whoever has the mailbox gets in again from here, while strangers hammer the account (ASVS 6.3.1).
    await options.attempts.proved(user._id.toHexString(), 'reset-link', origin);
  };
  return {
    problems,
    reset: (input, origin) => reportRefusal(events, 'reset-password', origin, reset(input, origin)),
  };
}

/** Whose link it is. @throws AppError LINK_INVALID. */
async function findAccount({ links, users }: ResetPasswordOptions, token: string): Promise<UserDocument> {
  const user = await rawCollection(users).findOne(accountOf(await links.find(token, setsPassword)));
  if (user === null) throw new AppError('LINK_INVALID');
  return user;
}

async function setPassword(
  options: ResetPasswordOptions,
  token: string,
  password: PasswordHash,
  origin: RequestOrigin,
  transaction: Transaction,
): Promise<UserDocument> {
  const { users, links, notices, clock } = options;
  const link = await links.use(token, setsPassword, transaction);
  const set = { password, ...(await takeUp(options, link, origin, transaction)) };
  const now = clock.now();
  // Whoever connected the app may be whom this link shakes off.
  const doubt = { 'factors.$[].standsAlone': false };
  const user =
    (await update(users, link, true, credentialUpdate(now, { ...set, ...doubt }), transaction)) ??
    (await update(users, link, false, credentialUpdate(now, { ...set, ...firstProof(now) }), transaction));
  if (user === null) throw new AppError('LINK_INVALID');
  await notices.write('password-reset', user, origin, transaction);
  return user;
}

/**
 * An account that waits for its owner dies with the session of the admin who invited them, by whichever link it is opened
 * (ASVS 7.4.1); and whoever takes an invitation up signs up by it, in their language.
 */
async function takeUp(
  { users, undertakings, catalogue }: ResetPasswordOptions,
  link: ActionTokenDocument,
  { acceptLanguage }: RequestOrigin,
  transaction: Transaction,
): Promise<{ locale?: string }> {
  const account = await rawCollection(users).findOne(accountOf(link), { session: transaction });
  if (account === null || !(await undertakings.claim(invitationOf(account), transaction)))
    throw new AppError('LINK_INVALID');
  const locale = link.purpose === 'invitation' ? catalogue.languageOf(acceptLanguage) : undefined;
  return locale === undefined ? {} : { locale };
}

/**
 * The address was never proved before: whatever else opens the account may be a stranger's, who prepared it for
 * its later owner (pre-hijacking). A pending change of address is void by the credential version.
 */
function firstProof(now: Date) {
  return { emailVerifiedAt: now, identities: [], factors: [], passkeys: [], enable2FA: false };
}

function update(
  users: UserModel,
  link: ActionTokenDocument,
  isVerified: boolean,
  change: mongo.UpdateFilter<UserDocument>,
  transaction: Transaction,
): Promise<UserDocument | null> {
  return rawCollection(users).findOneAndUpdate(
    { ...accountOf(link), emailVerifiedAt: { $exists: isVerified } },
    { ...change, $unset: { invitedInSession: '' } },
    { session: transaction, returnDocument: 'after' },
  );
}
