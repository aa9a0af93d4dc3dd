/** Accounts that an admin makes for somebody, with what the admin knows of them. */
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { type FieldProblem, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import { newAccount } from '../sign-in/new-account.js';
import { ADMIN, type AdminSet } from '../users/admin-set.js';
import type { ProfileInput, ProfileReader } from '../users/profile.js';
import { takenOr } from '../users/taken-values.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { actedOn, type Administrator, withUserRole } from './administered-user.js';

export interface NewUserInput extends ProfileInput {
  readonly roles?: readonly string[] | null | undefined;
  /** Absent: none, until its owner sets one by a reset link. */
  readonly password?: string | null | undefined;
  /** Whether the admin vouches for the address. */
  readonly emailVerified?: boolean | null | undefined;
}

/** @throws AppError BAD_USER_INPUT, EMAIL_TAKEN, USERNAME_TAKEN, PHONE_NUMBER_TAKEN, UNAVAILABLE. */
export interface CreateUsers {
  /** Everything that is wrong with an input, however incomplete. */
  problems(input: NewUserInput): readonly FieldProblem[];
  /** Mails nobody. */
  create(admin: Administrator, input: NewUserInput, origin: RequestOrigin): Promise<UserDocument>;
}

export interface CreateUsersOptions {
  readonly users: UserModel;
  readonly adminSet: AdminSet;
  readonly inTransaction: InTransaction;
  readonly readProfile: ProfileReader;
  readonly policy: PasswordPolicy;
  readonly newPasswords: Pick<PasswordHasher, 'hash'>;
  readonly events: Events;
  readonly clock: Clock;
}

export function createCreateUsers(options: CreateUsersOptions): CreateUsers {
  const { newPasswords, events, clock } = options;
  return {
    problems: (input) => judge(options, input).problems,
    async create(admin, input, origin) {
      const { profile, problems } = judge(options, input);
      refuseProblems(problems);
      const now = clock.now();
      const password =
        typeof input.password === 'string' ? await newPasswords.hash(input.password) : undefined;
      const beginning = {
        roles: withUserRole(input.roles ?? []),
        ...(password && { password }),
        ...(input.emailVerified === true && { emailVerifiedAt: now }),
      };
      const user = newAccount(profile, beginning, now);
      const told = { ...actedOn(user._id.toHexString(), admin), roles: user.roles };
      await addAccount(options, user, (transaction) =>
        events.raiseIn(transaction, 'user.created', told, origin),
      );
      return user;
    },
  };
}

function judge({ readProfile, policy }: CreateUsersOptions, input: NewUserInput) {
  const { email, firstName, lastName, username, phoneNumber, password } = input;
  const { profile, problems } = readProfile({ email, firstName, lastName, username, phoneNumber }, ['email']);
  const weaknesses = typeof password === 'string' ? policy(password, { ...profile }) : [];
  return { profile, problems: [...problems, ...weaknesses] };
}

/** @param alongside written in the same transaction. */
export async function addAccount(
  { users, adminSet, inTransaction }: Pick<CreateUsersOptions, 'users' | 'adminSet' | 'inTransaction'>,
  user: UserDocument,
  alongside: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  try {
    await inTransaction(async (transaction) => {
      if (user.roles.includes(ADMIN)) await adminSet.enter(transaction);
      await rawCollection(users).insertOne(user, { session: transaction });
      await alongside(transaction);
    });
  } catch (error) {
    throw takenOr(error);
  }
}
