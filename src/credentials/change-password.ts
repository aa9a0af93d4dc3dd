/** A signed-in user replaces the password. This session goes on; all others end. */
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, type FieldProblem, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { PasswordHash, PasswordHasher } from '../passwords/password-hasher.js';
import { confirmationProblems, type PasswordPolicy } from '../passwords/password-policy.js';
import type { IssueAccessToken } from '../sessions/access-token.js';
import type { BeforeToken } from '../sessions/before-token.js';
import { completeSignIn, type SignedIn } from '../sessions/signed-in.js';
import type { Caller } from '../users/caller.js';
import { credentialUpdate } from '../users/credential-update.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { ChangeCredentials } from './change-credentials.js';
import type { StepUp } from './step-up.js';

export interface ChangePasswordInput {
  readonly currentPassword: string;
  readonly password: string;
  readonly passwordConfirm: string;
}

export interface ChangePassword {
  /** Everything that is wrong with an input, whoever asks. */
  problems(input: Partial<ChangePasswordInput>): readonly FieldProblem[];
  /** @throws AppError BAD_USER_INPUT, INVALID_CREDENTIALS, UNAVAILABLE. */
  change(caller: Caller, input: ChangePasswordInput, origin: RequestOrigin): Promise<SignedIn>;
}

export interface ChangePasswordOptions {
  readonly users: UserModel;
  readonly newPasswords: Pick<PasswordHasher, 'hash'>;
  readonly policy: PasswordPolicy;
  readonly stepUp: StepUp;
  readonly changeCredentials: ChangeCredentials;
  readonly issueAccessToken: IssueAccessToken;
  /** Undefined: nobody is asked. */
  readonly beforeToken: BeforeToken | undefined;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
}

export function createChangePassword(options: ChangePasswordOptions): ChangePassword {
  const { newPasswords, policy, stepUp, changeCredentials, clock } = options;
  return {
    problems: (input) => judge(policy, input, {}),
    async change(caller, input, origin) {
      refuseProblems(judge(policy, input, caller.user));
      await stepUp(caller, { password: input.currentPassword }, origin);
      const { account, sessionId, amr } = caller;
      const request = { cause: 'PASSWORD_CHANGE', user: account, sessionId, amr } as const;
      const added = await options.beforeToken?.(request, origin);
      const password = await newPasswords.hash(input.password);
      const apply = async (transaction: Transaction) => {
        const user = await setPassword(options, caller.user, password, origin, transaction);
        const told = { userId: user._id.toHexString() };
        await options.events.raiseIn(transaction, 'password.changed', told, origin);
        return user;
      };
      const keptSession = { id: caller.sessionId, authTime: clock.now(), isRequired: true };
      const changed = await changeCredentials({ apply, keptSession, reason: 'PASSWORD_CHANGED' }, origin);
      if (changed.session === undefined) throw new AppError('TOKEN_INVALID');
      return completeSignIn(options.issueAccessToken, changed.user, changed.session, undefined, added);
    },
  };
}

function judge(
  policy: PasswordPolicy,
  { password = '', passwordConfirm = '' }: Partial<ChangePasswordInput>,
  owner: Partial<UserDocument>,
) {
  return [...policy(password, owner), ...confirmationProblems(password, passwordConfirm)];
}

/** Only where the credentials are still those that were checked. */
async function setPassword(
  { users, notices, clock }: ChangePasswordOptions,
  { _id, credentialVersion }: UserDocument,
  password: PasswordHash,
  origin: RequestOrigin,
  transaction: Transaction,
): Promise<UserDocument> {
  const user = await rawCollection(users).findOneAndUpdate(
    { _id, credentialVersion, ...notDeleted },
    credentialUpdate(clock.now(), { password }),
    { session: transaction, returnDocument: 'after' },
  );
  if (user === null) throw new AppError('INVALID_CREDENTIALS');
  await notices.write('password-changed', user, origin, transaction);
  return user;
}
