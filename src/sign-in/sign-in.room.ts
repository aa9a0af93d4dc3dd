/**
 * The way in: an account is made, and whoever has proved a first factor gets a session, or the question for the second. Knows
 * passwords; other ways in stand above it and end in the same `openSignIn`, and second factors are contributed.
 */
import type { AbuseRoom } from '../abuse/abuse.room.js';
import type { Config } from '../config/config.js';
import { offeredMethods } from '../config/offered-methods.js';
import { createOpaqueTokens } from '../foundation/opaque-token.js';
import type { Ground } from '../house/ground.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { MailLinksRoom } from '../mail-links/mail-links.room.js';
import { bareHashes } from '../passwords/own-hashes.js';
import type { PasswordsRoom } from '../passwords/passwords.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { ProfileField } from '../users/profile.js';
import type { UsersRoom } from '../users/users.room.js';
import { type AuthConfigType, toSignInMethods } from './auth-config.type.js';
import { createAvailability } from './availability.js';
import { AvailabilityResolver } from './availability.resolver.js';
import type { BeforeSignUp } from './before-sign-up.js';
import { createChallengeModel } from './challenge.model.js';
import { createChallenges } from './challenges.js';
import { createCompleteChallenge } from './complete-challenge.js';
import { createEnrol, type Enrol } from './enrol.js';
import { createIdempotencyKeys } from './idempotency-keys.js';
import { createAddAccount } from './new-account.js';
import {
  createAccountCheck,
  createOpenSignIn,
  type OpenSignIn,
  type SecondFactorKind,
} from './open-sign-in.js';
import { createRepeatSignUp } from './repeat-sign-up.js';
import { createSignIn } from './sign-in.js';
import { SignInResolver } from './sign-in.resolver.js';
import { signUpKeysJob } from './sign-up-keys.job.js';
import { createSignUp, type SignUpInput } from './sign-up.js';
import { createUniformSignUp, UNIFORM_SIGN_UP_KIND } from './uniform-sign-up.js';

export interface SignInNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'userCache' | 'phoneNumbers' | 'readProfile' | 'readStoredWork'>;
  readonly sessions: Pick<SessionsRoom, 'startSession' | 'draftFirstSession' | 'deliver'>;
  readonly passwords: Pick<
    PasswordsRoom,
    'hasher' | 'newPasswords' | 'policy' | 'levels' | 'requireLibraries'
  >;
  readonly mail: Pick<MailRoom, 'outbox' | 'notices'>;
  readonly mailLinks: Pick<MailLinksRoom, 'orders'>;
  readonly abuse: Pick<
    AbuseRoom,
    'attempts' | 'mailLimits' | 'checkSignUp' | 'limitAvailability' | 'signInCaptcha'
  >;
  readonly secondFactors: () => readonly SecondFactorKind[];
  /** Undefined: nobody is asked. */
  readonly beforeSignUp: BeforeSignUp | undefined;
  /** What the rooms above have to tell a frontend. */
  readonly authConfig: () => Partial<AuthConfigType>;
}

export type SignInRoom = ReturnType<typeof createSignInRoom>;

export function createSignInRoom(needs: SignInNeeds) {
  const { ground, abuse, secondFactors } = needs;
  const { config, inTransaction, events } = ground;
  const { users, userCache, phoneNumbers } = needs.users;
  const { startSession, deliver } = needs.sessions;
  const { orders } = needs.mailLinks;
  const { hasher } = needs.passwords;
  const addAccount = createAddAccount({ users, orders, inTransaction, events });
  const uniform = createUniform(needs, addAccount);
  const enrol = createEnrolWith(needs, addAccount, config.uniformSignUp ? uniform : undefined);
  const accountCheck = createAccountCheck({ events, orders, unverified: unverifiedRefusal(config) });
  const challenges = createChallengesOf(needs);
  const open = createOpenSignIn({ secondFactors, challenges, startSession, accountCheck, events });
  const signUp = createSignUpWith(needs, enrol, open);
  const { attempts, signInCaptcha: captcha } = abuse;
  const signIn = createSignIn({ users, userCache, hasher, openSignIn: open, attempts, captcha, events });
  const availability = createAvailability({
    users,
    parsePhoneNumber: phoneNumbers.parse,
    limitSource: abuse.limitAvailability,
    isEnabled: config.availabilityQueries,
  });
  const storedWork = watchStoredWork(needs);
  return {
    openSignIn: open,
    ...{ enrol, beforeSignUp: needs.beforeSignUp },
    accountCheck,
    challenges,
    completeChallenge: createCompleteChallenge({ challenges, accountCheck, startSession }),
    secondFactors,
    contributes: {
      fieldMethods: { signUp: ['password'], signIn: ['password'] } as const,
      resolvers: [
        new AvailabilityResolver(availability),
        new SignInResolver(signUp, signIn, () => describe(config, needs.authConfig()), deliver),
      ],
      inputRules: {
        signUp: (args: { readonly input?: unknown }) => signUp.problems(args.input as SignUpInput),
      },
      mailJobs: { [UNIFORM_SIGN_UP_KIND]: uniform.job },
      start: storedWork.start,
      jobs: [storedWork.job, signUpKeysJob(users, ground.clock)],
      // Also where nobody is asked for a second factor: an earlier start may have written them.
      erasers: [(userId: string) => challenges.forgetUser(userId)],
    },
  };
}

function createChallengesOf({ ground, users: { users } }: SignInNeeds) {
  const { secrets, clock, randomness } = ground;
  const tokens = createOpaqueTokens<'challenge'>(secrets, 'challenge');
  return createChallenges({
    model: createChallengeModel(ground.connection),
    users,
    tokens,
    clock,
    randomness,
  });
}

/** What every check takes goes by the hashes that are left: an import by another process is heard of within a minute. */
function watchStoredWork({ users, passwords }: SignInNeeds) {
  const read = async () => {
    const stored = await users.readStoredWork(bareHashes);
    passwords.levels.replace(stored);
    return stored;
  };
  const run = async () => {
    await read();
  };
  const start = async () => passwords.requireLibraries(await read());
  return { start, job: { name: 'stored-hashes', cron: '20 * * * * *', run } };
}

type AddAccount = ReturnType<typeof createAddAccount>;
type UniformSignUp = ReturnType<typeof createUniformSignUp>;

function createUniform(needs: SignInNeeds, addAccount: AddAccount): UniformSignUp {
  const { catalogue } = needs.ground;
  const { outbox, notices } = needs.mail;
  const { mailLimits } = needs.abuse;
  const { users } = needs.users;
  return createUniformSignUp({ users, outbox, notices, addAccount, catalogue, mailLimits });
}

function createEnrolWith(
  needs: SignInNeeds,
  addAccount: AddAccount,
  uniformSignUp: UniformSignUp | undefined,
) {
  const { config, catalogue, clock } = needs.ground;
  return createEnrol({
    ...{ addAccount, uniformSignUp, catalogue, clock, beforeSignUp: needs.beforeSignUp },
    startSession: needs.sessions.startSession,
    draftFirstSession: needs.sessions.draftFirstSession,
    requireVerifiedEmail: config.requireVerifiedEmail,
  });
}

function createSignUpWith(needs: SignInNeeds, enrol: Enrol, openSignIn: OpenSignIn) {
  const { secrets, config, events, clock } = needs.ground;
  const { hasher, newPasswords, policy } = needs.passwords;
  const { users } = needs.users;
  const { attempts, signInCaptcha: captcha } = needs.abuse;
  const { requireVerifiedEmail } = config;
  const keys = createIdempotencyKeys(secrets);
  const repeat = createRepeatSignUp({
    ...{ users, keys, hasher, attempts, captcha, openSignIn, requireVerifiedEmail, events, clock },
  });
  return createSignUp({
    ...{ newPasswords, policy, enrol, keys, repeat },
    readProfile: needs.users.readProfile,
    checkCaptcha: needs.abuse.checkSignUp,
    required: config.signUpRequires as readonly ProfileField[],
  });
}

function describe(config: Config, more: Partial<AuthConfigType>): AuthConfigType {
  const { passwordMinLength, requireVerifiedEmail, availabilityQueries, emailSignInSignsUp } = config;
  return {
    ...{ passwordMinLength, requireVerifiedEmail, availabilityQueries, emailSignInSignsUp },
    signInMethods: toSignInMethods(offeredMethods(config)),
    requireSecondFactor: [...(config.requireSecondFactor ?? [])],
    signUpRequires: [...config.signUpRequires],
    providers: [],
    ...more,
  };
}

function unverifiedRefusal({ requireVerifiedEmail, uniformSignUp }: Config) {
  if (uniformSignUp) return 'INVALID_CREDENTIALS';
  return requireVerifiedEmail ? 'EMAIL_NOT_VERIFIED' : undefined;
}
