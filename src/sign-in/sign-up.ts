/**
 * Sign-up with a password: judges the whole input at once, hashes, and lets the unique indexes decide who was
 * first. The answer carries the first session.
 */
import { Types } from 'mongoose';

import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, type ErrorCode, type FieldProblem, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { PasswordHash, PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import type { SignedIn } from '../sessions/signed-in.js';
import type { StartSession } from '../sessions/start-session.js';
import type { Profile, ProfileField, ProfileReader } from '../users/profile.js';
import type { UserDocument, UserModel } from '../users/user.model.js';

export interface SignUpInput {
  readonly email?: string | null | undefined;
  readonly password?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly phoneNumber?: string | null | undefined;
}

export interface SignUpOptions {
  readonly users: UserModel;
  readonly readProfile: ProfileReader;
  readonly policy: PasswordPolicy;
  readonly hasher: PasswordHasher;
  readonly startSession: StartSession;
  /** Profile fields demanded beside address and password. */
  readonly required: readonly ProfileField[];
  readonly events: Events;
  readonly clock: Clock;
}

export interface SignUp {
  /** Everything that is wrong with an input, however incomplete. */
  problems(input: SignUpInput): readonly FieldProblem[];
  /** @throws AppError BAD_USER_INPUT, EMAIL_TAKEN, USERNAME_TAKEN, PHONE_NUMBER_TAKEN, UNAVAILABLE. */
  signUp(input: SignUpInput, origin: RequestOrigin): Promise<SignedIn>;
}

const takenBy: Readonly<Record<string, ErrorCode>> = {
  emailCanonical: 'EMAIL_TAKEN',
  usernameCanonical: 'USERNAME_TAKEN',
  phoneNumber: 'PHONE_NUMBER_TAKEN',
};

export function createSignUp(options: SignUpOptions): SignUp {
  const { hasher, startSession, events } = options;
  return {
    problems: (input) => judge(options, input).problems,
    async signUp(input, origin) {
      const { profile, password, problems } = judge(options, input);
      refuseProblems(problems);
      const user = newUser(profile, await hasher.hash(password), options.clock.now());
      await insert(options.users, user);
      events.raise('user.signed-up', { userId: user._id.toHexString() }, origin);
      return startSession({ user, methods: ['PASSWORD'], amr: ['pwd'] }, origin);
    },
  };
}

function judge({ readProfile, policy, required }: SignUpOptions, input: SignUpInput) {
  const { profile, problems } = readProfile(input, ['email', ...required]);
  const password = input.password ?? '';
  const weakness = policy(password, { ...input, ...profile } as Profile);
  const passwordProblems = weakness === undefined ? [] : [{ path: 'password', message: weakness }];
  return { profile, password, problems: [...problems, ...passwordProblems] };
}

function newUser(profile: Profile, password: PasswordHash, now: Date): UserDocument {
  const { email, emailCanonical, ...rest } = profile;
  if (email === undefined || emailCanonical === undefined)
    throw new TypeError('A user has an e-mail address.');
  return {
    _id: new Types.ObjectId(),
    schemaVersion: 1,
    email,
    emailCanonical,
    ...rest,
    roles: ['USER'],
    password,
    identities: [],
    factors: [],
    enable2FA: false,
    credentialVersion: 1,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

async function insert(users: UserModel, user: UserDocument): Promise<void> {
  try {
    await users.create(user);
  } catch (error) {
    const code = takenBy[conflictingField(error) ?? ''];
    throw code === undefined ? error : new AppError(code, { cause: error });
  }
}
